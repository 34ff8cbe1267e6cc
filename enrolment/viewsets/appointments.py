"""Appointing SMART Leads at an organisation and coordinators at a region, and ending it, through the services."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic.base import BaseObjectMixin, WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from enrolment.forms.office import AppointForm
from enrolment.models import CoordinatorAssignment, LeadAppointment, PartnerOrganisation, Region
from enrolment.services import appointments
from enrolment.viewsets.base import ChangeView, OfficeMixin
from lms.accounts.permissions import runs_office
from lms.accounts.viewsets import signed_in
from lms.core.errors import DomainError
from lms.core.viewsets.pages import Section

SMALL = "button button-small button-secondary"
Over = PartnerOrganisation | Region
Held = LeadAppointment | CoordinatorAssignment


def space_of(row: Over) -> str:
    """Return the namespace in which appointments over `row` are made."""
    return "partners" if isinstance(row, PartnerOrganisation) else "regions"


def appointments_over(row: Over) -> Any:
    """Return everybody appointed to `row`, now, before or later; the newest first."""
    held: Any = row.appointments if isinstance(row, PartnerOrganisation) else row.assignments
    return held.select_related("person").order_by("-starts_on", "-pk")


def word_for_dates(held: Held, day: date) -> str:
    """Return where an appointment stands on `day`."""
    if held.ends_on is not None:
        return _("Ended")
    return _("To come") if held.starts_on > day else _("Now")


def person_url(held: Held) -> str:
    """Return the address of the person in People."""
    return reverse("wagtailusers_users:edit", args=[held.person_id])


class EndColumn(TitleColumn):
    """The way to ending an appointment that has not ended."""

    empty_value_display = ""

    def get_value(self, held: Held) -> str:
        """Return the words of the link."""
        return "" if held.ends_on else _("End")


def appointments_section(row: Over, user: Any) -> Section:
    """Return the part of a page that says who is appointed, with buttons for who may appoint."""
    space, may, day = space_of(row), runs_office(user), timezone.localdate()
    appoint = reverse(f"{space}:appoint", args=[row.pk])

    def end_url(held: Held) -> str | None:
        return None if held.ends_on else reverse(f"{space}:end", args=[row.pk, held.pk])

    columns = [
        TitleColumn("person", label=_("Name"), get_url=person_url if may else None),
        Column("email", label=_("E-mail or sign-in name"), accessor="person.get_username"),
        StatusTagColumn("state", label=_("State"), accessor=lambda held: word_for_dates(held, day)),
        Column("starts_on", label=_("From")),
        Column("ends_on", label=_("Until")),
        *([EndColumn("end", label=_("What you can do"), get_url=end_url, link_classname=SMALL)] if may else []),
    ]
    words = LEAD_WORDS if space == "partners" else COORDINATOR_WORDS
    button = [HeaderButton(words["appoint"], url=appoint)] if may else []
    rows = list(appointments_over(row))
    return Section("appointments", words["many"], "user", columns, rows, words["nobody"], button)


LEAD_WORDS = {
    "many": gettext_lazy("SMART Leads"),
    "appoint": gettext_lazy("Appoint a SMART Lead"),
    "end": gettext_lazy("End an appointment"),
    "nobody": gettext_lazy("Nobody yet. Without a SMART Lead, nobody can be nominated here."),
    "appointed": gettext_lazy("%(person)s is SMART Lead now. We are writing to them with the way to their desk."),
    "by_hand": gettext_lazy("%(person)s is SMART Lead now. They have no e-mail address: please tell them yourself."),
}
COORDINATOR_WORDS = {
    "many": gettext_lazy("Community Coordinators"),
    "appoint": gettext_lazy("Assign a coordinator"),
    "end": gettext_lazy("End an assignment"),
    "nobody": gettext_lazy("Nobody. Until somebody is assigned, Central Office issues the invitations."),
    "appointed": gettext_lazy("%(person)s coordinates this region now."),
    "by_hand": gettext_lazy("%(person)s coordinates this region now."),
}


class AppointView(ChangeView):
    """Choose a person by address and the day from which; the service writes appointment, permission and role."""

    form_class = AppointForm
    words: dict[str, Any] = {}
    header_more_buttons: list[Any] = []
    submit_button_label = gettext_lazy("Appoint")

    @property
    def page_title(self) -> Any:
        """Return what the page is called."""
        return self.words["appoint"]

    def get_initial(self) -> dict[str, Any]:
        """Begin with the address of somebody who was just added."""
        sent = self.request.GET
        return {**super().get_initial(), **({"email": sent["email"]} if "email" in sent else {})}

    def get_form_kwargs(self) -> dict[str, Any]:
        """Give the form the address of this page, for the way to People and back."""
        return {**super().get_form_kwargs(), "address": self.get_edit_url()}

    def get_edit_url(self) -> str:
        """Return the address of this page."""
        return reverse(f"{space_of(self.object)}:appoint", args=[self.object.pk])

    def get_success_message(self) -> str:
        """Say who is appointed, and what happens next."""
        person = self.form.person
        words: str = self.words["appointed" if person.email else "by_hand"] % {"person": person}
        return words


class AppointLeadView(AppointView):
    """Appoint a SMART Lead."""

    words = LEAD_WORDS

    def command(self, **by: Any) -> PartnerOrganisation:
        """Appoint."""
        row: PartnerOrganisation = self.object
        starts_on = self.form.cleaned_data["starts_on"]
        appointments.appoint_lead(organisation=row, person=self.form.person, starts_on=starts_on, **by)
        return row


class AssignView(AppointView):
    """Assign a Community Coordinator."""

    words = COORDINATOR_WORDS
    submit_button_label = gettext_lazy("Assign")

    def command(self, **by: Any) -> Region:
        """Assign."""
        row: Region = self.object
        starts_on = self.form.cleaned_data["starts_on"]
        appointments.assign_coordinator(region=row, person=self.form.person, starts_on=starts_on, **by)
        return row


class EndView(OfficeMixin, BaseObjectMixin, WagtailAdminTemplateMixin, TemplateView):
    """GET says what would happen; POST ends the appointment at once."""

    template_name = "enrolment/admin/end.html"
    index_url_name: str | None = None
    inspect_url_name: str | None = None
    words: dict[str, Any] = {}
    object: Any

    @cached_property
    def held(self) -> Held:
        """The appointment, one of this row's."""
        found: Held = get_object_or_404(appointments_over(self.object), pk=self.kwargs["appointment"])
        return found

    @property
    def page_title(self) -> Any:
        """Return what the page is called."""
        return self.words["end"]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here."""
        listing = {"url": reverse(self.index_url_name), "label": str(self.model_opts.verbose_name_plural).capitalize()}
        row = {"url": self.row_url, "label": str(self.object)}
        return [*self.breadcrumbs_items, listing, row, {"url": "", "label": self.page_title}]

    @property
    def row_url(self) -> str:
        """Return the page about the organisation or the region."""
        return reverse(self.inspect_url_name, args=[self.object.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the page shows."""
        return super().get_context_data(held=self.held, over=self.object, row_url=self.row_url, **kwargs)

    def end(self, **by: Any) -> None:
        """Call the service."""
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """End it, or say why not."""
        try:
            self.end(by=signed_in(request), at=timezone.now())
        except DomainError as refusal:
            messages.error(request, refusal.sentence)
        else:
            messages.success(request, _("The appointment of %(person)s has ended.") % {"person": self.held.person})
        return redirect(self.row_url)


class EndLeadView(EndView):
    """End a SMART Lead's appointment."""

    words = LEAD_WORDS

    def end(self, **by: Any) -> None:
        """End it."""
        appointments.end_lead(appointment=self.held, **by)  # type: ignore[arg-type]  # an organisation's are Leads'


class EndAssignmentView(EndView):
    """End a coordinator's assignment."""

    words = COORDINATOR_WORDS

    def end(self, **by: Any) -> None:
        """End it."""
        appointments.end_assignment(assignment=self.held, **by)  # type: ignore[arg-type]  # a region's are these
