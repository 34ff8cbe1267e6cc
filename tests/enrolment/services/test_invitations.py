"""Nobody writes to strangers by our name: how many invitations go out within a day, and what happens beyond."""

from datetime import timedelta

import pytest

from enrolment.rules.licences import DAY
from enrolment.rules.lists import Named
from enrolment.rules.places import NominationStatus
from enrolment.services.addresses import correct_address
from enrolment.services.issuing import issue_many
from enrolment.services.nominations import hold_places, release_place
from enrolment.services.tokens import issue_token, resend_token, send_again
from enrolment.services.transfers import transfer_nomination
from lms.notifications.models import OutboundEmail
from tests.cast import NOW
from tests.enrolment.acts import audited, name, places
from tests.factories.partners import AllowanceFactory, NominationFactory
from tests.refusals import refused

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
VICTIM = "somebody@example.org"


@pytest.fixture(autouse=True)
def few(settings):
    """Two to one address, three taken back of one licence year."""
    settings.INVITATIONS_TO_ONE_ADDRESS, settings.INVITATIONS_TAKEN_BACK = 2, 3


@pytest.fixture
def allowance(cast):
    """Six places of Lena's organisation, whose invitations go out at once."""
    cast.partner.issues_at_once = True
    cast.partner.save()
    return AllowanceFactory(licence__site__organisation=cast.partner)


def sent():
    return OutboundEmail.objects.filter(kind="invitation").count()


def correct(nomination, email, cast, at=NOW):
    return correct_address(nomination=nomination, email=email, by=cast.lead, at=at)


def test_one_address_is_sent_so_many_within_a_day_and_more_the_day_after(allowance, cast):
    nomination = name(allowance, cast.lead, email=VICTIM)
    resend_token(nomination=nomination, by=cast.coordinator, at=NOW + HOUR)
    with refused("sent_too_often"):
        resend_token(nomination=nomination, by=cast.coordinator, at=NOW + 2 * HOUR)
    assert sent() == 2
    resend_token(nomination=nomination, by=cast.coordinator, at=NOW + DAY + HOUR)


def test_correcting_an_address_to_and_fro_does_not_fill_a_mailbox(allowance, cast):
    nomination = name(allowance, cast.lead, email=VICTIM)
    correct(nomination, "other@example.org", cast)
    with refused("sent_too_often"):
        correct(nomination, VICTIM, cast)
    nomination.refresh_from_db()
    assert (nomination.email, sent()) == ("other@example.org", 2)


def test_naming_and_releasing_somebody_again_and_again_waits_for_the_coordinator(allowance, cast):
    for status in (NominationStatus.INVITED, NominationStatus.INVITED, NominationStatus.NOMINATED):
        made = name(allowance, cast.lead, email=VICTIM)
        assert made.status == status
        release_place(nomination=made, by=cast.lead, at=NOW)
    assert sent() == 2


def test_one_place_is_no_way_to_write_to_many_people(allowance, cast):
    for number in range(3):
        made = name(allowance, cast.lead, email=f"{number}@example.org")
        release_place(nomination=made, by=cast.lead, at=NOW)
    assert name(allowance, cast.lead, email="4@example.org").status == NominationStatus.NOMINATED
    assert (sent(), places(allowance)) == (3, (1, 0, 5, 0))


def test_moving_somebody_to_and_fro_ends_in_time(allowance, cast):
    there = AllowanceFactory(licence__site__organisation=cast.partner)
    nomination = name(allowance, cast.lead, email=VICTIM)
    moved = transfer_nomination(nomination=nomination, to=there, by=cast.lead, at=NOW)
    with refused("sent_too_often"):
        transfer_nomination(nomination=moved, to=allowance, by=cast.lead, at=NOW)
    assert (places(allowance), places(there)) == ((0, 0, 6, 0), (1, 0, 5, 0))


def test_a_list_holds_every_place_and_invites_whom_it_may(allowance, cast):
    elsewhere = AllowanceFactory(licence__site__organisation=cast.otherpartner)
    for _time in range(2):
        row = NominationFactory(allowance=elsewhere, email=VICTIM)
        issue_token(nomination=row, by=cast.coordinator, at=NOW)
        release_place(nomination=row, by=cast.coordinator, at=NOW)
    people = [Named("Ada", "ada@example.org", "staff"), Named("Somebody", VICTIM, "staff")]
    made = hold_places(allowance, people, by=cast.lead, at=NOW)
    assert [(row.email, row.status) for row in made] == [("ada@example.org", "invited"), (VICTIM, "nominated")]


def test_issuing_many_says_whose_cannot_go_out_and_lets_the_others(allowance, cast, settings):
    settings.INVITATIONS_TO_ONE_ADDRESS = 1
    name(allowance, cast.lead, email=VICTIM)
    waiting = [NominationFactory(email=email) for email in (VICTIM, "ada@example.org")]
    outcomes = issue_many(nominations=waiting, by=cast.coordinator, at=NOW)
    assert [outcome.is_issued for outcome in outcomes] == [False, True]
    assert "try tomorrow" in outcomes[0].sentence


def test_what_is_done_for_a_lead_is_kept_as_such(allowance, cast):
    nomination = name(allowance, cast.lead, email=VICTIM)
    send_again(nomination=nomination, by=cast.coordinator, at=NOW + DAY)
    assert audited("enrolment.resend_token")[0]["on_behalf_of"] == cast.partner.pk
