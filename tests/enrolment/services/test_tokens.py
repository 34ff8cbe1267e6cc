"""Issuing, sending again, revoking: one live link at a time, never beyond its licence year."""

from datetime import UTC, date, datetime, timedelta

import pytest

from enrolment.links import code_of, find_token, mailed_link
from enrolment.models import EnrolmentToken
from enrolment.rules.places import NominationStatus, TokenStatus
from enrolment.services.tokens import issue_token, resend_token, revoke_token
from lms.notifications.models import OutboundEmail
from tests.cast import NOW
from tests.enrolment.acts import audited, live_token, name, places
from tests.factories.partners import AllowanceFactory, NominationFactory
from tests.refusals import refused

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
YEAR_OVER = datetime(2027, 1, 1, tzinfo=UTC)  # for the licence year of the factories
LATE = YEAR_OVER - 5 * DAY


@pytest.fixture
def issue(cast):
    return lambda nomination, at=NOW: issue_token(nomination=nomination, by=cast.coordinator, at=at)


@pytest.fixture
def resend(cast):
    return lambda nomination, at=NOW: resend_token(nomination=nomination, by=cast.coordinator, at=at)


@pytest.fixture
def revoke(cast):
    return lambda nomination, at=NOW: revoke_token(nomination=nomination, by=cast.coordinator, at=at)


def facts(token):
    token.refresh_from_db()
    return token.generation, token.status, token.issued_at, token.expires_at, token.ended_at


# --- Issuing --------------------------------------------------------------------------------------


def test_a_token_is_issued_once_and_lapses_after_28_days(issue, cast):
    nomination = NominationFactory()
    token = issue(nomination)
    nomination.refresh_from_db()
    assert nomination.status == NominationStatus.INVITED
    assert facts(token) == (1, TokenStatus.LIVE, NOW, NOW + 28 * DAY, None)
    assert (token.issued_by, places(nomination.allowance)) == (cast.coordinator, (1, 0, 5, 0))


def test_issuing_changes_nobodys_place_and_stands_in_the_audit_log(issue, cast):
    nomination = NominationFactory()
    before = places(nomination.allowance)
    issue(nomination)
    assert places(nomination.allowance) == before
    about = {"on": str(nomination.pk), "by": cast.coordinator.pk, "generation": 1}
    assert audited("enrolment.issue_token") == [about]


def test_the_nominee_is_written_to_and_no_secret_is_kept(issue):
    nomination = NominationFactory()
    issue(nomination)
    message = OutboundEmail.objects.get(kind="invitation")
    assert (message.to, message.personal) == (nomination.email, True)
    assert message.key == f"invitation:{nomination.pk}:1"
    kept = f"{EnrolmentToken.objects.values().get()} {OutboundEmail.objects.values().get(kind='invitation')}"
    assert code_of(nomination, 1) not in kept


@pytest.mark.parametrize(
    ("trait", "code"),
    [("invited", "not_waiting"), ("lapsed", "not_waiting"), ("used", "not_waiting"), ("declined", "already_ended")],
)
def test_only_a_nomination_that_waits_gets_its_first_token(trait, code, issue):
    with refused(code):
        issue(NominationFactory(**{trait: True}))


@pytest.mark.parametrize("act", ["issue", "resend"])
def test_in_grace_no_token_is_made(act, request):
    nomination = NominationFactory(invited=act == "resend")
    with refused("licence_not_live"):
        request.getfixturevalue(act)(nomination, at=YEAR_OVER)


@pytest.mark.parametrize(
    ("at", "lapses_at"),
    [
        (YEAR_OVER - 28 * DAY, YEAR_OVER),
        (YEAR_OVER - 27 * DAY, YEAR_OVER),
        (YEAR_OVER - timedelta(seconds=1), YEAR_OVER),
        (YEAR_OVER - 29 * DAY, YEAR_OVER - DAY),
    ],
)
def test_no_token_outlives_its_licence_year(at, lapses_at, issue):
    assert issue(NominationFactory(), at=at).expires_at == lapses_at


def test_in_summer_the_year_is_over_an_hour_earlier_by_world_time(issue):
    allowance = AllowanceFactory(starts_on=date(2025, 5, 1))
    token = issue(NominationFactory(allowance=allowance))
    assert token.expires_at == datetime(2026, 4, 30, 23, tzinfo=UTC)


# --- Sending again --------------------------------------------------------------------------------


def test_a_new_token_ends_the_link_before_it(issue, resend):
    nomination = NominationFactory()
    first = issue(nomination)
    second = resend(nomination, at=NOW + DAY)
    assert facts(first) == (1, TokenStatus.REPLACED, NOW, NOW + 28 * DAY, NOW + DAY)
    assert facts(second) == (2, TokenStatus.LIVE, NOW + DAY, NOW + 29 * DAY, None)
    assert code_of(nomination, 1) != code_of(nomination, 2)


def test_both_links_are_found_and_only_the_newer_one_is_live(issue, resend):
    nomination = NominationFactory()
    links = [mailed_link(nomination, act(nomination).generation) for act in (issue, resend)]
    found = [find_token(link.rstrip("/").rpartition("/")[2]).token for link in links]
    assert [token.is_live_at(NOW) for token in found] == [False, True]


