"""What the database refuses of places, nominations and tokens, whatever a service forgets."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError
from django.db.models import ProtectedError

from enrolment.models import (
    CoordinatorAssignment,
    EnrolmentToken,
    GrantKind,
    LeadAppointment,
    Nomination,
    PlaceAllowance,
    PlaceGrant,
)
from enrolment.rules.places import NominationStatus, TokenStatus
from tests.cast import NOW
from tests.factories.partners import AllowanceFactory, LicenceFactory, NominationFactory, SiteFactory, TokenFactory

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


# --- Partners and licences ------------------------------------------------------------------------


def test_a_site_is_named_once_in_its_organisation():
    site = SiteFactory()
    with pytest.raises(IntegrityError):
        SiteFactory(organisation=site.organisation, name=site.name)


def test_a_site_has_one_licence_of_a_type_and_a_licence_one_year_from_a_day():
    year = AllowanceFactory()
    with pytest.raises(IntegrityError):
        LicenceFactory(site=year.licence.site)


@pytest.mark.parametrize("days", [0, -1])
def test_a_licence_year_ends_after_it_began(days):
    with pytest.raises(IntegrityError):
        AllowanceFactory(starts_on=date(2026, 1, 1), ends_on=date(2026, 1, 1) + days * DAY)


def test_a_licence_brings_its_places_once():
    year = AllowanceFactory()
    with pytest.raises(IntegrityError):
        PlaceGrant.objects.create(allowance=year, kind=GrantKind.LICENCE, places=1, granted_at=NOW)


@pytest.mark.parametrize("nonsense", [{"places": 0}, {"kind": "somehow"}])
def test_nonsense_is_not_granted(nonsense):
    AllowanceFactory()
    with pytest.raises(IntegrityError):
        PlaceGrant.objects.update(**nonsense)


@pytest.mark.parametrize("model", [LeadAppointment, CoordinatorAssignment])
def test_an_appointment_never_ends_before_it_began(model, cast):
    assert cast.partner
    assert cast.coordinator
    with pytest.raises(IntegrityError):
        model.objects.update(ends_on=date(2025, 12, 31))


# --- Nominations ----------------------------------------------------------------------------------


@pytest.mark.parametrize("trait", [{}, {"invited": True}, {"redeemed": True}, {"used": True}])
def test_an_address_stands_once_among_what_is_open_on_an_allowance(trait):
    first = NominationFactory(**trait)
    with pytest.raises(IntegrityError):
        NominationFactory(allowance=first.allowance, email=first.email)


def test_what_has_ended_does_not_stand_in_the_way():
    first = NominationFactory(declined=True)
    NominationFactory(allowance=first.allowance, email=first.email)


def test_a_learner_takes_one_place_of_an_allowance_up(cast):
    first = NominationFactory(redeemed=True, learner=cast.zoe)
    with pytest.raises(IntegrityError):
        NominationFactory(allowance=first.allowance, redeemed=True, learner=cast.zoe)


@pytest.mark.parametrize(
    "nonsense",
    [
        {"status": "somehow"},
        {"email": "Ada@Example.org"},
        {"email": ""},
        {"name": ""},
        {"status": NominationStatus.REDEEMED},  # by nobody
        {"redeemed_at": NOW},
        {"used_at": NOW},
        {"ended_at": NOW},
        {"status": NominationStatus.REVOKED},  # never
    ],
)
def test_nonsense_is_refused(nonsense):
    NominationFactory()
    with pytest.raises(IntegrityError):
        Nomination.objects.update(**nonsense)


@pytest.mark.parametrize("status", [status for status in NominationStatus if status != NominationStatus.REDEEMED])
def test_a_used_place_stays_taken_up_for_good(status):
    NominationFactory(used=True)
    with pytest.raises(IntegrityError):
        Nomination.objects.update(status=status)


# --- Tokens ---------------------------------------------------------------------------------------


def test_a_nomination_has_one_live_token():
    first = TokenFactory()
    with pytest.raises(IntegrityError):
        TokenFactory(nomination=first.nomination, generation=2)


def test_a_generation_and_a_code_stand_once():
    first = TokenFactory(status=TokenStatus.REPLACED, ended_at=NOW)
    with pytest.raises(IntegrityError):
        TokenFactory(nomination=first.nomination, code_digest="another")


@pytest.mark.parametrize(
    "nonsense",
    [
        {"status": "somehow"},
        {"generation": 0},
        {"expires_at": NOW},  # when it was issued
        {"ended_at": NOW},
        {"status": TokenStatus.USED},  # never
    ],
)
def test_a_token_that_makes_no_sense_is_refused(nonsense):
    TokenFactory()
    with pytest.raises(IntegrityError):
        EnrolmentToken.objects.update(**nonsense)


# --- Nothing is cascaded away ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "learner",
        "nominated_by",
        "allowance",
        "allowance.licence",
        "allowance.licence.site",
        "allowance.licence.site.organisation",
    ],
)
def test_nothing_behind_a_nomination_is_ever_deleted(path):
    row = NominationFactory(redeemed=True)
    for name in path.split("."):
        row = getattr(row, name)
    with pytest.raises(ProtectedError):
        row.delete()


def test_neither_is_a_nomination_with_a_token_nor_an_allowance_with_grants():
    nomination = TokenFactory().nomination
    with pytest.raises(ProtectedError):
        nomination.delete()
    with pytest.raises(ProtectedError):
        AllowanceFactory().delete()
    assert PlaceAllowance.objects.count() == 2


def test_words_for_staff_hold_no_names_of_nominees():
    token = TokenFactory(nomination__name="Ada Example", nomination__email="ada@example.org")
    words = f"{token} {token.nomination}"
    assert "Ada" not in words
    assert "ada@" not in words
