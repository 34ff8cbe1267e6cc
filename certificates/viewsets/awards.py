"""The list “Awards” in the Wagtail admin: find, look, export, revoke; nothing is typed, changed or deleted there."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button, HeaderButton

from certificates.models import Award, Status
from certificates.permissions import may_revoke
from certificates.viewsets.recognise import RecogniseManyView, RecogniseTemplateView, RecogniseView
from certificates.viewsets.revoke import RevokeView, revoke_url
from courses.models import Programme
from lms.accounts.permissions import runs_office
from lms.core.spreadsheets import plain_cell
from lms.notifications.viewsets.messages import ABSENT

FIELDS = [
    "status",
    "serial",
    "printed_name",
    "programme_name",
    "course_title",
    "edition_number",
    "route",
    "issued_on",
    "issued_at",
    "learner",
    "pdf_stored_at",
    "ended_at",
    "end_reason",
]
PDF_STATES = [("stored", _("Stored")), ("waiting", _("Being made")), ("refused", _("Cannot be made"))]


def pdf_state(award: Award) -> str:
    """Return where the certificate's PDF stands, in words."""
    if award.pdf_name:
        return _g("Stored")
    return _g("Cannot be made") if award.pdf_problem else _g("Being made")


class AwardFilterSet(WagtailFilterSet):
    """Filters of the list: what for, whether it holds, whether there is a PDF, when it was issued."""

    status = django_filters.MultipleChoiceFilter(choices=Status.choices, label=_("Status"))
    programme = django_filters.ModelMultipleChoiceFilter(queryset=Programme.objects.all(), label=_("Programme"))
    pdf = django_filters.ChoiceFilter(choices=PDF_STATES, method="by_pdf", label=_("PDF"))
    issued_on = django_filters.DateFromToRangeFilter(label=_("Date"))

    class Meta:
        model = Award
        fields: list[str] = []

    def by_pdf(self, awards: QuerySet[Award], name: str, state: str) -> QuerySet[Award]:
        """Return the awards whose PDF stands so."""
        if state == "stored":
            return awards.exclude(pdf_name="")
        missing = awards.filter(pdf_name="")
        return missing.exclude(pdf_problem="") if state == "refused" else missing.filter(pdf_problem="")


class AwardIndexView(generic.IndexView):
    """The list, with “Revoke” beside awards that hold."""

    custom_value_preprocess = {**generic.IndexView.custom_value_preprocess, str: {"csv": plain_cell}}

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Return the ways to recognising who trained before, for Central Office, and what Wagtail has."""
        buttons = list(super().header_more_buttons)
        if runs_office(self.request.user):
            one, many = reverse("awards:recognise"), reverse("awards:recognise_many")
            buttons.append(Button(_("Recognise a qualification"), url=one, icon_name="plus", priority=5))
            buttons.append(Button(_("Recognise many"), url=many, icon_name="table", priority=6))
        return buttons

    def get_list_more_buttons(self, instance: Award) -> list[Any]:
        """Return the buttons of one row."""
        buttons = super().get_list_more_buttons(instance)
        if instance.is_issued and may_revoke(self.request.user):
            buttons.append(MenuItem(_("Revoke"), url=revoke_url(instance), icon_name="cross", priority=30))
        return buttons


class AwardInspectView(generic.InspectView):
    """One award: what was attested, where its PDF stands, and why it ended."""

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """Return “Revoke” where it is allowed."""
        if not self.object.is_issued or not may_revoke(self.request.user):
            return []
        return [HeaderButton(_("Revoke"), url=revoke_url(self.object), icon_name="cross")]

    def get_pdf_stored_at_display_value(self) -> str:
        """Return where the PDF stands, and since when it is there."""
        stored_at = self.object.pdf_stored_at
        return date_format(localtime(stored_at), "j F Y, H:i") if stored_at else pdf_state(self.object)

    def get_field_display_value(self, field_name: str, field: Any) -> Any:
        """Return what stands beside a field; a dash where nothing does."""
        value = super().get_field_display_value(field_name, field)
        return "–" if value in (None, "") else value


class AwardViewSet(ModelViewSet):
    """Search, filter, look, export, revoke."""

    model = Award
    name = "awards"
    icon = "success"
    menu_label = _("Awards")
    menu_order = 300
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields = FIELDS
    index_view_class = AwardIndexView
    inspect_view_class = AwardInspectView
    filterset_class = AwardFilterSet
    search_fields = ["printed_name", "serial", "learner__email"]
    search_backend_name = None
    list_display = [
        "__str__",
        Column("printed_name", label=_("Name"), sort_key="printed_name"),
        Column("programme_name", label=_("Programme"), sort_key="programme_name"),
        DateColumn("issued_at", label=_("Issued"), sort_key="issued_at"),
        StatusTagColumn("get_status_display", label=_("Status"), sort_key="status"),
        Column("pdf", label=_("PDF"), accessor=pdf_state),
    ]
    list_export = ["serial", "printed_name", "programme_name", "course_title", "issued_on", "get_status_display"]
    export_headings = {"get_status_display": _("Status")}
    export_filename = "awards"
    exclude_form_fields: list[str] = []

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Return what every view gets, without the names of views this list does not have."""
        common = super().get_common_view_kwargs(**kwargs)
        return {name: value for name, value in common.items() if name not in ABSENT}

    @property
    def revoke_view(self) -> Any:
        """Return the page that asks for a reason before revoking."""
        return self.construct_view(RevokeView)

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the addresses: list, its results, one award, revoke, recognise; no others."""
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("inspect/<uuid:pk>/", self.inspect_view, name="inspect"),
            path("revoke/<uuid:pk>/", self.revoke_view, name="revoke"),
            path("recognise/", RecogniseView.as_view(), name="recognise"),
            path("recognise/many/", RecogniseManyView.as_view(), name="recognise_many"),
            path("recognise/many/table.csv", RecogniseTemplateView.as_view(), name="recognise_template"),
        ]


award_viewset = AwardViewSet()
