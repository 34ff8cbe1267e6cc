"""Two tabs saying the same of one person, and a leaver who takes a place up at that moment."""

from copy import copy
from functools import partial

import pytest

from enrolment.models import Affiliation, CheckConfirmation, Nomination
from enrolment.services.affiliations import end_affiliation, move_person
from enrolment.services.checks import confirm_check
from tests.cast import NOW
from tests.concurrency.crowd import ROUNDS, all_at_once, crowd, errors, size
from tests.enrolment.acts import complete, live_token, places, take_up
from tests.factories.editions import make_ready
from tests.factories.partners import AllowanceFactory, NominationFactory, SiteFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def place():
    """Six places of a site."""
    make_ready()
    return AllowanceFactory()


@pytest.fixture
def here(place):
    """Somebody who took up one of them."""
    take_up(live_token(NominationFactory(invited=True, allowance=place)), UserFactory())
    return Affiliation.objects.select_related("person", "site__organisation").get()


def ending(here, by):
    return partial(end_affiliation, affiliation=here, last_day=NOW.date(), by=by, at=NOW)


@pytest.mark.parametrize("number", range(ROUNDS))
def test_of_a_crowd_ending_it_at_once_one_does(number, here, place):
    results = all_at_once(*(ending(copy(here), by) for by in UserFactory.create_batch(size())))
    assert set(errors(results)) == {"already_ended"}
    assert (len(results) - len(errors(results)), places(place)) == (1, (0, 0, 6, 0))


@pytest.mark.parametrize("number", range(ROUNDS))
def test_leaving_and_moving_at_once_one_of_them_holds(number, here):
    by, there = UserFactory(), SiteFactory(organisation=here.site.organisation)
    moving = partial(move_person, affiliation=here, to_site=there, on=NOW.date(), by=by, at=NOW)
    results = all_at_once(ending(copy(here), by), moving)
    assert errors(results) == ["already_ended"]


@pytest.mark.parametrize("number", range(ROUNDS))
def test_leaving_while_the_course_is_finished_the_place_is_used_or_back(number, here, place):
    nomination = Nomination.objects.get()
    all_at_once(ending(here, UserFactory()), partial(complete, nomination.enrolments.get()))
    assert places(place) in {(0, 1, 5, 0), (0, 0, 6, 0)}
    assert Affiliation.objects.get().ends_on == NOW.date()


@pytest.mark.parametrize("number", range(ROUNDS))
def test_of_a_crowd_confirming_one_check_one_does(number, here):
    about = {"person": here.person, "organisation": here.site.organisation, "kind": "dbs", "seen_on": NOW.date()}
    results = crowd(partial(confirm_check, **about, by=UserFactory(), at=NOW))
    assert set(errors(results)) == {"already_confirmed"}
    assert CheckConfirmation.objects.count() == 1
