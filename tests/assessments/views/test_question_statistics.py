"""The page that says how a question works: marked attempts only, nobody's name, and only for who keeps the bank."""

import pytest
from django.urls import reverse

from assessments.models import AssessmentDraw, AssessmentPage, Attempt, Question, Response
from tests.cast import NOW
from tests.factories.attempts import AttemptFactory, answer_by_row
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.pages import CourseFactory, QuestionFactory
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db


def address(question, **query):
    return reverse("assessments_question_statistics", args=[question.pk], query=query or None)


def attempts_at(course, *, right=0, wrong=0, **about):
    """Write attempts at the quiz of `course`, each by somebody else."""
    for is_right in [True] * right + [False] * wrong:
        attempt = AttemptFactory(enrolment=EnrolmentFactory(course=course), **(about or {"passed": True}))
        answer_by_row(attempt, right=is_right)


@pytest.fixture
def course(db):
    return CourseFactory(lessons=1, questions=3)


@pytest.fixture
def question(course):
    return Question.objects.order_by("pk").first()


@pytest.fixture
def page_of(client_of, cast):
    client = client_of(cast.editor)
    return lambda question, **query: client.get(address(question, **query))


@pytest.mark.parametrize(("who", "status"), [("zoe", 403), (None, 302), ("editor", 200), ("office", 200)])
def test_only_who_keeps_the_bank_reads_it(who, status, client_of, cast):
    assert client_of(who and getattr(cast, who)).get(address(QuestionFactory())).status_code == status


def test_a_question_that_is_not_there_is_not_found(page_of):
    assert page_of(Question(pk=0)).status_code == 404


def test_ten_marked_attempts_give_figures(page_of, course, question):
    attempts_at(course, right=7, wrong=3)
    words = page_of(question).content.decode()
    assert [figure in words for figure in ("70%", "1.00", "30%")] == [True, True, True]
    assert "Chose “Blue (right)” (right)" in words


def test_nine_are_too_few_to_tell(page_of, course, question):
    attempts_at(course, right=9)
    words = page_of(question).content.decode()
    assert "too few answers to tell" in words
    assert "100%" not in words


def test_a_question_left_open_earned_nothing(page_of, course, question):
    attempts_at(course, right=10)
    Response.objects.filter(item_key=question.key).first().delete()
    assert "90%" in page_of(question).content.decode()


@pytest.mark.parametrize("about", [{}, {"status": "withdrawn", "finished_at": NOW}])
def test_only_marked_attempts_count(about, page_of, course, question):
    attempts_at(course, right=10, **{"percent": None, **about})
    assert Attempt.objects.count() == 10
    assert "too few answers to tell" in page_of(question).content.decode()


def test_the_file_says_the_same_as_the_page(page_of, course, question):
    attempts_at(course, right=10)
    lines = page_of(question, export="csv").content.decode("utf-8-sig").splitlines()
    assert lines[:3] == [
        "What,Figure",
        "Marked attempts that were asked it,10",
        "Facility: the mean part of the marks,100%",
    ]


def test_nobody_is_named(page_of, course, question):
    attempts_at(course, right=10)
    words = page_of(question).content.decode() + page_of(question, export="csv").content.decode()
    people = Attempt.objects.values_list("enrolment__learner__full_name", "enrolment__learner__email")
    assert [name for person in people for name in person if name and name in words] == []


def test_attempts_cost_no_statements(page_of, course, question):
    attempts_at(course, right=10)
    page_of(question)
    with assert_statements(at_most=100) as few:
        page_of(question)
    attempts_at(course, right=10)
    with assert_statements(at_most=len(few)):
        page_of(question)


def test_what_a_trainer_reads_has_no_figures(page_of):
    question = QuestionFactory(writing=True)
    assert "too few answers" in page_of(question).content.decode()


@pytest.mark.parametrize(("tags", "is_named"), [({}, True), ({"difficulty": 2}, True), ({"difficulty": 3}, False)])
def test_quizzes_that_draw_it_are_named(tags, is_named, page_of, course):
    elsewhere = QuestionFactory()
    quiz = AssessmentPage.objects.get()
    AssessmentDraw.objects.create(page=quiz, count=1, bank=elsewhere.bank, **tags)
    assert (quiz.title in page_of(elsewhere).content.decode()) is is_named
