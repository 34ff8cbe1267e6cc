"""“Partner organisations” in the admin: add, rename, find, export; only what was made by mistake can be deleted."""

import pytest

from enrolment.models import PartnerOrganisation
from tests.enrolment.viewsets.asking import errors_of, exported, text_of
from tests.factories.partners import AllowanceFactory, PartnerFactory, SiteFactory
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db
LIST = "/cms/partners/"


def test_a_partner_is_added_and_its_page_says_what_comes_next(office):
    answer = office.post(f"{LIST}new/", {"name": "Northgate Recovery"}, follow=True)
    page = answer.content.decode()
    assert [word for word in ("Northgate Recovery", "Appoint a SMART Lead", "Add a site") if word not in page] == []


@pytest.mark.parametrize("name", ["Harbour Recovery", "harbour recovery"])
def test_a_name_is_given_once_and_what_was_typed_is_kept(name, office):
    PartnerFactory(name="Harbour Recovery")
    answer = office.post(f"{LIST}new/", {"name": name})
    assert "There is one of this name already" in errors_of(answer)
    assert f'value="{name}"' in answer.content.decode()


def test_a_partner_without_a_name_is_refused(office):
    assert "required" in errors_of(office.post(f"{LIST}new/", {"name": " "}))


def test_a_partner_is_renamed_and_the_change_is_in_its_history(office):
    partner = PartnerFactory(name="Harbour")
    office.post(f"{LIST}edit/{partner.pk}/", {"name": "Harbour Trust"})
    assert PartnerOrganisation.objects.get().name == "Harbour Trust"
    assert "Partner organisation changed" in text_of(office, f"{LIST}history/{partner.pk}/")


def test_the_page_of_a_partner_shows_leads_sites_and_places(office, cast):
    AllowanceFactory(licence__site__organisation=cast.partner, licence__site__name="Quay House")
    page = text_of(office, f"{LIST}inspect/{cast.partner.pk}/")
    assert [word for word in ("Lena Hartley", "Quay House", "SMART Recovery", "Live") if word not in page] == []


def test_a_partner_with_sites_stays_and_the_page_says_why(office):
    partner = SiteFactory().organisation
    assert "their records are kept" in text_of(office, f"{LIST}delete/{partner.pk}/")
    assert "their records are kept" in office.post(f"{LIST}delete/{partner.pk}/", follow=True).content.decode()
    assert PartnerOrganisation.objects.get() == partner


def test_a_partner_made_by_mistake_is_deleted(office):
    office.post(f"{LIST}delete/{PartnerFactory().pk}/")
    assert not PartnerOrganisation.objects.exists()


def test_partners_are_found_by_their_name_and_by_a_site(office):
    SiteFactory(name="Quay House", organisation__name="Harbour")
    PartnerFactory(name="Hilltop")
    page = text_of(office, f"{LIST}results/", q="quay")
    assert ("Harbour" in page, "Hilltop" in page) == (True, False)


@pytest.mark.parametrize(("lead", "found"), [("some", "Harbour Recovery"), ("none", "Hilltop")])
def test_partners_without_a_lead_are_found(lead, found, office, cast):
    PartnerFactory(name="Hilltop")
    assert cast.partner.pk
    assert [row["Name"] for row in exported(office, LIST, lead=lead)] == [found]


@pytest.mark.parametrize("ordering", ["name", "-site_count", "licence_count"])
def test_the_list_is_sorted(ordering, office):
    PartnerFactory.create_batch(2)
    assert text_of(office, LIST, ordering=ordering)


def test_the_export_names_leads_and_holds_no_formula(office, cast):
    PartnerFactory(name="=Harbour", lead=cast.lead)
    assert exported(office, LIST) == [
        {"Name": "'=Harbour", "SMART Leads": "Lena Hartley", "Sites": "0", "Licences": "0"}
    ]


def test_the_list_costs_the_same_for_few_and_many(office, cast):
    cast.partner.sites.create(name="Quay", region_id=1)
    text_of(office, LIST)
    with assert_statements(at_most=16) as few:
        text_of(office, LIST)
    SiteFactory.create_batch(15)
    with assert_statements(at_most=len(few)):
        text_of(office, LIST)


def test_the_page_of_a_partner_costs_the_same_for_few_and_many_sites(office):
    partner = AllowanceFactory().licence.site.organisation
    text_of(office, f"{LIST}inspect/{partner.pk}/")
    with assert_statements(at_most=22) as few:
        text_of(office, f"{LIST}inspect/{partner.pk}/")
    AllowanceFactory.create_batch(10, licence__site__organisation=partner)
    with assert_statements(at_most=len(few)):
        text_of(office, f"{LIST}inspect/{partner.pk}/")
