"""A Lead has an invitation sent again: not while the last one may still be on its way."""

from datetime import timedelta

import pytest

from enrolment.services.tokens import issue_token, send_again
from lms.core.errors import DomainError
from tests.cast import NOW
from tests.enrolment.acts import live_token, places
from tests.factories.partners import AllowanceFactory, NominationFactory
from tests.refusals import refused

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def nomination(cast):
    """Somebody invited at NOW, for the one place there is."""
    nomination = NominationFactory(allowance=AllowanceFactory(places=1))
    issue_token(nomination=nomination, by=cast.coordinator, at=NOW)
    return nomination


def test_after_an_hour_it_goes_out_again(nomination, cast):
    send_again(nomination=nomination, by=cast.lead, at=NOW + HOUR)
    assert (live_token(nomination).generation, live_token(nomination).issued_by) == (2, cast.lead)


def test_within_the_hour_it_says_when(nomination, cast):
    with pytest.raises(DomainError, match=r"went out at 10:30 .* From 11:30 on"):
        send_again(nomination=nomination, by=cast.lead, at=NOW + HOUR - timedelta(seconds=1))


def test_the_hour_counts_from_the_last_one_sent(nomination, cast):
    send_again(nomination=nomination, by=cast.lead, at=NOW + HOUR)
    with refused("sent_lately"):
        send_again(nomination=nomination, by=cast.lead, at=NOW + HOUR * 1.5)


def test_a_lapsed_one_claims_a_place_again(nomination, cast):
    later = NOW + timedelta(days=30)
    assert places(nomination.allowance, at=later) == (0, 0, 1, 0)
    send_again(nomination=nomination, by=cast.lead, at=later)
    assert places(nomination.allowance, at=later) == (1, 0, 0, 0)


def test_before_the_first_there_is_nothing_to_send_again(cast):
    with refused("not_waiting"):
        send_again(nomination=NominationFactory(), by=cast.lead, at=NOW)
