"""Taking a place from an allowance: under its lock, in its year, as long as one is left."""

from datetime import timedelta

import pytest
from django.db.transaction import TransactionManagementError

from enrolment.models import PlaceAllowance
from enrolment.services.allowances import (
    latest_moment,
    lock_allowance,
    no_place_sentence,
    refuse_unless_live,
    refuse_unless_place_left,
)
from tests.cast import NOW
from tests.factories.partners import AllowanceFactory, NominationFactory, TokenFactory
from tests.refusals import refused

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def year_from(day):
    return PlaceAllowance(starts_on=day, ends_on=day + 364 * DAY, paid_on=day)


# --- The lock -------------------------------------------------------------------------------------


def test_the_lock_brings_everything_a_refusal_names(django_assert_num_queries):
    pk = AllowanceFactory().pk
    with django_assert_num_queries(1):
        assert str(lock_allowance(pk)).endswith("2026")


@pytest.mark.postgresql
def test_only_the_allowance_is_locked_and_rows_may_still_point_at_it(django_assert_num_queries):
    pk = AllowanceFactory().pk
    with django_assert_num_queries(1) as asked:
        lock_allowance(pk)
    assert asked[0]["sql"].endswith('FOR NO KEY UPDATE OF "enrolment_placeallowance"')


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_without_a_transaction_there_is_no_lock_and_no_answer():
    pk = AllowanceFactory().pk
    with pytest.raises(TransactionManagementError):
        lock_allowance(pk)


# --- The year -------------------------------------------------------------------------------------


@pytest.mark.parametrize("days", [0, 1, 364])
def test_on_every_day_of_the_licence_year_things_may_begin(days):
    refuse_unless_live(year_from(NOW.date()), at=NOW + days * DAY)


@pytest.mark.parametrize("days", [-1, 365, 394, 395])
def test_nothing_begins_outside_the_licence_year_not_even_in_grace(days):
    with refused("licence_not_live"):
        refuse_unless_live(year_from(NOW.date()), at=NOW + days * DAY)


# --- The places -----------------------------------------------------------------------------------


def test_as_long_as_one_place_is_left_nobody_is_refused():
    allowance = AllowanceFactory(places=2)
    NominationFactory(allowance=allowance)
    refuse_unless_place_left(allowance, at=NOW)


@pytest.mark.parametrize("trait", ["invited", "redeemed", "used"])
def test_a_place_held_or_used_is_not_left(trait):
    allowance = AllowanceFactory(places=1)
    NominationFactory(allowance=allowance, **{trait: True})
    with refused("no_place_left"):
        refuse_unless_place_left(allowance, at=NOW)


@pytest.mark.parametrize("trait", ["lapsed", "declined"])
def test_a_place_that_came_back_is_left(trait):
    allowance = AllowanceFactory(places=1)
    NominationFactory(allowance=allowance, **{trait: True})
    refuse_unless_place_left(allowance, at=NOW)


@pytest.mark.parametrize(("granted", "words"), [(1, "The one training place"), (6, "All 6 training places")])
def test_the_refusal_says_what_can_be_done(granted, words, settings):
    sentence = no_place_sentence(granted)
    assert sentence.startswith(words)
    assert "You can release the place of somebody who has not finished" in sentence
    assert sentence.endswith(f"{settings.CONTACT_EMAIL}.")


# --- Time never goes back -------------------------------------------------------------------------


def test_whoever_waited_for_the_lock_is_not_before_those_who_went_first():
    nomination = NominationFactory(nominated_at=NOW + DAY)
    assert latest_moment(nomination.allowance, at=NOW) == NOW + DAY
    TokenFactory(nomination=nomination, issued_at=NOW + 2 * DAY)
    assert latest_moment(nomination.allowance, at=NOW) == NOW + 2 * DAY
    assert latest_moment(nomination.allowance, at=NOW + 3 * DAY) == NOW + 3 * DAY


def test_what_happens_on_another_allowance_is_nobodys_time_here():
    NominationFactory(nominated_at=NOW + DAY)
    assert latest_moment(AllowanceFactory(), at=NOW) == NOW
