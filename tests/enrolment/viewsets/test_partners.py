"""“Partner organisations” in the admin: add, rename, find, export; only what was made by mistake can be deleted."""

import pytest

from enrolment.models import PartnerOrganisation
from tests.enrolment.viewsets.asking import errors_of, exported, text_of
from tests.factories.partners import AllowanceFactory, PartnerFactory, SiteFactory
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db
LIST = "/cms/partners/"


def form_of(name, **said):
    return {"name": name, "kind": "charity", "rate": "non_profit", **said}


def test_a_partner_is_added_and_its_page_says_what_comes_next(office):
    answer = office.post(f"{LIST}new/", form_of("Northgate Recovery"), follow=True)
    page = answer.content.decode()
    assert [word for word in ("Northgate Recovery", "Appoint a SMART Lead", "Add a site") if word not in page] == []


@pytest.mark.parametrize("name", ["Harbour Recovery", "harbour recovery"])
def test_a_name_is_given_once_and_what_was_typed_is_kept(name, office):
    PartnerFactory(name="Harbour Recovery")
    answer = office.post(f"{LIST}new/", form_of(name))
    assert "There is one of this name already" in errors_of(answer)
    assert f'value="{name}"' in answer.content.decode()


def test_a_partner_without_a_name_is_refused(office):
    assert "required" in errors_of(office.post(f"{LIST}new/", form_of(" ")))


def test_a_partner_is_renamed_and_the_change_is_in_its_history(office):
    partner = PartnerFactory(name="Harbour")
    office.post(f"{LIST}edit/{partner.pk}/", form_of("Harbour Trust"))
    assert PartnerOrganisation.objects.get(pk=partner.pk).name == "Harbour Trust"
    assert "Partner organisation changed" in text_of(office, f"{LIST}history/{partner.pk}/")


def test_the_page_of_a_partner_shows_leads_sites_and_places(office, cast):
    AllowanceFactory(licence__site__organisation=cast.partner, licence__site__name="Quay House")
    page = text_of(office, f"{LIST}inspect/{cast.partner.pk}/")
    assert [word for word in ("Lena Hartley", "Quay House", "SMART Recovery", "Live") if word not in page] == []


def test_a_partner_with_sites_stays_and_the_page_says_why(office):
    partner = SiteFactory().organisation
    assert "their records are kept" in text_of(office, f"{LIST}delete/{partner.pk}/")
    assert "their records are kept" in office.post(f"{LIST}delete/{partner.pk}/", follow=True).content.decode()
    assert PartnerOrganisation.objects.filter(pk=partner.pk).exists()


def test_a_partner_made_by_mistake_is_deleted(office):
    partner = PartnerFactory()
    office.post(f"{LIST}delete/{partner.pk}/")
    assert not PartnerOrganisation.objects.filter(pk=partner.pk).exists()


def test_our_own_organisation_is_shown_with_its_kind_and_stays(office):
    ours = PartnerOrganisation.objects.get(kind="uksr")
    assert "so it stays" in office.post(f"{LIST}delete/{ours.pk}/", follow=True).content.decode()
    page = text_of(office, f"{LIST}edit/{ours.pk}/")
    assert ('value="uksr"' in page, 'value="charity"' in page) == (True, False)


def test_no_other_organisation_can_be_made_ours(office):
    page = text_of(office, f"{LIST}new/")
    assert ('value="uksr"' in page, 'value="charity"' in page) == (False, True)
    assert "kind" in errors_of(office.post(f"{LIST}new/", form_of("Us too", kind="uksr")))


def test_kind_fees_and_how_invitations_go_out_are_kept(office):
    partner = PartnerFactory()
    office.post(f"{LIST}edit/{partner.pk}/", form_of("Mill", kind="private", rate="private", issues_at_once="on"))
    partner.refresh_from_db()
    assert (partner.kind, partner.rate, partner.issues_at_once) == ("private", "private", True)


@pytest.mark.parametrize(("query", "found"), [({"kind": "nhs"}, "Mill Lane NHS"), ({"rate": "private"}, "Quay Ltd")])
def test_partners_are_found_by_kind_and_by_fees(query, found, office):
    PartnerFactory(name="Mill Lane NHS", kind="nhs")
    PartnerFactory(name="Quay Ltd", kind="corporate", rate="private")
    assert [row["Name"] for row in exported(office, LIST, **query)] == [found]


def test_partners_are_found_by_their_name_and_by_a_site(office):
    SiteFactory(name="Quay House", organisation__name="Harbour")
    PartnerFactory(name="Hilltop")
    page = text_of(office, f"{LIST}results/", q="quay")
    assert ("Harbour" in page, "Hilltop" in page) == (True, False)


@pytest.mark.parametrize(("lead", "found"), [("some", "Harbour Recovery"), ("none", "Hilltop")])
def test_partners_without_a_lead_are_found(lead, found, office, cast):
    PartnerFactory(name="Hilltop")
    assert cast.partner.pk
    ours = PartnerOrganisation.objects.get(kind="uksr").name
    assert [row["Name"] for row in exported(office, LIST, lead=lead) if row["Name"] != ours] == [found]


@pytest.mark.parametrize("ordering", ["name", "-site_count", "licence_count"])
def test_the_list_is_sorted(ordering, office):
    PartnerFactory.create_batch(2)
    assert text_of(office, LIST, ordering=ordering)


def test_the_export_names_leads_and_holds_no_formula(office, cast):
    PartnerFactory(name="=Harbour", lead=cast.lead)
    (row,) = exported(office, LIST, q="harbour")
    words = {"Name": "'=Harbour", "Kind": "Treatment provider", "Fees": "Non-profit", "SMART Leads": "Lena Hartley"}
    assert row == {**words, "Sites": "0", "Licences": "0"}


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
