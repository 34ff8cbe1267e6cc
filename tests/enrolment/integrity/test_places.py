"""The checks of places find what no constraint can hold; rows broken by hand, as far as the database lets one."""

from datetime import date, timedelta

import pytest

from enrolment.integrity import belonging_findings, nomination_findings, permission_findings, statement_findings
from enrolment.models import (
    Affiliation,
    CoordinatorAssignment,
    Enrolment,
    EnrolmentToken,
    LeadAppointment,
    Nomination,
    PartnerUserPermission,
    PlaceGrant,
    RegionUserPermission,
    Source,
)
from enrolment.rules.places import NominationStatus
from enrolment.statements import year_over_at
from tests.cast import NOW
from tests.enrolment.acts import complete, live_token, release, take_up
from tests.factories.editions import make_ready
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.partners import AllowanceFactory, NominationFactory, TokenFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(time_machine):
    """The checks ask what holds today."""
    time_machine.move_to(NOW)


@pytest.fixture
def taken_up(cast):
    """A place that Zoë took up the right way."""
    make_ready()
    nomination = NominationFactory(invited=True)
    take_up(live_token(nomination), cast.zoe)
    nomination.refresh_from_db()
    return nomination


def placed(nomination, **about):
    return EnrolmentFactory(source=Source.PLACE, nomination=nomination, learner=nomination.learner, **about)


# --- Sums -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("traits", [{"invited": True}, {"lapsed": True}, {"redeemed": True}, {"used": True}, {}])
def test_statements_that_add_up_are_not_mentioned(traits):
    NominationFactory.create_batch(2, allowance=AllowanceFactory(places=2), **traits)
    assert list(statement_findings()) == []


@pytest.mark.parametrize("traits", [{"invited": True}, {"redeemed": True}, {"used": True}, {}])
def test_more_people_than_places_are_found(traits):
    allowance = AllowanceFactory(places=1)
    NominationFactory.create_batch(2, allowance=allowance, **traits)
    assert list(statement_findings()) == [f"Allowance {allowance.pk} has 1 places and 2 are taken."]


def test_an_allowance_without_any_grant_is_found_once_somebody_holds_a_place():
    allowance = NominationFactory().allowance
    PlaceGrant.objects.all().delete()
    assert list(statement_findings()) == [f"Allowance {allowance.pk} has 0 places and 1 are taken."]


def test_a_grant_that_took_off_what_was_held_is_found():
    allowance = AllowanceFactory(places=2)
    NominationFactory.create_batch(2, allowance=allowance)
    about = {"kind": "adjustment", "places": -1, "reason": "Too many", "granted_at": NOW}
    PlaceGrant.objects.create(allowance=allowance, **about)
    assert list(statement_findings()) == [f"Allowance {allowance.pk} has 1 places and 2 are taken."]


def test_more_allowances_than_one_batch_are_all_looked_at(monkeypatch):
    monkeypatch.setattr("enrolment.integrity.places.BATCH", 2)
    for allowance in AllowanceFactory.create_batch(3, places=1):
        NominationFactory.create_batch(2, allowance=allowance)
    assert len(list(statement_findings())) == 3


# --- Nominations ----------------------------------------------------------------------------------


def test_what_the_commands_make_is_in_order_at_every_step(taken_up, cast):
    assert list(nomination_findings()) == []
    complete(Enrolment.objects.get(nomination=taken_up))
    assert list(nomination_findings()) == []


def test_after_a_release_everything_is_in_order(taken_up, cast):
    release(taken_up, cast.lead)
    assert list(nomination_findings()) == []


def test_an_invitation_without_a_live_token_is_found():
    nomination = NominationFactory(status=NominationStatus.INVITED)
    assert list(nomination_findings()) == [f"Nomination {nomination.pk} is invited and has no live token."]


def test_a_lapsed_invitation_is_no_fault():
    NominationFactory(lapsed=True)
    assert list(nomination_findings()) == []


@pytest.mark.parametrize("trait", [{}, {"declined": True}])
def test_a_live_token_of_who_is_not_invited_is_found(trait):
    token = TokenFactory(nomination=NominationFactory(**trait))
    assert list(nomination_findings()) == [f"Nomination {token.nomination_id} has a live token and is not invited."]


