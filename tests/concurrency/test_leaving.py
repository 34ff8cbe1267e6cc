"""Leaving a gated course while it is finished, released or left in another tab: the place is used or back, once."""

from functools import partial

import pytest

from enrolment.integrity import enrolment_findings, statement_findings
from enrolment.models import Enrolment
from enrolment.services.leaving import leave_course
from enrolment.services.nominations import release_place
from tests.cast import NOW
from tests.concurrency.crowd import ROUNDS, all_at_once, crowd, errors
from tests.enrolment.acts import complete, live_token, places, take_up
from tests.factories.editions import make_ready
from tests.factories.partners import AllowanceFactory, NominationFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def gated():
    """Somebody on the gated course of one of six places."""
    make_ready()
    take_up(live_token(NominationFactory(invited=True, allowance=AllowanceFactory())), UserFactory())
    return Enrolment.objects.select_related("learner", "nomination__allowance").get(nomination__isnull=False)


def leaving(enrolment):
    return partial(leave_course, enrolment=enrolment, by=enrolment.learner, at=NOW)


def agrees():
    return [*enrolment_findings(), *statement_findings()] == []


@pytest.mark.parametrize("number", range(ROUNDS))
def test_left_while_it_is_finished_the_place_is_used_or_back(number, gated):
    all_at_once(leaving(gated), partial(complete, gated))
    assert places(gated.nomination.allowance) in {(0, 1, 5, 0), (0, 0, 6, 0)}
    assert agrees()


@pytest.mark.parametrize("number", range(ROUNDS))
def test_left_while_the_lead_releases_it_one_of_them_does(number, gated):
    release = partial(release_place, nomination=gated.nomination, by=UserFactory(), at=NOW)
    told = errors(all_at_once(leaving(gated), release))
    assert (len(told), places(gated.nomination.allowance)) == (1, (0, 0, 6, 0))
    assert set(told) <= {"not_learning", "already_ended"}


@pytest.mark.parametrize("number", range(ROUNDS))
def test_left_in_many_tabs_it_ends_once(number, gated):
    results = crowd(leaving(gated))
    assert set(errors(results)) == {"not_learning"}
    assert (len(results) - len(errors(results)), places(gated.nomination.allowance)) == (1, (0, 0, 6, 0))
