"""Which organisations a person belongs to: whoever reviews must belong to none of the learner's."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from enrolment.models import LeadAppointment
from enrolment.permissions import coordinates, leads_somebody, organisations_of
from enrolment.services.appointments import end_lead
from tests.cast import NOW
from tests.factories.partners import NominationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(time_machine):
    """Appointments are asked with the day of the tests."""
    time_machine.move_to(NOW)


def place_at(partner, person, **trait):
    return NominationFactory(allowance__licence__site__organisation=partner, learner=person, **trait)


@pytest.mark.parametrize("trait", ["redeemed", "used"])
def test_a_place_taken_up_makes_somebody_part_of_the_organisation(trait, cast):
    place_at(cast.partner, cast.zoe, **{trait: True})
    assert organisations_of(cast.zoe) == {cast.partner.pk}
    assert organisations_of(cast.amir) == frozenset()


def test_a_place_that_ended_does_not_count(cast):
    place_at(cast.partner, cast.zoe, redeemed_at=NOW, status="released", ended_at=NOW)
    assert organisations_of(cast.zoe) == frozenset()


def test_a_lead_belongs_to_the_organisation_from_the_first_day_to_the_last(cast):
    assert organisations_of(cast.lead) == frozenset()
    assert cast.partner
    assert organisations_of(cast.lead) == {cast.partner.pk}
    LeadAppointment.objects.update(ends_on=NOW.date() - timedelta(days=1))
    assert organisations_of(cast.lead) == frozenset()


def test_from_the_moment_it_is_ended_a_lead_belongs_to_it_no_more(cast):
    assert cast.partner
    end_lead(appointment=LeadAppointment.objects.get(), by=cast.office, at=NOW)
    assert organisations_of(cast.lead) == frozenset()


def test_one_may_belong_to_several(cast):
    assert cast.partner
    place_at(cast.otherpartner, cast.lead, redeemed=True)
    assert organisations_of(cast.lead) == {cast.partner.pk, cast.otherpartner.pk}


@pytest.mark.parametrize("who", ["coordinator", "office", "trainer", "editor"])
def test_staff_belong_to_no_organisation(who, cast):
    assert cast.partner
    assert organisations_of(getattr(cast, who)) == frozenset()


@pytest.mark.parametrize(
    ("who", "is_shown"),
    [
        ("zoe", (False, False)),
        ("lead", (True, False)),
        ("coordinator", (False, True)),
        ("office", (False, True)),
        ("editor", (False, False)),
        ("trainer", (False, False)),
    ],
)
def test_navigation_shows_everybody_their_own_desk(who, is_shown, cast):
    assert cast.partner
    request = RequestFactory().get("/")
    request.user = type(cast.zoe).objects.get(pk=getattr(cast, who).pk)
    assert (leads_somebody(request), coordinates(request)) == is_shown


def test_a_visitor_is_shown_no_desk():
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    assert (leads_somebody(request), coordinates(request)) == (False, False)