@pytest.mark.parametrize(("hours", "findings"), [(-1, 0), (0, 0), (1, 1)])
def test_a_token_that_outlives_its_licence_year_is_found(hours, findings):
    allowance = AllowanceFactory(starts_on=date(2025, 5, 1))
    NominationFactory(allowance=allowance, invited=True)
    EnrolmentToken.objects.update(expires_at=year_over_at(allowance) + timedelta(hours=hours))
    words = ["has a token that outlives its licence year."] * findings
    assert [finding.split(" ", 2)[2] for finding in nomination_findings()] == words


def test_a_place_taken_up_that_opened_nothing_is_found():
    nomination = NominationFactory(redeemed=True)
    assert list(nomination_findings()) == [f"Nomination {nomination.pk} is taken up and opened no course."]


def test_somebody_enrolled_by_a_place_that_ended_is_found(taken_up):
    Nomination.objects.update(status=NominationStatus.RELEASED, ended_at=NOW)
    assert list(nomination_findings()) == [f"Nomination {taken_up.pk} has ended and leaves somebody enrolled."]


def test_a_used_place_without_a_completed_course_is_found(taken_up):
    Nomination.objects.update(used_at=NOW)
    assert list(nomination_findings()) == [f"Nomination {taken_up.pk} is used and none of its courses is completed."]


def test_a_completed_course_whose_place_is_not_used_is_found(taken_up):
    Enrolment.objects.filter(nomination=taken_up).mark_completed(at=NOW)
    words = "opened a completed course and its place is not used"
    assert list(nomination_findings()) == [f"Nomination {taken_up.pk} {words}."]


def test_an_enrolment_by_the_place_of_somebody_else_is_found(taken_up):
    enrolment = Enrolment.objects.get(nomination=taken_up)
    Enrolment.objects.filter(pk=enrolment.pk).update(learner=UserFactory())
    words = "came from a place that somebody else took up"
    assert list(nomination_findings()) == [f"Enrolment {enrolment.pk} {words}."]


def test_an_enrolment_by_a_place_nobody_took_up_is_found():
    nomination = NominationFactory(invited=True)
    enrolment = EnrolmentFactory(source=Source.PLACE, nomination=nomination)
    words = "came from a place that somebody else took up"
    assert list(nomination_findings()) == [f"Enrolment {enrolment.pk} {words}."]


def moved_from(nomination, **about):
    """Let `nomination` have gone on as another one, broken by hand."""
    after = NominationFactory(**about)
    Nomination.objects.filter(pk=nomination.pk).update(
        status=NominationStatus.TRANSFERRED, ended_at=NOW, moved_to=after
    )


def test_somebody_who_moved_to_another_organisation_is_found():
    moved_from(before := NominationFactory())
    words = "went on as a nomination of another organisation"
    assert list(nomination_findings()) == [f"Nomination {before.pk} {words}."]


def test_somebody_who_moved_and_became_somebody_else_is_found(taken_up):
    moved_from(taken_up, allowance=taken_up.allowance)
    Enrolment.objects.all().delete()
    words = "went on as a nomination of somebody else"
    assert list(nomination_findings()) == [f"Nomination {taken_up.pk} {words}."]


def test_a_place_taken_up_by_who_never_belonged_to_the_site_is_found(taken_up):
    assert list(belonging_findings()) == []
    Affiliation.objects.all().delete()
    words = "is taken up by somebody who never belonged to its site"
    assert list(belonging_findings()) == [f"Nomination {taken_up.pk} {words}."]


def test_who_has_left_the_site_is_no_fault(taken_up):
    Affiliation.objects.update(ends_on=NOW.date())
    assert list(belonging_findings()) == []


# --- Appointments ---------------------------------------------------------------------------------


def test_appointments_with_their_permissions_are_in_order(cast):
    assert cast.partner
    assert cast.coordinator
    assert list(permission_findings()) == []


@pytest.mark.parametrize("rows", [LeadAppointment, CoordinatorAssignment])
def test_a_permission_without_an_appointment_is_found(rows, cast):
    assert cast.partner
    assert cast.coordinator
    rows.objects.all().delete()
    (finding,) = permission_findings()
    assert "without an appointment." in finding


@pytest.mark.parametrize("rows", [PartnerUserPermission, RegionUserPermission])
def test_an_appointment_without_its_permission_is_found(rows, cast):
    assert cast.partner
    assert cast.coordinator
    rows.objects.all().delete()
    (finding,) = permission_findings()
    assert "is appointed for" in finding
    assert "without the permission" in finding
