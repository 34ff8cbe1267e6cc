"""Partners, sites and regions: named once, changed with a line in the audit log, deleted only without records."""

import pytest
from wagtail.models import ModelLogEntry

from enrolment.models import PartnerKind, PartnerOrganisation, Region, Site
from enrolment.services import partners
from enrolment.services.partners import Particulars
from tests.cast import NOW
from tests.factories.partners import AllowanceFactory, PartnerFactory, SiteFactory
from tests.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(cast):
    return {"by": cast.office, "at": NOW}


def north_west():
    return Region.objects.get(key="north-west")


@pytest.mark.parametrize("name", ["Harbour", "HARBOUR"])
def test_a_partner_is_named_once(name, by):
    PartnerFactory(name="Harbour")
    with refused("name_taken"):
        partners.add_partner(particulars=Particulars(name), **by)


def test_a_partner_may_change_the_case_of_its_own_name(by):
    partner = PartnerFactory(name="Harbour")
    assert partners.change_partner(partner=partner, particulars=Particulars("HARBOUR"), **by).name == "HARBOUR"


def test_a_partner_does_not_take_the_name_of_another(by):
    PartnerFactory(name="Harbour")
    with refused("name_taken"):
        partners.change_partner(partner=PartnerFactory(name="Hilltop"), particulars=Particulars("harbour"), **by)
    assert PartnerOrganisation.objects.filter(name="Hilltop").exists()


def ours():
    return PartnerOrganisation.objects.get(kind=PartnerKind.UKSR)


def test_what_is_said_of_a_partner_is_kept(by):
    said = Particulars("Harbour", kind="nhs", rate="private", issues_at_once=True)
    partner = partners.change_partner(partner=PartnerFactory(), particulars=said, **by)
    partner.refresh_from_db()
    assert (partner.name, partner.kind, partner.rate, partner.issues_at_once) == ("Harbour", "nhs", "private", True)


def test_nobody_else_becomes_uksr_and_uksr_stays_what_it_is(by):
    with refused("only_one_uksr"):
        partners.add_partner(particulars=Particulars("Us too", kind="uksr"), **by)
    for partner, kind in ((PartnerFactory(), "uksr"), (ours(), "charity")):
        with refused("only_one_uksr"):
            partners.change_partner(partner=partner, particulars=Particulars("Us too", kind=kind), **by)


def test_uksr_may_have_another_name_and_is_never_deleted(by):
    partners.change_partner(partner=ours(), particulars=Particulars("SMART UK", kind="uksr"), **by)
    assert (ours().name, partners.refusal_to_remove(ours()).code) == ("SMART UK", "ours_stays")
    with refused("ours_stays"):
        partners.remove(row=ours(), **by)


def test_a_site_lies_in_a_nation_and_may_be_corrected(by):
    region = Region.objects.get(key="scotland")
    site = partners.add_site(organisation=PartnerFactory(), name="Leith", region=region, nation="scotland", **by)
    assert partners.change_site(site=site, name="Leith Walk", region=region, **by).nation == "scotland"
    assert partners.change_site(site=site, name="Leith", region=region, nation="wales", **by).nation == "wales"


def test_two_partners_may_have_a_site_of_the_same_name(by):
    for partner in PartnerFactory.create_batch(2):
        partners.add_site(organisation=partner, name="Quay House", region=north_west(), **by)
    assert Site.objects.count() == 2


def test_a_site_does_not_take_the_name_of_its_neighbour(by):
    site = SiteFactory(name="Quay House")
    other = SiteFactory(organisation=site.organisation, name="Mill Lane")
    with refused("name_taken"):
        partners.change_site(site=other, name="quay house", region=north_west(), **by)


def test_a_region_comes_last_with_a_key_of_its_own(by):
    added = partners.add_region(name="The Islands", **by)
    assert (added.key, Region.objects.last()) == ("the-islands", added)


def test_every_change_is_in_the_audit_log_without_names(by):
    partner = partners.add_partner(particulars=Particulars("Harbour"), **by)
    partners.change_partner(partner=partner, particulars=Particulars("Harbour Trust"), **by)
    partners.remove(row=partner, **by)
    entries = ModelLogEntry.objects.filter(action__startswith="enrolment.").order_by("pk")
    verbs = ["enrolment.add_partner", "enrolment.change_partner", "enrolment.remove"]
    assert [entry.action for entry in entries] == verbs
    assert {entry.label for entry in entries} == {f"partner organisation {entries[0].object_id}"}


def test_an_organisation_with_sites_and_a_site_with_a_licence_stay(by):
    site = AllowanceFactory().licence.site
    for row in (site, site.organisation):
        with refused("has_records"):
            partners.remove(row=row, **by)
    assert Site.objects.get() == site


def test_an_organisation_with_a_lead_stays(by, cast):
    assert partners.refusal_to_remove(cast.partner).code == "has_records"
    with refused("has_records"):
        partners.remove(row=cast.partner, **by)


def test_nothing_of_a_refused_deletion_is_in_the_audit_log(by):
    with refused("has_records"):
        partners.remove(row=SiteFactory().organisation, **by)
    assert not ModelLogEntry.objects.filter(action="enrolment.remove").exists()