def test_sending_again_writes_again_and_stands_in_the_audit_log(issue, resend, cast):
    nomination = NominationFactory()
    issue(nomination)
    resend(nomination)
    assert OutboundEmail.objects.filter(kind="invitation", to=nomination.email).count() == 2
    behalf = {"on_behalf_of": nomination.allowance.licence.site.organisation_id}
    about = {"on": str(nomination.pk), "by": cast.coordinator.pk, "generation": 2, **behalf}
    assert audited("enrolment.resend_token") == [about]


def test_sending_again_never_takes_a_second_place(resend):
    nomination = NominationFactory(invited=True, allowance=AllowanceFactory(places=1))
    resend(nomination)
    assert places(nomination.allowance) == (1, 0, 0, 0)


def test_a_lapsed_nomination_claims_a_place_again(resend):
    nomination = NominationFactory(lapsed=True, allowance=AllowanceFactory(places=1))
    assert places(nomination.allowance) == (0, 0, 1, 0)
    resend(nomination)
    assert places(nomination.allowance) == (1, 0, 0, 0)


def test_a_lapsed_nomination_is_refused_when_its_place_went_to_somebody_else(resend, cast):
    nomination = NominationFactory(lapsed=True, allowance=AllowanceFactory(places=1))
    name(nomination.allowance, cast.lead)
    with refused("no_place_left"):
        resend(nomination)
    assert live_token(nomination).generation == 1


def test_at_the_very_moment_of_the_lapse_a_place_must_be_claimed_again(issue, resend, cast):
    nomination = NominationFactory(allowance=AllowanceFactory(places=1))
    lapse = issue(nomination).expires_at
    name(nomination.allowance, cast.lead, at=lapse)
    with refused("no_place_left"):
        resend(nomination, at=lapse)


def test_whoever_sends_again_with_a_time_before_the_lapse_finds_the_place_given_on(issue, resend, cast):
    nomination = NominationFactory(allowance=AllowanceFactory(places=1))
    lapse = issue(nomination).expires_at
    name(nomination.allowance, cast.lead, at=lapse)
    with refused("no_place_left"):
        resend(nomination, at=lapse - timedelta(microseconds=1))
    assert places(nomination.allowance, at=lapse) == (1, 0, 0, 0)


@pytest.mark.parametrize(
    ("trait", "code"), [("redeemed", "not_waiting"), ("used", "not_waiting"), ("declined", "already_ended")]
)
def test_nothing_is_sent_again_to_who_moved_on(trait, code, resend):
    with refused(code):
        resend(NominationFactory(**{trait: True}))


def test_what_was_never_issued_is_not_sent_again(resend):
    with refused("not_waiting"):
        resend(NominationFactory())


# --- Revoking -------------------------------------------------------------------------------------


@pytest.mark.parametrize("trait", ["invited", "lapsed"])
def test_a_revoked_place_comes_back_and_its_link_ends(trait, revoke, cast):
    nomination = NominationFactory(**{trait: True})
    revoke(nomination)
    nomination.refresh_from_db()
    token = nomination.tokens.get()
    assert (nomination.status, nomination.ended_at) == (NominationStatus.REVOKED, NOW)
    assert (nomination.ended_by, token.status, token.ended_at) == (cast.coordinator, TokenStatus.REVOKED, NOW)
    assert places(nomination.allowance) == (0, 0, 6, 0)


def test_revoking_stands_in_the_audit_log(revoke, cast):
    nomination = NominationFactory(invited=True)
    revoke(nomination)
    assert audited("enrolment.nomination_revoked") == [{"on": str(nomination.pk), "by": cast.coordinator.pk}]


def test_after_the_licence_year_an_invitation_may_still_be_taken_back(revoke):
    nomination = NominationFactory(invited=True)
    revoke(nomination, at=YEAR_OVER + 60 * DAY)
    assert places(nomination.allowance, at=YEAR_OVER + 60 * DAY) == (0, 0, 0, 6)


@pytest.mark.parametrize(("trait", "code"), [("redeemed", "not_waiting"), ("declined", "already_ended")])
def test_what_was_taken_up_or_ended_is_not_revoked(trait, code, revoke):
    with refused(code):
        revoke(NominationFactory(**{trait: True}))


def test_what_was_never_issued_is_not_revoked(revoke):
    with refused("not_waiting"):
        revoke(NominationFactory())


# --- Time alone -----------------------------------------------------------------------------------


def test_a_place_comes_back_by_time_alone_with_no_job_running(issue):
    nomination = NominationFactory()
    lapse = issue(nomination).expires_at
    before, after = lapse - timedelta(microseconds=1), lapse
    assert [places(nomination.allowance, at=at) for at in (before, after)] == [(1, 0, 5, 0), (0, 0, 6, 0)]


def test_when_the_year_ends_everything_nobody_took_expires(issue):
    nomination = NominationFactory()
    issue(nomination, at=LATE)
    NominationFactory(allowance=nomination.allowance)
    NominationFactory(allowance=nomination.allowance, redeemed=True)
    moments = (LATE, YEAR_OVER - timedelta(microseconds=1), YEAR_OVER)
    assert [places(nomination.allowance, at=at) for at in moments] == [(3, 0, 3, 0), (3, 0, 3, 0), (1, 0, 0, 5)]
