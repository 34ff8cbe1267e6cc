"""What stands before a quiz: how many questions, which of them drawn, and whether an attempt may start now."""

import pytest

from assessments.desk import desk_of, first_desk
from assessments.models import AssessmentDraw, AssessmentPage, AssessmentQuestion, Question, QuestionBank
from assessments.rules import StartRefusal
from tests.cast import NOW
from tests.factories.attempts import AttemptFactory
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.pages import CourseFactory, QuestionFactory
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment():
    """Somebody on a course with a quiz of three questions, two of a kind."""
    return EnrolmentFactory(course=CourseFactory(lessons=1, questions=3))


def quiz():
    return AssessmentPage.objects.get()


def draw(*counts):
    for count in counts:
        AssessmentDraw.objects.create(page=quiz(), bank=QuestionBank.objects.get(), count=count)


def desk(enrolment):
    return desk_of(quiz(), str(enrolment.pk), at=NOW)


@pytest.mark.parametrize(("draws", "counts"), [((), (3, 0, 0)), ((5,), (8, 5, 0)), ((5, 5, 2), (15, 12, 0))])
def test_draws_count_as_many_as_they_ask_for(draws, counts, enrolment):
    draw(*draws)
    found = desk(enrolment)
    assert (found.question_count, found.drawn_count, found.written_count) == counts


def test_drafts_do_not_count_and_written_ones_do(enrolment):
    AssessmentQuestion.objects.create(page=quiz(), question=QuestionFactory(writing=True))
    Question.objects.filter(uses__sort_order=0).update(live=False)
    found = desk(enrolment)
    assert (found.question_count, found.written_count) == (3, 1)


@pytest.mark.parametrize(("kinds", "only"), [((), False), (("upload",), True), (("writing", "upload"), False)])
def test_only_where_all_that_a_trainer_looks_at_are_files_is_nothing_to_be_written(kinds, only, enrolment):
    for kind in kinds:
        AssessmentQuestion.objects.create(page=quiz(), question=QuestionFactory(kind=kind))
    assert desk(enrolment).only_files is only
    assert first_desk(quiz(), at=NOW).only_files is only


def test_a_quiz_that_only_draws_may_start_and_one_that_asks_nothing_may_not(enrolment):
    quiz().questions.all().delete()
    assert desk(enrolment).refusal is StartRefusal.NO_QUESTIONS
    draw(5)
    assert desk(enrolment).refusal is None


@pytest.mark.parametrize("count", [1, 6])
def test_it_costs_two_statements_whatever_there_is(count, enrolment):
    AttemptFactory(enrolment=enrolment, not_yet_passed=True)
    draw(*[2] * count)
    page = quiz()
    with assert_statements(at_most=2):
        desk_of(page, str(enrolment.pk), at=NOW)


def test_a_preview_counts_what_the_draft_draws(enrolment):
    draw(4)
    found = first_desk(quiz(), at=NOW)
    assert (found.question_count, found.drawn_count, found.finished) == (7, 4, ())
