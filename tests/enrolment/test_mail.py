"""The invitation: written when it goes out, gone from the outbox afterwards, never sent for a link that has ended."""

from datetime import UTC, datetime, timedelta

import pytest

from enrolment.links import code_of, mailed_link, spoken_code
from enrolment.rules.places import TokenStatus
from enrolment.services.tokens import issue_token, resend_token
from lms.notifications import delivery
from lms.notifications.models import OutboundEmail, Status
from tests.cast import NOW
from tests.factories.partners import AllowanceFactory, NominationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday(time_machine):
    """Everything happens at NOW."""
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def place(cast):
    """Ada, nominated by Lena."""
    allowance = AllowanceFactory(licence__site__organisation=cast.partner)
    return NominationFactory(allowance=allowance, name="Ada & Łukasz", email="ada@example.org", nominated_by=cast.lead)


@pytest.fixture
def waiting(place, cast):
    """Her invitation, on its way."""
    issue_token(nomination=place, by=cast.coordinator, at=NOW)
    return OutboundEmail.objects.get()


def deliver(message):
    delivery.deliver(pk=message.pk, at=NOW)
    message.refresh_from_db()
    return message.status


def test_the_row_that_waits_holds_no_words_and_no_secret(waiting, place):
    held = f"{waiting.key} {waiting.text} {waiting.html} {waiting.refs}"
    assert (waiting.to, waiting.text, waiting.personal) == ("ada@example.org", "", True)
    assert code_of(place, 1) not in held


@pytest.mark.parametrize(
    "said",
    [
        "Hello Ada & Łukasz,",
        "Harbour Recovery has put your name forward",
        "The person who did so is Lena Hartley.",
        "Opening this page decides nothing",
        "kept for you until 18 May 2026",
        "/enrol/ and type this code",
        "Nobody is told whether you read this",
    ],
)
def test_the_letter_says_who_what_and_until_when(said, waiting, mailoutbox):
    deliver(waiting)
    assert said in mailoutbox[0].body


def test_it_holds_the_link_and_the_code_to_type_in_both_forms(waiting, place, mailoutbox):
    deliver(waiting)
    html = mailoutbox[0].alternatives[0][0]
    for words in (mailoutbox[0].body, html):
        assert mailed_link(place, 1) in words
        assert spoken_code(code_of(place, 1)) in words
    assert "Ada &amp; Łukasz" in html


def test_the_subject_says_nothing_private(waiting, mailoutbox):
    deliver(waiting)
    assert mailoutbox[0].subject == "A training place for you"


def test_the_link_in_it_opens_the_page(waiting, place, client, mailoutbox):
    deliver(waiting)
    link = next(line for line in mailoutbox[0].body.splitlines() if line.startswith("http"))
    assert client.get(link.removeprefix("http://testserver")).status_code == 200


def test_once_sent_the_words_are_gone(waiting):
    assert (deliver(waiting), waiting.text, waiting.html) == (Status.SENT, "", "")


def test_a_nominator_whose_account_was_erased_is_not_named(waiting, cast, mailoutbox):
    type(cast.lead).objects.filter(pk=cast.lead.pk).update(
        full_name="", email=None, is_active=False, is_staff=False, erased_at=NOW
    )
    deliver(waiting)
    assert "The person who did so" not in mailoutbox[0].body


@pytest.mark.parametrize("status", [TokenStatus.REVOKED, TokenStatus.USED, TokenStatus.DECLINED, TokenStatus.REPLACED])
def test_it_is_not_sent_for_a_link_that_has_ended(status, waiting, place, mailoutbox):
    place.tokens.end(to=status, at=NOW)
    assert (deliver(waiting), mailoutbox) == (Status.CANCELLED, [])


def test_it_is_not_sent_for_a_link_that_has_lapsed(waiting, mailoutbox, time_machine):
    time_machine.move_to(NOW + timedelta(days=28), tick=False)
    assert (deliver(waiting), mailoutbox) == (Status.CANCELLED, [])


def test_sent_again_only_the_newest_goes_out(waiting, place, cast, mailoutbox):
    resend_token(nomination=place, by=cast.coordinator, at=NOW)
    newest = OutboundEmail.objects.latest("pk")
    assert [deliver(waiting), deliver(newest)] == [Status.CANCELLED, Status.SENT]
    assert mailed_link(place, 2) in mailoutbox[0].body


def test_a_link_that_ends_with_its_licence_year_names_the_last_day(place, cast, mailoutbox, time_machine):
    december = datetime(2026, 12, 20, tzinfo=UTC)
    time_machine.move_to(december, tick=False)
    issue_token(nomination=place, by=cast.coordinator, at=december)
    delivery.deliver(pk=OutboundEmail.objects.get().pk, at=december)
    assert "until 31 December 2026" in mailoutbox[0].body
