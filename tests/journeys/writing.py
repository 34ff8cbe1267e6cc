"""The form of a lesson in the admin, and one function for each group of blocks: an editor adds them by the picker."""

from playwright.sync_api import Locator, Page, expect

from courses.models import ModulePage

BLOCKS = "fields => fields.filter(field => /^body-\\d+-type$/.test(field.name)).length"


class Writing:
    """The form of a new lesson below `module`."""

    def __init__(self, page: Page, module: ModulePage, *, title: str) -> None:
        self.page = page
        page.goto(f"/cms/pages/add/courses/lessonpage/{module.pk}/")
        page.locator("[name=title]").fill(title)
        self.form = page.locator("#panel-child-content-body-section")

    def block(self, name: str) -> Locator:
        """Add the block called `name` at the end, and return its part of the form."""
        count = self.form.locator("[name^=body-]").evaluate_all(BLOCKS)
        self.form.get_by_role("button", name="Insert a block").last.click()
        row = self.page.locator(".w-combobox__option-row").filter(has=self.page.get_by_text(name, exact=True))
        row.locator(".w-combobox__option").click()
        part = self.form.locator(f"[data-streamfield-child]:has(> [name='body-{count}-type'])")
        expect(part).to_be_visible()
        return part

    def choose(self, block: str, button: str, title: str) -> Locator:
        """Add a block that shows something of the library, and choose it by its title."""
        part = self.block(block)
        part.get_by_role("button", name=button).click()
        self.page.locator(".modal").get_by_role("link", name=title).first.click()
        expect(self.page.locator(".modal")).to_have_count(0)
        return part


def write(part: Locator, words: str) -> None:
    """Type into the last rich text of a block."""
    box = part.locator(".public-DraftEditor-content").last
    box.click()
    box.press_sequentially(words)


def write_words(writing: Writing) -> None:
    """Text, callout, quotation and steps."""
    write(writing.block("Text"), "An urge rises and falls.")
    callout = writing.block("Callout")
    callout.get_by_label("Title").fill("Start small")
    write(callout, "Five minutes are enough.")
    writing.block("Quotation").get_by_label("What was said").fill("It passed.")
    steps = writing.block("Steps").get_by_label("What to do")
    steps.nth(0).fill("Notice it")
    steps.nth(1).fill("Wait")


def write_a_table(writing: Writing) -> None:
    """Two columns with headings, and one row."""
    table = writing.block("Table")
    table.get_by_label("Caption").fill("What helped")
    for place, heading in enumerate(("Day", "What I tried")):
        table.locator("[data-append-column]").click()
        writing.page.get_by_role("button", name="Words").click()
        table.locator("[name$='-heading']").nth(place).fill(heading)
    for place, words in enumerate(("Monday", "A walk")):
        table.locator("[name*='-cell-0-']").nth(place).fill(words)


def choose_from_the_library(writing: Writing) -> None:
    """Image, film, sound, download, words explained, tool."""
    writing.choose("Image", "Choose an image", "A path").get_by_label("Alt text").fill("A path through a wood")
    writing.choose("Film", "Choose recording", "Watching an urge")
    writing.choose("Sound", "Choose recording", "Four breaths")
    writing.choose("Download", "Choose a document", "Urge Log to print")
    writing.choose("Words explained", "Choose glossary term", "Lapse")
    writing.choose("Tool", "Choose tool", "Urge Log")


def write_what_learners_do(writing: Writing) -> None:
    """Step of a meeting, worksheet, something to think about, question, scenario."""
    step = writing.block("Step of a meeting")
    named(step, "title").fill("Check-in")
    named(step, "minutes").fill("15")
    named(writing.block("Worksheet"), "kind").select_option(label="Urge Log")
    named(writing.block("Something to think about"), "question").fill("What could you try today?")
    question = writing.block("Question in the text")
    named(question, "question").fill("What does an urge do?")
    for place, answer in enumerate(("It rises and falls", "It grows for ever")):
        named(question, "text").nth(place).fill(answer)
    named(question, "is_right").first.check()
    story = writing.block("Scenario")
    named(story, "title").fill("A hard evening")
    named(story, "text").first.fill("Sam speaks for a long time.")
    for place, way in enumerate(("Thank Sam", "Wait a little")):
        story.locator("[name*='-choices-'][name$='-value-text']").nth(place).fill(way)
        named(story, "feedback").nth(place).fill("The group goes on.")


def named(part: Locator, name: str) -> Locator:
    """Return the fields of a block that are called `name`."""
    return part.locator(f"[name$='-value-{name}']")
