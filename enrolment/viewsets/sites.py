"""Sites: the list, and the page about one with its licences."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Max, Q, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from enrolment.forms.office import SiteChangeForm, SiteForm
from enrolment.models import Licence, Region, Site, SiteNation
from enrolment.services import partners
from enrolment.viewsets.base import AddView, ChangeView, OfficeViewSet
from enrolment.viewsets.places import licences_section
from lms.accounts.permissions import runs_office
from lms.core.viewsets.pages import ListView, RowView, Section

FIELDS_OF_REFUSALS = {"name_taken": "name"}


def site_url(site: Site) -> str:
    """Return the address of the page about a site."""
    return reverse("partner_sites:inspect", args=[site.pk])


def sites_section(sites: QuerySet[Any], user: Any, sent: dict[str, Any]) -> Section:
    """Return the part of a page that lists sites; `sent` is what the form for a new one begins with."""
    columns = [TitleColumn("name", label=_("Name"), get_url=site_url), Column("region", label=_("Region"))]
    add = HeaderButton(_("Add a site"), url=f"{reverse('partner_sites:add')}?{urlencode(sent)}")
    nothing = _("None yet. A licence is issued for a site.")
    rows = list(sites.select_related("region"))
    return Section("sites", _("Sites"), "thumbtack", columns, rows, nothing, [add] if runs_office(user) else [])


class SiteFilterSet(WagtailFilterSet):
    """Filters of the list."""

    region = django_filters.ModelChoiceFilter(queryset=Region.objects.all(), label=_("Region"))
    nation = django_filters.ChoiceFilter(label=_("Nation"), choices=SiteNation.choices)
    licence = django_filters.ChoiceFilter(
        label=_("Licence"),
        choices=[("none", _("None live, in grace or to come")), ("some", _("Live, in grace or to come"))],
        widget=forms.RadioSelect,
        empty_label=_("All"),
        method="filter_licence",
    )

    class Meta:
        model = Site
        fields: list[str] = []

    def filter_licence(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Return the sites with or without a licence."""
        without = Site.objects.without_licence().values("pk")
        return rows.filter(pk__in=without) if value == "none" else rows.exclude(pk__in=without)


class SiteListView(ListView):
    """The list."""

    add_item_label = _("Add a site")


class SiteAddView(AddView):
    """A new site."""

    page_title = _("Add a site")
    fields_of_refusals = FIELDS_OF_REFUSALS

    def command(self, **by: Any) -> Site:
        """Add it."""
        return partners.add_site(**self.form.cleaned_data, **by)


class SiteChangeView(ChangeView):
    """Name, region and nation of a site."""

    page_title = _("Change name, region or nation")
    fields_of_refusals = FIELDS_OF_REFUSALS

    def command(self, **by: Any) -> Site:
        """Change it."""
        return partners.change_site(site=self.object, **self.form.cleaned_data, **by)


class SiteView(RowView):
    """One site with its licences and their places."""

    edit_label = _("Change name, region or nation")

    def get_organisation_display_value(self) -> str:
        """Return the organisation, with the way to it."""
        url = reverse("partners:inspect", args=[self.object.organisation_id])
        return format_html('<a href="{}">{}</a>', url, self.object.organisation)

    def get_sections(self) -> list[Section]:
        """Return its licences."""
        return [licences_section(Licence.objects.filter(site=self.object), self.request.user, {"site": self.object.pk})]


class SiteViewSet(OfficeViewSet):
    """Search, filter, add, change; delete what was made by mistake."""

    model = Site
    name = "partner_sites"
    url_prefix = "partner-sites"
    icon = "thumbtack"
    index_view_class = SiteListView
    add_view_class = SiteAddView
    edit_view_class = SiteChangeView
    inspect_view_class = SiteView
    inspect_view_fields = ["organisation", "region", "nation"]
    filterset_class = SiteFilterSet
    add_form = SiteForm
    change_form = SiteChangeForm
    search_fields = ["name", "organisation__name"]
    list_display = [
        "name",
        Column("organisation", label=_("Partner organisation"), sort_key="organisation__name"),
        Column("region", label=_("Region"), sort_key="region__position"),
        Column("nation", label=_("Nation"), accessor="get_nation_display", sort_key="nation"),
        Column("licensed_until", label=_("Licensed until"), sort_key="licensed_until"),
    ]
    list_export = ["name", "organisation", "region", "get_nation_display", "licensed_until"]
    export_headings = {"get_nation_display": _("Nation"), "licensed_until": _("Licensed until")}
    export_filename = "sites"

    def rows(self) -> QuerySet[Any]:
        """Return the sites with what they belong to and the last day for which they are licensed."""
        rows = Site.objects.select_related("organisation", "region")
        paid = Q(licences__allowances__paid_on__isnull=False)
        return rows.annotate(licensed_until=Max("licences__allowances__ends_on", filter=paid))
