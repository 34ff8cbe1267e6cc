"""“Nominations” in the admin: looked at across partners, never written."""

import pytest
from django.urls import NoReverseMatch, reverse

from enrolment.models import LicenceType, Nomination, Region
from enrolment.rules.places import NominationStatus
from enrolment.services.tokens import issue_token
from lms.notifications.models import OutboundEmail, Status
from tests.cast import NOW
from tests.enrolment.acts import name
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


def test_nominations_are_found_by_kind_sector_and_nation(office):
    NominationFactory(name="Here")
    NominationFactory(name="Peer", kind="peer")
    NominationFactory(name="Prison", allowance__licence__site__organisation__kind="justice")
    NominationFactory(name="Wales", allowance__licence__site__nation="wales")
    asked = [{"kind": "peer"}, {"sector": "justice"}, {"nation": "wales"}]
    assert [[row["Name"] for row in exported(office, LIST, **query)] for query in asked] == [
        ["Peer"],
        ["Prison"],
        ["Wales"],
    ]


def test_what_became_of_the_invitation_stands_in_the_list_and_is_found(office, cast):
    NominationFactory(name="Not invited")
    issue_token(nomination=NominationFactory(name="Ada Bell"), by=cast.coordinator, at=NOW)
    OutboundEmail.objects.update(status=Status.UNCERTAIN, claimed_at=NOW)
    (row,) = exported(office, LIST, delivery="trouble")
    assert (row["Name"], row["Invitation"]) == ("Ada Bell", "Uncertain: may have arrived")


def test_whoever_moved_leads_to_where_they_went_and_back(office):
    here, there = NominationFactory.create_batch(2)
    Nomination.objects.filter(pk=here.pk).update(status=NominationStatus.TRANSFERRED, moved_to=there, ended_at=NOW)
    pages = [text_of(office, f"{LIST}inspect/{row.pk}/") for row in (here, there)]
    assert [f"{LIST}inspect/{there.pk}/" in pages[0], f"{LIST}inspect/{here.pk}/" in pages[1]] == [True, True]


def test_the_history_says_on_whose_behalf_a_coordinator_acted(office, cast):
    place = AllowanceFactory(licence__site__organisation=cast.partner)
    nominations = [name(place, by, email=f"{by.pk}@example.org") for by in (cast.coordinator, cast.lead)]
    pages = [text_of(office, f"{LIST}history/{row.pk}/") for row in nominations]
    assert [page.count("Harbour Recovery") for page in pages] == [1, 0]


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
    with assert_statements(at_most=18) as few:
        text_of(office, LIST)
    NominationFactory.create_batch(15)
    with assert_statements(at_most=len(few)):
        text_of(office, LIST)
