"""Pausing: the place is kept, and whoever comes back goes on."""

import pytest

from enrolment.models import Enrolment
from enrolment.rules.places import NominationStatus
from enrolment.services.pauses import pause, resume
from enrolment.services.progress import record_completion
from tests.cast import NOW
from tests.enrolment.acts import audited, complete, live_token, places, release, take_up
from tests.factories.partners import AllowanceFactory, NominationFactory
from tests.factories.paths import short_path
from tests.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(cast):
    """A place of Lena's organisation that Zoë has taken up."""
    short_path()
    allowance = AllowanceFactory(licence__site__organisation=cast.partner)
    nomination = NominationFactory(allowance=allowance, invited=True, email="zoe@example.org")
    take_up(live_token(nomination), cast.zoe)
    nomination.refresh_from_db()
    return nomination


@pytest.fixture
def paused(place, cast):
    """The same, paused."""
    pause(nomination=place, by=cast.zoe, at=NOW)
    place.refresh_from_db()
    return place


def first_step(person, *, by):
    enrolment = Enrolment.objects.filter(learner=person).earliest("course__path")
    record_completion(enrolment=enrolment, activity_key=enrolment.edition.outline.keys[0], by=by, at=NOW)


def paused_since(place):
    place.refresh_from_db()
    return place.paused_at


def test_whoever_pauses_keeps_the_place(paused, cast):
    assert (paused.paused_at, places(paused.allowance)[0]) == (NOW, 1)
    assert audited("enrolment.pause") == [{"on": str(paused.pk), "by": cast.zoe.pk}]


def test_pausing_twice_changes_nothing(paused, cast):
    pause(nomination=paused, by=cast.zoe, at=NOW.replace(year=2027))
    assert (paused_since(paused), len(audited("enrolment.pause"))) == (NOW, 1)


def test_going_on_ends_it_and_twice_changes_nothing(paused, cast):
    for _time in range(2):
        resume(nomination=paused, by=cast.zoe, at=NOW)
    assert (paused_since(paused), len(audited("enrolment.resume"))) == (None, 1)


@pytest.mark.parametrize("act", [pause, resume])
def test_nobody_else_pauses_for_somebody(act, place, cast):
    with refused("own_only"):
        act(nomination=place, by=cast.lead, at=NOW)


def test_who_has_finished_has_nothing_to_pause(place, cast):
    for enrolment in Enrolment.objects.filter(learner=cast.zoe):
        complete(enrolment)
    with refused("not_learning"):
        pause(nomination=place, by=cast.zoe, at=NOW)


def test_doing_the_next_step_ends_the_pause(paused, cast):
    first_step(cast.zoe, by=cast.zoe)
    assert paused_since(paused) is None
    assert audited("enrolment.resume") == [{"on": str(paused.pk), "by": cast.zoe.pk}]


def test_what_somebody_else_records_does_not(paused, cast):
    first_step(cast.zoe, by=cast.trainer)
    assert paused_since(paused) == NOW


def test_a_place_can_be_released_while_its_learner_pauses(paused, cast):
    release(paused, cast.lead)
    assert paused_since(paused) is None
    assert paused.status == NominationStatus.RELEASED
