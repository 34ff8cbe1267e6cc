"""The question bank in the Wagtail admin: editors keep it, a key stays with them, and what is in use stays."""

import pytest
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from assessments.models import Question, QuestionBank, Rubric
from tests.factories.pages import (
    AssessmentPageFactory,
    CourseFactory,
    ModulePageFactory,
    QuestionFactory,
    RubricFactory,
)

pytestmark = pytest.mark.django_db
LIST = "/cms/snippets/assessments/question/"


@pytest.fixture
def editor(client_of, cast):
    """The browser of an editor."""
    return client_of(cast.editor)


def form_of(*rights, kind="single"):
    options = [{"text": f"Answer {n}", "is_correct": right and "on", "ORDER": n} for n, right in enumerate(rights)]
    bank = QuestionBank.objects.get_or_create(name="Tests")[0].pk
    words = {"prompt": rich_text("<p>Which one?</p>"), "feedback": rich_text("<p>Think of it.</p>")}
    return nested_form_data({"bank": bank, "kind": kind, "options": inline_formset(options), **words})


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
    return form_of(*options, kind="writing") | {"word_from": "", "word_to": "", **more}


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


# --- The page that asks ---------------------------------------------------------------------------


def page_form(page, question):
    asked = inline_formset([{"question": question.pk, "ORDER": 0}])
    fields = {"title": page.title, "slug": page.slug, "intro": rich_text(""), "minutes": 5, "required": "on"}
    passing = {"pass_mark": 80, "attempts_allowed": 3, "cool_down_hours": 0}
    return nested_form_data({**fields, **passing, "questions": asked, "comments": inline_formset([])})


@pytest.mark.parametrize(("access", "refused"), [("open", True), ("nominated", False)])
def test_an_open_course_asks_for_no_written_answer(access, refused, editor):
    page = AssessmentPageFactory(parent=ModulePageFactory(parent=CourseFactory(modules=0, access=access)))
    page.questions.all().delete()
    answer = editor.post(f"/cms/pages/{page.pk}/edit/", page_form(page, QuestionFactory(writing=True)), follow=True)
    assert ("it cannot ask for a written answer" in answer.content.decode()) is refused
