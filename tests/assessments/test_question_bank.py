"""Drafts, history, preview, tags and where a question is used: Wagtail's own pages, as editors meet them."""

import csv
import re

import pytest
from django.core.management import call_command
from wagtail.models import ReferenceIndex

from assessments.models import AssessmentPage, Question, QuestionBank, QuestionKind
from assessments.paper import freeze_paper
from lms.accounts.models import User
from tests.assessments.test_page_panels import empty_page
from tests.assessments.test_page_panels import form_of as page_form
from tests.assessments.test_viewsets import LIST, form_of
from tests.cast import NOW
from tests.factories.pages import CourseFactory, QuestionFactory
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db
RIGHT_ANSWER = "Answer 0"


@pytest.fixture
def editor(client_of, cast):
    return client_of(cast.editor)


# --- Drafts and history ---------------------------------------------------------------------------


def test_a_draft_may_be_unfinished_and_is_not_asked(editor):
    editor.post(f"{LIST}add/", form_of(False, publish=False))
    assert (Question.objects.count(), Question.objects.published().count()) == (1, 0)


def test_a_draft_of_a_question_that_is_asked_changes_nothing_until_it_is_published(editor):
    CourseFactory(questions=1)
    question, quiz = Question.objects.get(), AssessmentPage.objects.get()
    form = form_of(True, False, kind="multiple")
    editor.post(f"{LIST}edit/{question.pk}/", {k: v for k, v in form.items() if k != "action-publish"})
    assert freeze_paper(quiz, seed=1).items[0].kind == "single"
    editor.post(f"{LIST}edit/{question.pk}/", form)
    assert freeze_paper(quiz, seed=1).items[0].kind == "multiple"


@pytest.mark.parametrize("live", [True, False])
def test_whoever_publishes_a_quiz_is_told_which_questions_are_drafts(live, editor):
    quiz, question = empty_page(), QuestionFactory(name="Urges", live=live)
    form = page_form(quiz, questions=[question]) | {"action-publish": "yes"}
    page = editor.post(f"/cms/pages/{quiz.pk}/edit/", form, follow=True).content.decode()
    assert ("Not asked, because they are not published yet: Urges." in page) is not live


def test_a_question_taken_back_is_not_asked_any_more(editor):
    CourseFactory(questions=1)
    editor.post(f"{LIST}unpublish/{Question.objects.get().pk}/")
    assert freeze_paper(AssessmentPage.objects.get(), seed=1).items == ()


def test_a_question_is_published_when_its_time_comes(editor, time_machine):
    time_machine.move_to(NOW, tick=False)
    editor.post(f"{LIST}add/", form_of(True, False, go_live_at="2030-01-01 10:00"))
    assert not Question.objects.published().exists()
    time_machine.move_to("2030-01-02T10:00:00Z", tick=False)
    call_command("publish_scheduled")
    assert Question.objects.published().count() == 1


def test_the_history_names_each_version(editor):
    editor.post(f"{LIST}add/", form_of(True, False))
    question = Question.objects.get()
    editor.post(f"{LIST}edit/{question.pk}/", form_of(True, False))
    page = editor.get(f"{LIST}history/{question.pk}/").content.decode()
    assert question.revisions.count() == 2
    assert "Published" in page
    assert editor.get(f"{LIST}history/{question.pk}/revisions/compare/earliest...latest/").status_code == 200


def test_what_was_typed_stays_when_the_kind_does_not_fit(editor):
    answer = editor.post(f"{LIST}add/", form_of(True, False, kind="ordering", gap_text="It [rises]."))
    words = answer.content.decode()
    assert [part in words for part in ("Answer 0", "Answer 1", "It [rises].", "at least three answers")] == [True] * 4


def test_editors_may_publish_and_loading_again_changes_nothing(cast):
    call_command("load_reference")
    editor = User.objects.get(pk=cast.editor.pk)
    assert editor.has_perm("assessments.publish_question")
    assert not User.objects.get(pk=cast.zoe.pk).has_perm("assessments.publish_question")


# --- Preview --------------------------------------------------------------------------------------


def preview(editor, question):
    """Return the draft of `question` as a learner meets it."""
    draft = Question.objects.get(pk=question.pk).save_revision()
    return editor.get(f"{LIST}history/{question.pk}/revisions/{draft.pk}/view/")


@pytest.mark.parametrize("kind", QuestionKind.values)
def test_every_kind_is_previewed_as_a_learner_meets_it(kind, editor):
    question = QuestionFactory(kind=kind, prompt="<p>What helps?</p>", feedback="<p>The key</p>")
    answer = preview(editor, question)
    words = answer.content.decode()
    assert answer.status_code == 200
    assert "What helps?" in words
    assert "The key" not in words
    assert not re.search(r"is_correct|data-correct|<script(?![^>]*src)", words)


