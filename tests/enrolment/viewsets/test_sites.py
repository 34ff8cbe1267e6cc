"""“Sites” in the admin: each belongs to one organisation for good, and to a region that may change."""

import pytest

from enrolment.models import Region, Site
from tests.enrolment.viewsets.asking import errors_of, exported, text_of
from tests.factories.partners import AllowanceFactory, PartnerFactory, SiteFactory
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db
LIST = "/cms/partner-sites/"


def region(key="scotland"):
    return Region.objects.get(key=key)


def there():
    return {"region": region().pk, "nation": "scotland"}


def test_a_site_is_added_from_the_page_of_its_partner(office):
    partner = PartnerFactory()
    assert f'value="{partner.pk}" selected' in text_of(office, f"{LIST}new/", organisation=partner.pk)
    office.post(f"{LIST}new/", {"organisation": partner.pk, "name": "Quay House", **there()})
    site = Site.objects.get()
    assert (site.name, site.region, site.nation) == ("Quay House", region(), "scotland")


def test_a_name_is_given_once_within_an_organisation(office):
    site = SiteFactory(name="Quay House")
    form = {"organisation": site.organisation_id, "name": "QUAY HOUSE", **there()}
    assert "There is one of this name already" in errors_of(office.post(f"{LIST}new/", form))
    office.post(f"{LIST}new/", {**form, "organisation": PartnerFactory().pk})
    assert Site.objects.count() == 2


def test_name_and_region_change_but_never_the_organisation(office):
    site, other = SiteFactory(), PartnerFactory()
    office.post(f"{LIST}edit/{site.pk}/", {"organisation": other.pk, "name": "Quay House", **there()})
    changed = Site.objects.get()
    said = (changed.name, changed.region, changed.nation, changed.organisation)
    assert said == ("Quay House", region(), "scotland", site.organisation)


def test_a_nation_is_asked_for_and_sites_are_found_by_it(office):
    site = SiteFactory(nation="wales")
    assert "nation" in errors_of(office.post(f"{LIST}edit/{site.pk}/", {"name": "Quay", "region": region().pk}))
    found = [len(exported(office, LIST, nation=nation)) for nation in ("wales", "england")]
    assert (found, exported(office, LIST)[0]["Nation"]) == ([1, 0], "Wales")


def test_a_site_with_a_licence_stays(office):
    site = AllowanceFactory().licence.site
    assert "their records are kept" in office.post(f"{LIST}delete/{site.pk}/", follow=True).content.decode()
    assert Site.objects.get() == site


def test_the_page_of_a_site_shows_where_it_belongs_and_its_licences(office):
    site = AllowanceFactory(licence__site__organisation__name="Harbour").licence.site
    page = text_of(office, f"{LIST}inspect/{site.pk}/")
    assert [word for word in ("Harbour", "North West", "SMART Recovery", "Issue a licence") if word not in page] == []


@pytest.mark.parametrize(("licence", "found"), [("none", ["Bare"]), ("some", ["Licensed"])])
def test_sites_without_a_licence_are_found(licence, found, office):
    SiteFactory(name="Bare")
    AllowanceFactory(licence__site__name="Licensed")
    assert [row["Name"] for row in exported(office, LIST, licence=licence)] == found


def test_sites_are_found_by_organisation_and_region(office):
    SiteFactory(name="Here", organisation__name="Harbour")
    SiteFactory(name="There", organisation__name="Harbour Two", region=region())
    assert [row["Name"] for row in exported(office, LIST, q="harbour", region=region().pk)] == ["There"]


@pytest.mark.parametrize("ordering", ["name", "organisation__name", "-region__position", "licensed_until"])
def test_the_list_is_sorted(ordering, office):
    SiteFactory.create_batch(2)
    assert text_of(office, LIST, ordering=ordering)


def test_the_list_costs_the_same_for_few_and_many(office):
    SiteFactory.create_batch(3)
    text_of(office, LIST)
    with assert_statements(at_most=16) as few:
        text_of(office, LIST)
    SiteFactory.create_batch(15)
    with assert_statements(at_most=len(few)):
        text_of(office, LIST)
