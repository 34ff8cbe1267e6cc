"""Leaving a course: the place goes back, the facts are kept, nobody is told why (domain B 3, B 6)."""

import pytest

from enrolment.models import ActivityCompletion, Enrolment, Status
from enrolment.rules.places import NominationStatus
from enrolment.services.leaving import leave_course
from enrolment.services.pauses import pause
from lms.dashboards.journeys import journeys_of
from tests.cast import NOW
from tests.enrolment.acts import audited, complete, live_token, places, take_up
from tests.factories.enrolments import ActivityCompletionFactory, EnrolmentFactory
from tests.factories.partners import AllowanceFactory, NominationFactory
from tests.factories.paths import short_path
from tests.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def open_course(cast):
    """Zoë on an open course, one lesson of two done."""
    enrolment = EnrolmentFactory(learner=cast.zoe)
    ActivityCompletionFactory(enrolment=enrolment)
    return enrolment


@pytest.fixture
def gated(cast):
    """Zoë on the gated course of a place of Lena's organisation, the open course before it finished."""
    short_path()
    allowance = AllowanceFactory(licence__site__organisation=cast.partner)
    nomination = NominationFactory(allowance=allowance, invited=True, email="zoe@example.org")
    first, last = take_up(live_token(nomination), cast.zoe).enrolments
    complete(first)
    return last


def leave(enrolment, person):
    return leave_course(enrolment=enrolment, by=person, at=NOW)


def test_an_open_course_just_ends_and_keeps_its_facts(open_course, cast):
    assert leave(open_course, cast.zoe) is None
    open_course.refresh_from_db()
    assert (open_course.status, open_course.withdrawn_at) == (Status.WITHDRAWN, NOW)
    assert open_course.completions.count() == 1
    assert audited("enrolment.withdraw") == [{"on": str(open_course.pk), "by": cast.zoe.pk}]


def test_leaving_a_gated_course_gives_the_place_back(gated, cast):
    place = leave(gated, cast.zoe)
    gated.refresh_from_db()
    assert (gated.status, places(place.allowance)) == (Status.WITHDRAWN, (0, 0, 6, 0))


def test_what_was_finished_before_stays_finished(gated, cast):
    leave(gated, cast.zoe)
    assert Enrolment.objects.of_learner(cast.zoe).completed().count() == 1
    assert ActivityCompletion.objects.filter(enrolment__learner=cast.zoe).count() == 1


def test_the_organisation_reads_released_and_no_reason(gated, cast):
    place = leave(gated, cast.zoe)
    place.refresh_from_db()
    [row] = type(place).objects.filter(pk=place.pk).with_lapse().with_people()
    assert journeys_of([row], at=NOW)[place.pk].words == "released"
    assert (place.status, place.reason) == (NominationStatus.RELEASED, "")


def test_whoever_leaves_acts_for_themselves_not_for_a_lead(gated, cast):
    place = leave(gated, cast.zoe)
    assert audited("enrolment.nomination_released") == [{"on": str(place.pk), "by": cast.zoe.pk}]


def test_a_pause_ends_with_leaving(gated, cast):
    pause(nomination=gated.nomination, by=cast.zoe, at=NOW)
    place = leave(gated, cast.zoe)
    place.refresh_from_db()
    assert place.paused_at is None


def test_a_place_that_is_used_cannot_go_back(gated, cast):
    second = EnrolmentFactory(learner=cast.zoe, source="place", nomination=gated.nomination)
    complete(gated)
    with refused("place_used"):
        leave(second, cast.zoe)
    second.refresh_from_db()
    assert (second.status, places(gated.nomination.allowance)[1]) == (Status.ACTIVE, 1)


def test_nobody_leaves_for_somebody_else(gated, cast):
    with refused("own_only"):
        leave(gated, cast.lead)


def test_what_is_over_cannot_be_left_once_more(open_course, cast):
    leave(open_course, cast.zoe)
    with refused("not_learning"):
        leave(open_course, cast.zoe)


def test_what_is_finished_cannot_be_left(cast):
    with refused("not_learning"):
        leave(EnrolmentFactory(learner=cast.zoe, completed=True), cast.zoe)
