"""Partners whose invitations go out at once: in the same act, and never to the one who nominates (domain B 17)."""

import pytest
from allauth.account.models import EmailAddress

from enrolment.rules.places import NominationStatus
from enrolment.services.nominations import nominate
from lms.notifications.models import OutboundEmail
from tests.cast import NOW
from tests.enrolment.acts import audited, live_token, name, places
from tests.factories.partners import AllowanceFactory, LicenceFactory
from tests.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def allowance(cast):
    """Six places of Lena's organisation, whose invitations go out at once."""
    cast.partner.issues_at_once = True
    cast.partner.save()
    return AllowanceFactory(licence__site__organisation=cast.partner)


def test_the_invitation_goes_out_with_the_nomination(allowance, cast):
    made = name(allowance, cast.lead)
    token = live_token(made)
    assert (made.status, token.generation, token.issued_by) == (NominationStatus.INVITED, 1, cast.lead)
    assert OutboundEmail.objects.get(kind="invitation").key == f"invitation:{made.pk}:1"
    assert places(allowance) == (1, 0, 5, 0)


def test_it_stands_in_the_audit_log_that_it_went_out_at_once(allowance, cast):
    made = name(allowance, cast.lead)
    about = {"on": str(made.pk), "by": cast.lead.pk, "generation": 1, "at_once": True}
    assert audited("enrolment.issue_token") == [about]


@pytest.mark.parametrize("verified", [True, False])
def test_whoever_nominates_themselves_waits_for_a_coordinator(verified, allowance, cast):
    EmailAddress.objects.create(user=cast.lead, email="Lena@Home.example", verified=verified)
    for email in (cast.lead.email, "lena@home.example"):
        assert name(allowance, cast.lead, email=email).status == NominationStatus.NOMINATED
    assert not OutboundEmail.objects.filter(kind="invitation").exists()


def test_where_nothing_goes_out_at_once_a_coordinator_issues(cast):
    made = name(AllowanceFactory(), cast.lead)
    assert (made.status, OutboundEmail.objects.filter(kind="invitation").count()) == (NominationStatus.NOMINATED, 0)


def test_how_somebody_belongs_is_kept_and_is_staff_unless_said(allowance, cast):
    about = {"allowance": allowance, "name": "Bo", "email": "bo@example.org", "by": cast.lead, "at": NOW}
    assert [nominate(**about, kind="peer").kind, name(allowance, cast.lead).kind] == ["peer", "staff"]


def test_nobody_is_nominated_at_a_satellite(cast):
    parent = LicenceFactory(site__organisation=cast.partner)
    kind = type(parent.licence_type).objects.get(is_satellite=True)
    satellite = AllowanceFactory(
        licence__site__organisation=cast.partner, licence__licence_type=kind, licence__parent=parent
    )
    with refused("nominated_elsewhere"):
        name(satellite, cast.lead)
