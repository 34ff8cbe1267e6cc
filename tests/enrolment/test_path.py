"""The path: where a person stands with each course, in few statements whatever their number."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import AnonymousUser

from courses.models import Access, CoursePage, CoursePrerequisite
from courses.state import StationKind
from enrolment.path import stations_for
from tests.cast import NOW
from tests.enrolment.acts import complete, live_token, release, take_up
from tests.factories.editions import WHOLE_PATH, make_ready
from tests.factories.enrolments import ActivityCompletionFactory, EnrolmentFactory
from tests.factories.pages import CourseFactory
from tests.factories.partners import NominationFactory
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db


def station(user, course):
    return next((one for one in stations_for(user) if one.slug == course.slug), None)


@pytest.mark.parametrize(
    ("about", "kind"),
    [
        ({}, StationKind.READY),
        ({"lessons": 0}, StationKind.LATER),
        ({"access": Access.NOMINATED}, StationKind.NOMINATED),
    ],
)
def test_a_course_not_begun_is_ready_later_or_by_nomination(about, kind, cast):
    course = CourseFactory(**about)
    assert station(cast.zoe, course).kind is kind
    assert station(AnonymousUser(), course).kind is kind


def test_a_course_begun_says_how_far_it_is(cast):
    enrolment = EnrolmentFactory(learner=cast.zoe)
    ActivityCompletionFactory(enrolment=enrolment)
    here = station(cast.zoe, enrolment.course)
    assert (here.kind, here.percent, here.minutes_left) == (StationKind.LEARNING, 50, 30)


def test_a_finished_course_is_done_with_its_date(cast):
    enrolment = EnrolmentFactory(learner=cast.zoe, completed=True)
    here = station(cast.zoe, enrolment.course)
    kept = (here.kind, here.percent, here.minutes_left, here.completed_at, here.enrolment_id)
    assert kept == (StationKind.DONE, 100, 0, enrolment.completed_at, str(enrolment.pk))


def test_another_persons_progress_is_not_mine(cast):
    enrolment = EnrolmentFactory(learner=cast.amir, completed=True)
    assert station(cast.zoe, enrolment.course).kind is StationKind.READY


def test_a_course_that_comes_later_says_after_what_and_opens_when_that_is_finished(cast):
    first, second = CourseFactory(title="First"), CourseFactory()
    CoursePrerequisite.objects.create(course=second, requires=first)
    assert (station(cast.zoe, second).kind, station(cast.zoe, second).after) == (StationKind.LATER, "First")
    EnrolmentFactory(learner=cast.zoe, course=first, completed=True)
    assert station(cast.zoe, second).kind is StationKind.READY


def test_an_unpublished_course_is_on_the_path_only_of_those_who_began_it(cast):
    enrolment = EnrolmentFactory(learner=cast.zoe, completed=True)
    enrolment.course.unpublish()
    assert station(cast.zoe, enrolment.course).kind is StationKind.DONE
    assert station(cast.amir, enrolment.course) is None
    assert station(AnonymousUser(), enrolment.course) is None


def test_stations_stand_in_the_order_of_the_path(cast):
    shown = [one.slug for one in stations_for(cast.zoe)]
    assert shown == list(CoursePage.objects.on_path().live().values_list("slug", flat=True))


@pytest.mark.parametrize("count", [2, 8])
def test_the_path_costs_five_statements_whatever_its_length(count, cast):
    zoe = cast.zoe
    for course in CourseFactory.create_batch(count, lessons=1):
        ActivityCompletionFactory(enrolment=EnrolmentFactory(learner=zoe, course=course))
    with assert_statements(at_most=5):
        stations_for(zoe)


# --- With a place ---------------------------------------------------------------------------------


@pytest.fixture
def with_place(cast):
    """Zoë has taken up a place for the whole path; her enrolments by the course's slug."""
    make_ready()
    made = take_up(live_token(NominationFactory(invited=True)), cast.zoe).enrolments
    return {enrolment.course.slug: enrolment for enrolment in made}


def kinds(user):
    found = {one.slug: one.kind for one in stations_for(user)}
    return [found[slug] for slug in WHOLE_PATH]


def test_whoever_has_a_place_sees_the_whole_path_and_starts_at_its_first_open_course(with_place, cast, time_machine):
    time_machine.move_to(NOW)
    assert kinds(cast.zoe) == [StationKind.LEARNING, StationKind.LATER, StationKind.LATER]
    assert station(cast.zoe, with_place["smart-facilitator"].course).after == "Introduction to SMART, Getting SMART"


@pytest.mark.parametrize(
    ("finished", "shown"),
    [
        (1, [StationKind.DONE, StationKind.LEARNING, StationKind.LATER]),
        (2, [StationKind.DONE, StationKind.DONE, StationKind.LEARNING]),
        (3, [StationKind.DONE, StationKind.DONE, StationKind.DONE]),
    ],
)
def test_each_course_finished_opens_the_next(finished, shown, with_place, cast, time_machine):
    time_machine.move_to(NOW)
    for slug in WHOLE_PATH[:finished]:
        complete(with_place[slug])
    assert kinds(cast.zoe) == shown


def test_while_the_licence_has_lapsed_only_the_gated_course_is_suspended(with_place, cast, time_machine):
    for slug in WHOLE_PATH[:2]:
        complete(with_place[slug])
    time_machine.move_to(datetime(2027, 1, 31, 12, tzinfo=UTC))
    assert kinds(cast.zoe) == [StationKind.DONE, StationKind.DONE, StationKind.SUSPENDED]


def test_after_a_release_the_gated_course_is_by_nomination_again(with_place, cast, time_machine):
    time_machine.move_to(NOW)
    release(with_place["smart-facilitator"].nomination, cast.lead)
    assert kinds(cast.zoe) == [StationKind.LEARNING, StationKind.LATER, StationKind.NOMINATED]
