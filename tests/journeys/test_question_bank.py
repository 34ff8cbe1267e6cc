"""An editor and the question bank: a question from draft to published, how it works, and files in and out."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from assessments.exchange import read_questions
from assessments.models import AssessmentPage, AssessmentQuestion, Question, QuestionBank
from tests.cast import Cast
from tests.factories.attempts import AttemptFactory, answer_by_row
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.pages import CourseFactory
from tests.journeys.watch import PageFor

Photograph = Callable[[Page, str], None]
PATIENCE = 30_000  # milliseconds: the first form of the admin takes its time on a busy machine
LIST = "/cms/snippets/assessments/question/"
GIFT = """// [tag:other]
::Urges::What does an urge do when nobody acts on it?{=It passes ~It grows#Most pass within half an hour.}

::Minutes::How many minutes does an urge last?{#20:10}

::Tools::Which of these are tools?{=%100%DEADS =%100%The lifestyle balance pie ~Willpower}
"""


def test_a_question_from_draft_to_statistics(page_for: PageFor, transactional_db: None, photograph: Photograph) -> None:
    QuestionBank.objects.create(name="Small steps")
    page = page_for(user=Cast().editor, width=1280, watched=False)
    page.set_default_timeout(PATIENCE)
    page.goto(f"{LIST}add/")
    write_question(page)
    look_at_preview(page, photograph)
    keep_as_draft(page)
    publish(page, photograph)
    see_where_it_is_used(page, photograph)


def write_question(page: Page) -> None:
    """Fill in the form: one right answer of two, with feedback to each and to all."""
    page.get_by_role("button", name="Choose question bank").click()
    page.get_by_role("link", name="Small steps").click()
    page.locator("[name=name]").fill("An urge left alone")
    page.locator("[data-contentpath=prompt] [role=textbox]").fill("What does an urge do when nobody acts on it?")
    for number, (text, feedback) in enumerate([("It passes", "Most pass soon."), ("It grows", "It feels like that.")]):
        page.locator("#id_options-ADD").click()
        page.locator(f"[name='options-{number}-text']").fill(text)
        page.locator(f"[name='options-{number}-feedback']").fill(feedback)
    page.locator("[name='options-0-is_correct']").check()
    page.locator("[data-contentpath=feedback] [role=textbox]").last.fill("Urges rise, and fall again.")


def look_at_preview(page: Page, photograph: Photograph) -> None:
    """See the question beside the form as a learner meets it."""
    page.get_by_role("button", name="Toggle preview").click()
    shown = page.frame_locator("#w-preview-iframe")
    expect(shown.get_by_text("It passes")).to_be_visible()
    expect(shown.locator("body")).not_to_contain_text("Most pass soon.")
    photograph(page, "bank-1-question-and-preview")


def keep_as_draft(page: Page) -> None:
    """Wait until it has saved itself, for a press in the middle of that makes a second one; then save it."""
    page.wait_for_url("**/edit/*/")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("updated")).to_be_visible()
    assert not Question.objects.get().live


def publish(page: Page, photograph: Photograph) -> None:
    """Open the draft from the list, where it is marked, and publish it."""
    page.goto(LIST)
    expect(page.get_by_role("row", name="An urge left alone")).to_contain_text("draft", ignore_case=True)
    photograph(page, "bank-2-list-with-a-draft")
    page.get_by_role("link", name="An urge left alone").first.click()
    page.get_by_role("button", name="More actions").last.click()
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text("published").first).to_be_visible()
    assert Question.objects.get().live


def see_where_it_is_used(page: Page, photograph: Photograph) -> None:
    """Read which quiz asks it, and how it works, once twelve people have answered it."""
    question = Question.objects.get()
    asked_by_twelve(question)
    for address, seen in ((f"{LIST}usage/{question.pk}/", "Quiz"), (f"/cms/questions/{question.pk}/", "Facility")):
        page.goto(address)
        expect(page.locator("main")).to_contain_text(seen, ignore_case=True)
        photograph(page, f"bank-3-{seen.lower()}")


def asked_by_twelve(question: Question) -> None:
    """Let a quiz ask it, and twelve people answer: nine of them rightly."""
    course = CourseFactory(title="Steps", lessons=1, questions=3)
    quiz = AssessmentPage.objects.descendant_of(course).get()
    AssessmentQuestion.objects.create(page=quiz, question=question, sort_order=9)
    for number in range(12):
        enrolment = EnrolmentFactory(course=course)
        answer_by_row(AttemptFactory(enrolment=enrolment, passed=True), right=number < 9)


def test_a_file_comes_in_after_it_was_looked_at_and_goes_out_again(
    page_for: PageFor, transactional_db: None, photograph: Photograph, tmp_path: Path
) -> None:
    QuestionBank.objects.create(name="Small steps")
    (tmp_path / "steps.gift").write_text(GIFT)
    page = page_for(user=Cast().editor, width=1280)
    page.goto(LIST)
    page.get_by_role("button", name="Actions").first.click()
    page.get_by_role("link", name="Bring in questions").click()
    photograph(page, "bank-4-bring-in")
    bring_in(page, tmp_path / "steps.gift", photograph)
    take_out(page, tmp_path / "out.gift", photograph)


def bring_in(page: Page, path: Path, photograph: Photograph) -> None:
    """Look at what the file would do, line by line, with nothing stored; then bring it in."""
    page.locator("[name=file]").set_input_files(path)
    page.locator("select[name=bank]").select_option(label="Small steps")
    page.get_by_role("button", name="Show what would happen").click()
    expect(page.get_by_role("row", name="Minutes")).to_contain_text("Left out")
    expect(page.get_by_role("row", name="Tools")).to_contain_text("New, as a draft to be finished")
    photograph(page, "bank-5-what-would-happen")
    assert not Question.objects.exists()
    page.get_by_role("button", name="Bring in 2 questions").click()
    expect(page.get_by_text("2 questions are brought in.")).to_be_visible()
    photograph(page, "bank-6-brought-in")


def take_out(page: Page, path: Path, photograph: Photograph) -> None:
    """Take the bank out as a file that says what came in."""
    page.get_by_role("button", name="Actions").first.click()
    page.get_by_role("link", name="Take out questions").click()
    page.locator("select[name=bank]").select_option(label="Small steps")
    page.get_by_role("button", name="Show what the file would have").click()
    photograph(page, "bank-7-take-out")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download", exact=True).click()
    download.value.save_as(path)
    taken = read_questions(path.read_bytes(), name=path.name).questions
    assert [question.title for question in taken] == ["Urges", "Tools"]