@pytest.mark.parametrize("kind", ["gap_fill", "scenario", "matching", "ordering"])
def test_a_draft_with_nothing_in_it_is_previewed(kind, editor):
    question = QuestionFactory(kind=kind, gap_text="", story=[])
    question.options.all().delete()
    assert "nothing to fill in yet" in preview(editor, question).content.decode()


def test_what_is_being_written_is_previewed_before_it_is_saved(editor):
    assert editor.post(f"{LIST}preview/", form_of(True, False, publish=False)).json()["is_valid"]
    assert RIGHT_ANSWER in editor.get(f"{LIST}preview/").content.decode()


@pytest.mark.parametrize(("who", "status"), [("zoe", 403), (None, 302)])
def test_learners_and_strangers_preview_nothing(who, status, client_of, cast):
    client, question = client_of(who and getattr(cast, who)), QuestionFactory()
    pages = [f"{LIST}preview/{question.pk}/", f"{LIST}preview/", f"{LIST}history/{question.pk}/"]
    assert [client.get(page).status_code for page in pages] == [status] * 3


# --- The list, and where it is used ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"kind": "ordering"}, "Second"),
        ({"point": "2"}, "First"),
        ({"difficulty": "3"}, "Second"),
        ({"live": "true"}, "First"),
        ({"q": "Second"}, "Second"),
    ],
)
def test_the_list_is_filtered_by_tags(filters, found, editor):
    QuestionFactory(name="First", point="2")
    QuestionFactory(name="Second", kind="ordering", difficulty=3, live=False)
    words = editor.get(f"{LIST}results/", filters).content.decode()
    assert [name for name in ("First", "Second") if name in words] == [found]


def test_the_list_costs_no_statement_for_each_question(editor):
    QuestionFactory.create_batch(2)
    editor.get(LIST)
    with assert_statements(at_most=100) as few:
        editor.get(LIST)
    QuestionFactory.create_batch(10, bank=QuestionBank.objects.create(name="More"))
    with assert_statements(at_most=len(few)):
        editor.get(LIST)


def test_the_export_has_words_and_no_formula(editor):
    QuestionFactory(prompt="<p>=SUM(A1)</p>", kind="matching", point="1")
    text = b"".join(editor.get(LIST, {"export": "csv"}).streaming_content).decode()
    row = next(csv.DictReader(text.splitlines()))
    assert (row["Question"], row["Kind"]) == ("'=SUM(A1)", "Match what belongs together")
    assert editor.get(LIST, {"export": "xlsx"}).status_code == 200


def test_a_question_says_which_pages_ask_it(editor):
    CourseFactory(questions=1)
    question, quiz = Question.objects.get(), AssessmentPage.objects.get()
    ReferenceIndex.create_or_update_for_object(quiz)
    assert quiz.title in editor.get(f"{LIST}usage/{question.pk}/").content.decode()
    form = editor.get(f"{LIST}edit/{question.pk}/").content.decode()
    assert f"{LIST}usage/{question.pk}/" in form
    assert f"/cms/questions/{question.pk}/" in form


# --- Choosing for a quiz --------------------------------------------------------------------------

NOT_ASKED = "Draft, not asked until it is published: Points"


@pytest.mark.parametrize(("live", "named"), [(True, "Points"), (False, NOT_ASKED)])
def test_whoever_chooses_a_draft_reads_that_it_is_not_asked(live, named, editor):
    question = QuestionFactory(name="Points", live=live)
    chosen = editor.get(f"/cms/snippets/choose/assessments/question/chosen/{question.pk}/").json()
    assert chosen["result"]["string"] == named


@pytest.mark.parametrize(("live", "state"), [(True, "live"), (False, "draft")])
def test_the_list_to_choose_from_marks_drafts(live, state, editor):
    QuestionFactory(name="Points", live=live)
    listed = editor.get("/cms/snippets/choose/assessments/question/results/").content.decode()
    assert f"{state}\n" in re.sub(r"[ \t]+", "", listed)


def test_a_quiz_that_is_edited_names_its_drafts(editor):
    course = CourseFactory(lessons=0, questions=2)
    first = Question.objects.filter(uses__sort_order=0)
    first.update(live=False, name="Points")
    page = AssessmentPage.objects.descendant_of(course).get()
    words = editor.get(f"/cms/pages/{page.pk}/edit/").content.decode()
    assert words.count(NOT_ASKED) == 1
