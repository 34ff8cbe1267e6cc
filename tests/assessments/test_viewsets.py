"""The question bank in the Wagtail admin: editors keep it, a key stays with them, and what is in use stays."""

import pytest
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from assessments.models import Question, QuestionBank, Rubric
from tests.factories.pages import (
    CourseFactory,
    QuestionFactory,
    RubricFactory,
)

pytestmark = pytest.mark.django_db
LIST = "/cms/snippets/assessments/question/"


@pytest.fixture
def editor(client_of, cast):
    """The browser of an editor."""
    return client_of(cast.editor)


def form_of(*rights, kind="single", rows=None, publish=True, **more):
    """Return the form of a question, whose answers are `rights`, or `rows` as they are typed."""
    typed = rows or [{"text": f"Answer {n}", "is_correct": right and "on"} for n, right in enumerate(rights)]
    options = [{"weight": "", **row, "ORDER": place} for place, row in enumerate(typed)]
    bank = QuestionBank.objects.get_or_create(name="Tests")[0].pk
    words = {"prompt": rich_text("<p>Which one?</p>"), "feedback": rich_text("<p>Think of it.</p>")}
    parts = {"gap_text": "", "story": streamfield([]), "marks": 1, "difficulty": 2, "word_from": "", "word_to": ""}
    fields = {"bank": bank, "kind": kind, "options": inline_formset(options), **words, **parts, **more}
    return nested_form_data(fields) | ({"action-publish": "yes"} if publish else {})


def test_an_editor_writes_a_question(editor):
    editor.post(f"{LIST}add/", form_of(True, False))
    assert list(Question.objects.get().options.values_list("text", "is_correct")) == [
        ("Answer 0", True),
        ("Answer 1", False),
    ]


@pytest.mark.parametrize(
    ("form", "words"),
    [
        (("single", False, False), "Mark exactly one answer as right"),
        (("single", True, True), "Mark exactly one answer as right"),
        (("multiple", False, False), "Mark at least one answer as right"),
    ],
)
def test_a_question_nobody_could_answer_rightly_is_refused_in_words(form, words, editor):
    kind, *rights = form
    assert words in editor.post(f"{LIST}add/", form_of(*rights, kind=kind)).content.decode()
    assert not Question.objects.exists()


@pytest.mark.parametrize("rights", [(True, False), (True, True)])
def test_a_question_with_several_right_answers_may_have_one_or_more(rights, editor):
    editor.post(f"{LIST}add/", form_of(*rights, kind="multiple"))
    assert Question.objects.count() == 1


WAYS = [{"text": "Greet", "is_right": "on", "goes_to": "", "feedback": ""}, {"text": "Wait", "goes_to": ""}]
STORY = [("situation", {"text": "At the door", "choices": streamfield([("item", way) for way in WAYS])})]
OF_EACH_KIND = {
    "true_false": {"rows": [{"text": "True", "is_correct": "on"}, {"text": "False"}]},
    "matching": {"rows": [{"text": "A", "match": "1"}, {"text": "B", "match": "2"}, {"text": "", "match": "3"}]},
    "ordering": {"rows": [{"text": "A"}, {"text": "B"}, {"text": "C"}]},
    "short_text": {"rows": [{"text": "urge", "is_correct": "on"}, {"text": "wave", "weight": 50}]},
    "gap_fill": {"gap_text": "It [rises]."},
    "scenario": {"story": streamfield(STORY)},
    "upload": {"rubric": "1"},
}


@pytest.mark.parametrize("kind", OF_EACH_KIND)
def test_an_editor_writes_a_question_of_every_kind(kind, editor):
    RubricFactory(pk=1)
    editor.post(f"{LIST}add/", form_of(kind=kind, **OF_EACH_KIND[kind]))
    assert Question.objects.published().get().kind == kind


@pytest.mark.parametrize(
    ("kind", "form", "field"),
    [
        ("single", {"gap_text": "It [rises].", "rows": OF_EACH_KIND["true_false"]["rows"]}, "gap_text"),
        ("gap_fill", {"gap_text": "It [rises."}, "gap_text"),
        ("gap_fill", {"gap_text": "It [rises].", "story": streamfield(STORY)}, "story"),
        ("scenario", {}, "story"),
        ("upload", {}, "rubric"),
        ("upload", {"rubric": "1", "word_from": 100}, "word_from"),
    ],
)
def test_what_does_not_fit_the_kind_is_said_beside_its_field(kind, form, field, editor):
    RubricFactory(pk=1)
    answer = editor.post(f"{LIST}add/", form_of(kind=kind, **form))
    assert list(answer.context["form"].errors) == [field]
    assert not Question.objects.exists()


