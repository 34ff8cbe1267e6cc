"""“Nominations” in the admin: looked at across partners, never written."""

import pytest
from django.urls import NoReverseMatch, reverse

from enrolment.models import LicenceType, Region
from enrolment.services.tokens import issue_token
from tests.cast import NOW
from tests.enrolment.viewsets.asking import exported, text_of
from tests.factories.partners import AllowanceFactory, NominationFactory
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db
LIST = "/cms/nominations/"


@pytest.mark.parametrize("words", ["ada bell", "ada@example.org", "harbour", "house"])
def test_a_nomination_is_found_by_person_and_partner(words, office):
    place = AllowanceFactory(licence__site__name="Quay House", licence__site__organisation__name="Harbour")
    NominationFactory(allowance=place, name="Ada Bell", email="ada@example.org")
    NominationFactory(name="Somebody Else", allowance__licence__site__organisation__name="Hilltop")
    assert [row["Name"] for row in exported(office, LIST, q=words)] == ["Ada Bell"]


@pytest.mark.parametrize(
    ("trait", "status", "word"),
    [
        ({}, "nominated", "Nominated"),
        ({"invited": True}, "invited", "Invited"),
        ({"lapsed": True}, "lapsed", "Lapsed"),
        ({"redeemed": True}, "redeemed", "Taken up"),
        ({"used": True}, "redeemed", "Place used"),
        ({"declined": True}, "declined", "Declined"),
    ],
)
def test_nominations_are_found_by_where_they_stand(trait, status, word, office):
    NominationFactory(**trait)
    found = {
        wanted
        for wanted in ("nominated", "invited", "lapsed", "redeemed", "declined")
        if exported(office, LIST, status=wanted)
    }
    assert (found, exported(office, LIST)[0]["Status"]) == ({status}, word)


def test_nominations_are_found_by_region_and_licence_type(office):
    NominationFactory(name="Here")
    NominationFactory(name="There", allowance__licence__site__region=Region.objects.get(key="scotland"))
    veterans = LicenceType.objects.get(key="veterans")
    NominationFactory(name="Then", allowance__licence__licence_type=veterans)
    scotland = Region.objects.get(key="scotland").pk
    assert [row["Name"] for row in exported(office, LIST, region=scotland)] == ["There"]
    assert [row["Name"] for row in exported(office, LIST, licence_type=veterans.pk)] == ["Then"]


@pytest.mark.parametrize("ordering", ["name", "-email", "status", "nominated_at"])
def test_the_list_is_sorted(ordering, office):
    NominationFactory.create_batch(2)
    assert text_of(office, LIST, ordering=ordering)


def test_an_export_holds_no_formula(office):
    NominationFactory(name="=1+1", email="+cmd@example.org")
    (row,) = exported(office, LIST)
    assert (row["Name"], row["E-mail address"]) == ("'=1+1", "'+cmd@example.org")


def test_the_page_of_a_nomination_shows_its_way_and_no_code(office, cast):
    nomination = NominationFactory(nominated_by=cast.lead)
    token = issue_token(nomination=nomination, by=cast.coordinator, at=NOW)
    page = text_of(office, f"{LIST}inspect/{nomination.pk}/")
    shown = [nomination.name, nomination.email, "Lena Hartley", "Cora Lindqvist", "North West"]
    assert ([words for words in shown if words not in page], token.code_digest in page) == ([], False)


def test_what_happened_to_a_nomination_is_in_its_history(office, cast):
    nomination = NominationFactory()
    issue_token(nomination=nomination, by=cast.coordinator, at=NOW)
    assert "Invitation sent" in text_of(office, f"{LIST}history/{nomination.pk}/")


@pytest.mark.parametrize("view", ["add", "edit", "delete", "copy", "usage"])
def test_nominations_are_never_written_here(view):
    with pytest.raises(NoReverseMatch):
        reverse(f"nominations:{view}")


def test_the_list_costs_the_same_for_few_and_many(office):
    NominationFactory.create_batch(3)
    text_of(office, LIST)
    with assert_statements(at_most=16) as few:
        text_of(office, LIST)
    NominationFactory.create_batch(15)
    with assert_statements(at_most=len(few)):
        text_of(office, LIST)
