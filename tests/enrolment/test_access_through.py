"""The same question, asked together with a row that belongs to an enrolment: the same answer, no more statements."""

from datetime import UTC, datetime

import pytest

from courses.models import CoursePrerequisite
from enrolment.access import standing_of, standing_through, with_standing
from enrolment.models import ActivityCompletion, Source, Status
from enrolment.rules import Refusal
from tests.cast import NOW
from tests.factories.enrolments import ActivityCompletionFactory, EnrolmentFactory
from tests.factories.pages import CourseFactory
from tests.factories.partners import NominationFactory
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db


def done_on(enrolment):
    ActivityCompletionFactory(enrolment=enrolment)
    return enrolment


def through(enrolment):
    rows = with_standing(ActivityCompletion.objects.filter(enrolment=enrolment), through="enrolment")
    return standing_through(rows.get(), through="enrolment", user=enrolment.learner)


def needs(course):
    CoursePrerequisite.objects.create(course=course, requires=CourseFactory())


@pytest.mark.parametrize("facts", [{}, {"completed": True}, {"status": Status.WITHDRAWN, "withdrawn_at": NOW}])
def test_the_answer_is_the_same_as_for_the_course(facts):
    enrolment = done_on(EnrolmentFactory(**facts))
    assert through(enrolment) == standing_of(enrolment.learner, enrolment.course)


def test_an_enrolment_that_was_ended_opens_nothing():
    enrolment = done_on(EnrolmentFactory(status=Status.WITHDRAWN, withdrawn_at=NOW))
    assert through(enrolment).study_refusal is not None


def test_whoever_takes_the_course_again_stands_on_the_newer_enrolment():
    first = done_on(EnrolmentFactory(completed=True))
    again = EnrolmentFactory(learner=first.learner, course=first.course)
    assert through(first).enrolment == again


def test_what_comes_before_is_asked_for():
    enrolment = done_on(EnrolmentFactory())
    needs(enrolment.course)
    assert through(enrolment).study_refusal is Refusal.PREREQUISITES
    assert through(enrolment) == standing_of(enrolment.learner, enrolment.course)


def placed(**about):
    nomination = NominationFactory(redeemed=True)
    return done_on(EnrolmentFactory(learner=nomination.learner, source=Source.PLACE, nomination=nomination, **about))


@pytest.mark.parametrize(("year", "refusal"), [(2026, None), (2028, Refusal.LICENCE_LAPSED)])
def test_a_place_is_good_as_long_as_its_licence(year, refusal, time_machine):
    enrolment = placed()
    time_machine.move_to(datetime(year, 6, 1, tzinfo=UTC))
    assert through(enrolment).study_refusal is refusal


@pytest.mark.parametrize("enrolled", [lambda: done_on(EnrolmentFactory()), placed], ids=["by choice", "placed"])
def test_the_row_and_the_standing_cost_one_statement(enrolled):
    enrolment = enrolled()
    with assert_statements(at_most=1):
        assert through(enrolment).study_refusal is None