def test_an_answer_without_words_is_refused_in_words(editor):
    rows = [{"text": "Yes", "is_correct": "on"}, {"text": "No"}, {"text": "", "feedback": "Why?"}]
    answer = editor.post(f"{LIST}add/", form_of(rows=rows))
    assert "Each answer needs words, or remove it." in answer.content.decode()
    assert not Question.objects.exists()


def test_what_does_not_fit_answers_is_said_above_them(editor):
    answer = editor.post(f"{LIST}add/", form_of(kind="matching", rows=[{"text": "A", "match": "1"}]))
    assert answer.context["form"].formsets["options"].non_form_errors() == ["Give at least two pairs that differ."]
    assert "Give at least two pairs" in answer.content.decode()


def test_one_answer_is_no_choice(editor):
    editor.post(f"{LIST}add/", form_of(True))
    assert not Question.objects.exists()


def test_a_question_in_a_quiz_stays(editor):
    CourseFactory(questions=1)
    editor.post(f"{LIST}delete/{Question.objects.get().pk}/")
    editor.post(f"/cms/bulk/assessments/question/delete/?id={Question.objects.get().pk}&next=/cms/")
    assert Question.objects.count() == 1


def test_a_bank_with_questions_stays(editor):
    QuestionFactory()
    editor.post(f"/cms/snippets/assessments/questionbank/delete/{QuestionBank.objects.get().pk}/")
    assert QuestionBank.objects.count() == 1


def test_a_question_in_no_quiz_may_go(editor):
    editor.post(f"{LIST}delete/{QuestionFactory().pk}/")
    assert not Question.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("zoe", 403), (None, 302)])
def test_learners_and_strangers_see_no_question(who, status, client_of, cast):
    client, question = client_of(who and getattr(cast, who)), QuestionFactory()
    pages = [LIST, f"{LIST}edit/{question.pk}/", f"{LIST}usage/{question.pk}/", f"{LIST}?export=csv"]
    assert [client.get(page).status_code for page in pages] == [status] * 4


def test_the_list_is_searched_and_exported(editor):
    QuestionFactory(prompt="<p>Which tool helps with urges?</p>")
    assert "Which tool" in editor.get(LIST, {"q": "tool"}).content.decode()
    assert b"Which tool" in b"".join(editor.get(LIST, {"export": "csv"}).streaming_content)


def test_a_question_is_named_by_its_words():
    assert str(QuestionFactory(prompt="<p>Which <b>tool</b>?</p>")) == "Which tool?"


def test_a_long_question_is_cut_between_words():
    question = QuestionFactory(prompt="<p>Fish &amp; chips " + "or something else " * 8 + "?</p>")
    assert str(question).startswith("Fish & chips or something else")
    assert str(question).endswith(" …")
    assert len(str(question)) <= 90


# --- Written questions and rubrics ----------------------------------------------------------------


def written_form(*, options=(), **more):
    return form_of(*options, kind="writing", **more)


def test_an_editor_writes_a_question_for_a_text(editor):
    editor.post(f"{LIST}add/", written_form(rubric=RubricFactory().pk, word_from=100, word_to=200))
    question = Question.objects.get()
    assert (question.kind, question.word_to, question.options.count()) == ("writing", 200, 0)


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({}, "Choose the rubric"),
        ({"rubric": "1", "options": (True, False)}, "no answers to choose from"),
        ({"rubric": "1", "word_from": 300, "word_to": 100}, "smaller than the first"),
    ],
)
def test_a_written_question_that_nobody_could_judge_is_refused_in_words(form, words, editor):
    RubricFactory(pk=1)
    assert words in editor.post(f"{LIST}add/", written_form(**form)).content.decode()
    assert not Question.objects.exists()


def test_a_question_of_an_open_course_does_not_become_a_written_one(editor):
    CourseFactory(questions=1)
    question = Question.objects.get()
    form = written_form(rubric=RubricFactory().pk)
    assert "An open course asks this question." in editor.post(f"{LIST}edit/{question.pk}/", form).content.decode()
    assert Question.objects.get().kind == "single"


def rubric_form(count):
    words = {f"level_{level}": f"Level {level}" for level in range(4)}
    rows = [{"title": f"Criterion {n}", "description": "", "ORDER": n, **words} for n in range(count)]
    return nested_form_data({"name": "Meetings", "criteria": inline_formset(rows)})


@pytest.mark.parametrize(("count", "made"), [(4, True), (3, False), (5, False)])
def test_a_rubric_has_four_criteria(count, made, editor):
    editor.post("/cms/snippets/assessments/rubric/add/", rubric_form(count))
    assert Rubric.objects.exists() is made


def test_a_rubric_in_use_stays(editor):
    QuestionFactory(writing=True)
    editor.post(f"/cms/snippets/assessments/rubric/delete/{Rubric.objects.get().pk}/")
    assert Rubric.objects.count() == 1
