"""Lists of partners' data in the admin show nobody what is another's, whatever permissions a group was given.

Every address is taken from the URLconf, so one that a later viewset adds is asked too.
"""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.admin.viewsets import viewsets
from wagtail.permissions import policy_registry

from enrolment.models import Price, Region
from lms.accounts.roles import Role
from lms.core.viewsets.scoped import ScopedViewSet
from tests.access.asking import ask
from tests.access.desks import DESKS
from tests.access.row import ADMIN_HOME
from tests.access.test_admin import addresses
from tests.factories.partners import NationalLeadFactory, NominationFactory, SiteFactory, coordinate
from tests.factories.staff import AffiliationFactory, CheckFactory

reverse("wagtailadmin_home")  # the registry is filled when the URLconf is read
SCOPED = {viewset.url_namespace: viewset for viewset in viewsets.viewsets if isinstance(viewset, ScopedViewSet)}
MODELS = [(viewset, getattr(viewset, "model", None)) for viewset in viewsets.viewsets]
OF_PARTNERS = [viewset for viewset, model in MODELS if getattr(model, "__module__", "").startswith("enrolment.")]
OF_ONE_PARTNER = [namespace for namespace in SCOPED if namespace != "prices"]  # the list belongs to nobody
NOT_FOUND = {404, 405, ADMIN_HOME}


@pytest.fixture
def stranger(cast):
    """Omar leads Hilltop Trust, coordinates Scotland, and was given every permission on partners' data by mistake."""
    assert cast.otherpartner.pk
    coordinate(cast.otherlead, "scotland")
    models = [viewset.model._meta.model_name for viewset in SCOPED.values()]
    group = Group.objects.create(name="Helpers")
    group.permissions.set(
        Permission.objects.filter(content_type__app_label="enrolment", content_type__model__in=models)
    )
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    cast.otherlead.groups.add(group)
    return cast.otherlead


def rows_of(partner, region):
    """One row of every scoped list."""
    site = SiteFactory(organisation=partner, region=Region.objects.get(key=region))
    nomination = NominationFactory(allowance__licence__site=site, name=f"Ada of {partner}")
    licence, member = nomination.allowance.licence, AffiliationFactory(site=site)
    return {
        "partners": partner,
        "partner_sites": site,
        "licences": licence,
        "nominations": nomination,
        "regions": site.region,
        "affiliations": member,
        "checks": CheckFactory(person=member.person, organisation=partner),
        "national_leads": NationalLeadFactory(person=partner.appointments.get().person),
    }


@pytest.fixture
def outside(cast):
    return rows_of(cast.partner, "north-west")


@pytest.fixture
def inside(cast):
    return rows_of(cast.otherpartner, "scotland")


def about_a_row(namespace, row):
    return [address for address in addresses(namespace=namespace, pk=row.pk) if str(row.pk) in address]


def test_every_list_of_partners_data_is_scoped():
    assert [viewset for viewset in OF_PARTNERS if not isinstance(viewset, ScopedViewSet)] == []
    assert sorted(SCOPED) == [
        *("affiliations", "checks"),
        *("licences", "national_leads", "nominations", "partner_sites", "partners", "prices", "regions"),
    ]


@pytest.mark.parametrize("namespace", OF_ONE_PARTNER)
def test_every_address_about_a_row_of_others_is_closed(namespace, stranger, outside, client_of):
    browser, found = client_of(stranger), about_a_row(namespace, outside[namespace])
    assert found
    assert {ask(browser, address, method=method) for address in found for method in ("get", "post")} <= NOT_FOUND


@pytest.mark.parametrize("namespace", OF_ONE_PARTNER)
def test_the_same_person_may_look_at_their_own(namespace, stranger, inside, client_of):
    address = reverse(f"{namespace}:inspect", args=[inside[namespace].pk])
    assert ask(client_of(stranger), address) == 200


@pytest.mark.parametrize("namespace", OF_ONE_PARTNER)
@pytest.mark.parametrize("query", ["", "?export=csv", "?q=harbour"])
def test_lists_and_exports_hold_only_what_is_theirs(query, namespace, stranger, outside, inside, client_of):
    answer = client_of(stranger).get(reverse(f"{namespace}:index") + query)
    assert "Harbour Recovery" not in answer.getvalue().decode()
    assert answer.status_code == 200


@pytest.mark.parametrize("namespace", OF_ONE_PARTNER)
def test_wagtail_itself_is_told_of_the_scope(namespace, stranger, outside, inside):
    policy = policy_registry.get_by_type(SCOPED[namespace].model)
    allowed = policy.instances_user_has_any_permission_for(stranger, ["view", "change"])
    assert list(allowed) == [inside[namespace]]
    assert not policy.user_has_permission_for_instance(stranger, "view", outside[namespace])


@pytest.mark.parametrize(
    "address",
    ["partners/new/", "partner-sites/new/", "licences/new/", "regions/new/", "national-leads/new/", "prices/new/"],
)
def test_permissions_alone_let_nobody_add(address, stranger, client_of):
    assert ask(client_of(stranger), f"/cms/{address}", method="post") == ADMIN_HOME


@pytest.mark.parametrize("namespace", ["messages", "awards"])
def test_permissions_alone_show_nobody_messages_or_awards(namespace, world, stranger, client_of):
    """These belong to no organisation: Central Office sees them all, and nobody else any."""
    (group,) = stranger.groups.filter(name="Helpers")
    group.permissions.add(*Permission.objects.filter(group__name=Role.CENTRAL_OFFICE))
    (desk,) = (desk for desk in DESKS if desk.namespace == namespace)
    found = addresses(namespace=namespace, pk=desk.sample(world))
    assert {ask(client_of(stranger), address) for address in found} <= NOT_FOUND


def test_permissions_alone_show_nobody_the_price_list(stranger, client_of):
    price, browser = Price.objects.first(), client_of(stranger)
    assert {ask(browser, address) for address in about_a_row("prices", price)} <= NOT_FOUND
    assert "£" not in browser.get(reverse("prices:index")).content.decode()


def test_permissions_alone_let_nobody_appoint(stranger, cast, client_of):
    for address in (f"/cms/partners/appoint/{cast.otherpartner.pk}/", f"/cms/partners/delete/{cast.otherpartner.pk}/"):
        assert ask(client_of(stranger), address, method="post") == ADMIN_HOME


def test_no_page_of_the_admin_shows_an_editor_partners_or_nominees(cast, outside, client_of):
    browser = client_of(cast.editor)
    browser.raise_request_exception = False  # Wagtail has an address that fails on purpose
    found = {address: browser.get(address) for address in addresses(pk=outside["partner_sites"].pk)}
    assert [address for address, answer in found.items() if "Harbour" in answer.getvalue().decode()] == []


def test_the_site_history_of_an_editor_says_nothing_of_partners(cast, outside, client_of, client):
    form = {"name": "Harbour Trust", "kind": "charity", "rate": "non_profit"}
    client_of(cast.office).post(reverse("partners:edit", args=[cast.partner.pk]), form)
    report = "/cms/reports/site-history/"
    seen = [client_of(who).get(report).content.decode() for who in (cast.editor, cast.office)]
    assert ["Partner organisation changed" in text for text in seen] == [False, True]
    assert "Harbour" not in "".join(seen)
