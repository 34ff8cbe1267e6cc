"""Nominating somebody who is among the Lead's own people already, or by another kind than staff."""

import pytest

from enrolment.models import Nomination
from tests.cast import NOW
from tests.factories.partners import AllowanceFactory, NominationFactory

pytestmark = pytest.mark.django_db
ADA = {"name": "Ada Example", "email": "ada@example.org"}


@pytest.fixture(autouse=True)
def today(time_machine):
    """The licence year of the factories runs."""
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def place(cast):
    """Six places of Lena's organisation."""
    return AllowanceFactory(licence__site__organisation=cast.partner)


@pytest.fixture
def lead(cast, client_of, place):
    """Send the form as Lena."""
    browser = client_of(cast.lead)
    return lambda **fields: browser.post(f"/lead/places/{place.pk}/nominate/", ADA | fields)


@pytest.fixture
def known(cast):
    """Ada is nominated at another site of the organisation."""
    return NominationFactory(allowance__licence__site__organisation=cast.partner, email=ADA["email"])


def test_somebody_known_is_warned_about_and_not_nominated_yet(lead, known, place):
    answer = lead()
    assert (answer.status_code, place.nominations.count()) == (409, 0)
    assert "Nominate all the same" in answer.content.decode()
    assert f"Nominated at {known.allowance.licence.site.name}" in answer.content.decode()


def test_all_the_same_is_one_more_press(lead, known, place):
    assert f'name="anyway" value="{ADA["email"]}"' in lead().content.decode()
    assert lead(anyway=ADA["email"]).status_code == 302
    assert place.nominations.get().email == ADA["email"]


def test_who_was_not_warned_about_is_warned_about(lead, known, place):
    assert lead(anyway="bo@example.org").status_code == 409
    assert not place.nominations.exists()


def test_what_would_be_refused_is_refused_without_a_warning(lead, known, place):
    NominationFactory(allowance=place, email=ADA["email"])
    assert "Nominate all the same" not in lead().content.decode()


def test_people_of_other_organisations_are_nominated_without_a_word(lead, place, cast):
    NominationFactory(allowance__licence__site__organisation=cast.otherpartner, email=ADA["email"])
    assert lead().status_code == 302


@pytest.mark.parametrize(("sent", "kept"), [({}, "staff"), ({"kind": ""}, "staff"), ({"kind": "peer"}, "peer")])
def test_how_they_belong_is_kept_and_may_be_left_out(sent, kept, lead):
    lead(**sent)
    assert Nomination.objects.get().kind == kept


def test_a_kind_there_is_not_is_asked_again(lead):
    assert (lead(kind="trustee").status_code, Nomination.objects.count()) == (422, 0)


def test_where_invitations_go_out_at_once_it_is_said(lead, cast, place):
    cast.partner.issues_at_once = True
    cast.partner.save()
    page = lead()
    assert page["Location"] == "/lead/"
    assert Nomination.objects.get().status == "invited"
