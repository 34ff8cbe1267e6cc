"""Correcting an address: before the place is taken up, and never two people for one."""

from datetime import timedelta

import pytest

from enrolment.models import Nomination
from enrolment.rules.places import NominationStatus, TokenStatus
from enrolment.services.addresses import correct_address
from lms.notifications.models import OutboundEmail
from tests.cast import NOW
from tests.enrolment.acts import audited, live_token, name, places
from tests.factories.partners import AllowanceFactory, NominationFactory
from tests.refusals import refused

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def allowance(cast):
    """Two places of Lena's organisation, in Cora's region."""
    return AllowanceFactory(places=2, licence__site__organisation=cast.partner)


@pytest.fixture
def correct(cast):
    return lambda nomination, email="ada.new@example.org", by=None, at=NOW: correct_address(
        nomination=nomination, email=email, by=by or cast.lead, at=at
    )


def test_before_the_invitation_only_the_address_changes(correct, allowance, cast):
    made = correct(name(allowance, cast.lead), " Ada.New@Example.org ")
    assert (made.email, made.status, made.tokens.count()) == ("ada.new@example.org", NominationStatus.NOMINATED, 0)


def test_who_is_invited_gets_a_new_link_and_the_old_one_ends(correct, allowance):
    nomination = NominationFactory(allowance=allowance, invited=True)
    correct(nomination)
    states = dict(nomination.tokens.values_list("generation", "status"))
    assert states == {1: TokenStatus.REPLACED, 2: TokenStatus.LIVE}
    assert OutboundEmail.objects.get(kind="invitation").to == "ada.new@example.org"
    assert places(allowance) == (1, 0, 1, 0)


def test_it_stands_in_the_audit_log_without_an_address(correct, allowance, cast):
    nomination = NominationFactory(allowance=allowance, invited=True)
    correct(nomination)
    assert audited("enrolment.correct_address") == [{"on": str(nomination.pk), "by": cast.lead.pk, "generation": 2}]


def test_what_a_coordinator_does_for_a_lead_is_kept_as_such(correct, allowance, cast):
    correct(name(allowance, cast.lead), by=cast.coordinator)
    assert audited("enrolment.correct_address")[0]["on_behalf_of"] == cast.partner.pk


def test_a_lapsed_invitation_claims_a_place_again(correct, allowance):
    nomination = NominationFactory(allowance=allowance, lapsed=True)
    correct(nomination)
    assert (live_token(nomination).generation, places(allowance)) == (2, (1, 0, 1, 0))


def test_a_lapsed_one_whose_place_is_gone_keeps_its_address(correct, allowance):
    nomination = NominationFactory(allowance=allowance, lapsed=True)
    NominationFactory.create_batch(2, allowance=allowance)
    with refused("no_place_left"):
        correct(nomination)
    nomination.refresh_from_db()
    assert nomination.email != "ada.new@example.org"


@pytest.mark.parametrize(
    ("trait", "code"), [("redeemed", "not_waiting"), ("used", "not_waiting"), ("declined", "already_ended")]
)
def test_whoever_moved_on_keeps_their_address(trait, code, correct, allowance):
    with refused(code):
        correct(NominationFactory(allowance=allowance, **{trait: True}))


def test_the_same_address_is_no_correction(correct, allowance, cast):
    with refused("same_address"):
        correct(name(allowance, cast.lead), "ADA@example.org")


def test_nobody_is_on_one_licence_year_twice(correct, allowance, cast):
    name(allowance, cast.lead, email="ada.new@example.org")
    with refused("already_nominated"):
        correct(name(allowance, cast.lead))


def test_outside_the_licence_year_nothing_is_sent(correct, allowance):
    with refused("licence_not_live"):
        correct(NominationFactory(allowance=allowance, invited=True), at=NOW.replace(year=2027))


def test_a_lead_does_not_send_an_invitation_to_themselves_by_a_correction(correct, allowance, cast):
    with refused("own_address"):
        correct(NominationFactory(allowance=allowance, invited=True), cast.lead.email)
    assert not Nomination.objects.filter(email=cast.lead.email).exists()


def test_before_the_invitation_a_lead_may_put_in_their_own(correct, allowance, cast):
    assert correct(name(allowance, cast.lead), cast.lead.email).status == NominationStatus.NOMINATED
