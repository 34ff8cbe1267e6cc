"""An editor writes a word that labels a person: it is flagged beside the preview, held on publishing, and allowed."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from content.models import StandardPage
from content.rules.language import JAVASCRIPT, pattern_of
from tests.cast import Cast
from tests.content.rules.test_language import CASES
from tests.content.writing import LABEL, plain_page
from tests.journeys.watch import PageFor

TEXT = f"{LABEL}</p><p>The word <b>off</b>ender is out of date.</p><p>Alcoholics Anonymous is another route."

IS_CLEAN = """async ([pattern, text, allowed]) => {
    const { isClean } = await import("/static/lms/js/admin-language.js");
    const paragraph = document.createElement("p");
    paragraph.textContent = text;
    return isClean(paragraph, { pattern, allowed });
}"""


def test_the_browser_finds_what_the_server_finds(page_for: PageFor, transactional_db: None) -> None:
    page = page_for()
    page.goto("/")
    patterns = [(pattern_of(phrase, JAVASCRIPT), text, bool(expected)) for phrase, text, expected in CASES]
    asked = [
        (text, expected, page.evaluate(IS_CLEAN, [pattern, text, []]))
        for pattern, text, expected in patterns
        if pattern
    ]
    assert [text for text, expected, clean in asked if clean is expected] == []


def test_the_browser_passes_over_what_is_allowed(page_for: PageFor, transactional_db: None) -> None:
    page, pattern = page_for(), pattern_of("addict", JAVASCRIPT)
    page.goto("/")
    texts = [LABEL, f"{LABEL} An addict.", "They’re an addict."]
    found = [page.evaluate(IS_CLEAN, [pattern, text, [LABEL, "They're an addict."]]) for text in texts]
    assert found == [True, False, True]


def open_checks(page: Page) -> None:
    """Show the panel of checks beside the editor."""
    page.get_by_role("button", name="Toggle checks").click()


def test_from_the_flag_to_the_reason(
    page_for: PageFor, transactional_db: None, photograph: Callable[[Page, str], None]
) -> None:
    draft, page = plain_page(TEXT, live=False), page_for(user=Cast().editor, width=1280, watched=False)
    page.goto(f"/cms/pages/{draft.pk}/edit/")
    open_checks(page)
    checks = page.locator("[data-checks-panel]")
    for words in ("“addict”: Labels a person", "Names a whole person", "“offender*”: Out of date"):
        expect(checks).to_contain_text(words)
    expect(checks).not_to_contain_text("alcoholics")
    photograph(page, "editor-checks")
    settle(page, photograph)
    assert StandardPage.objects.get(pk=draft.pk).live


def settle(page: Page, photograph: Callable[[Page, str], None]) -> None:
    """Publish, give the two reasons that are asked for, and publish again."""
    press_publish(page)
    expect(page.get_by_role("heading", name="Words to look at")).to_be_visible()
    photograph(page, "words-to-look-at")
    page.get_by_label("Why “addict” is meant here").fill("Quoted, to show how it sounds.")
    page.get_by_label("Why “offender” is meant here").fill("An example of what not to say.")
    page.get_by_role("button", name="Allow with these reasons").click()
    expect(page.get_by_text("You can publish the page")).to_be_visible()
    press_publish(page)
    expect(page.get_by_text("has been published")).to_be_visible()


def press_publish(page: Page) -> None:
    """Press "Publish" below the form."""
    page.get_by_role("button", name="More actions").last.click()
    page.get_by_role("button", name="Publish", exact=True).click()
