"""Appointing SMART Leads at an organisation and coordinators at a region, and ending it, through the services."""

from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic.base import BaseObjectMixin, WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from enrolment.forms.appointing import FIELDS_OF_REFUSALS, AppointForm, AppointLeadForm
from enrolment.models import CoordinatorAssignment, LeadAppointment, NationalLead, PartnerOrganisation, Region
from enrolment.services import appointments
from enrolment.viewsets.base import ChangeView, OfficeMixin
from lms.accounts.permissions import runs_office
from lms.accounts.viewsets import signed_in
from lms.core.errors import DomainError
from lms.core.viewsets.pages import Section

SMALL = "button button-small button-secondary"
Over = PartnerOrganisation | Region
Held = LeadAppointment | CoordinatorAssignment | NationalLead


def space_of(row: Over) -> str:
    """Return the namespace in which appointments over `row` are made."""
    return "partners" if isinstance(row, PartnerOrganisation) else "regions"


def appointments_over(row: Over) -> Any:
    """Return everybody appointed to `row`, now, before or later; the newest first."""
    if isinstance(row, PartnerOrganisation):
        held: Any = row.appointments.select_related("site")
    else:
        held = row.assignments.all()
    return held.select_related("person").order_by("-starts_on", "-pk")


def has_ended(held: Held, day: date) -> bool:
    """Tell whether an appointment is over on `day`: somebody ended it, or its last day has passed."""
    return held.ended_at is not None or (held.ends_on is not None and held.ends_on < day)


def word_for_dates(held: Held, day: date) -> str:
    """Return where an appointment stands on `day`; a coordinator with a last day covers for somebody."""
    if has_ended(held, day):
        return _("Ended")
    if held.starts_on > day:
        return _("To come")
    is_cover = isinstance(held, CoordinatorAssignment) and held.ends_on is not None
    return _("Covers now") if is_cover else _("Now")


def person_url(held: Held) -> str:
    """Return the address of the person in People."""
    return reverse("wagtailusers_users:edit", args=[held.person_id])


def state_today(held: Held) -> str:
    """Return where an appointment stands today."""
    return word_for_dates(held, timezone.localdate())


def dates_columns() -> list[Column]:
    """Return the columns that say where an appointment stands today, from when and until when."""
    return [
        StatusTagColumn("state", label=gettext_lazy("State"), accessor=state_today),
        Column("starts_on", label=gettext_lazy("From")),
        Column("ends_on", label=gettext_lazy("Until"), accessor=lambda held: held.ends_on or _("further notice")),
    ]


class EndColumn(TitleColumn):
    """The way to ending an appointment that has not ended."""

    empty_value_display = ""

    def __init__(self, *, day: date, end_url: Callable[[Held], str]) -> None:
        self.day, self.end_url = day, end_url
        super().__init__("end", label=_("What you can do"), get_url=self.address, link_classname=SMALL)

    def address(self, held: Held) -> str | None:
        """Return where it is ended, None once it has."""
        return None if has_ended(held, self.day) else self.end_url(held)

    def get_value(self, held: Held) -> str:
        """Return the words of the link."""
        return "" if has_ended(held, self.day) else _("End")


def led_words(held: LeadAppointment) -> str:
    """Return what a SMART Lead leads: the whole organisation, or one site of it."""
    return held.site.name if held.site else _("The whole organisation")


def appointments_section(row: Over, user: Any) -> Section:
    """Return the part of a page that says who is appointed, with buttons for who may appoint."""
    space, may, day = space_of(row), runs_office(user), timezone.localdate()
    end = EndColumn(day=day, end_url=lambda held: reverse(f"{space}:end", args=[row.pk, held.pk]))
    leads = [Column("site", label=_("Leads"), accessor=led_words)] if space == "partners" else []
    columns = [
        TitleColumn("person", label=_("Name"), get_url=person_url if may else None),
        Column("email", label=_("E-mail or sign-in name"), accessor="person.get_username"),
        *leads,
        *dates_columns(),
        *([end] if may else []),
    ]
    words = LEAD_WORDS if space == "partners" else COORDINATOR_WORDS
    button = [HeaderButton(words["appoint"], url=reverse(f"{space}:appoint", args=[row.pk]))] if may else []
    rows = list(appointments_over(row))
    return Section("appointments", words["many"], "user", columns, rows, words["nobody"], button)


LEAD_WORDS = {
    "many": gettext_lazy("SMART Leads"),
    "appoint": gettext_lazy("Appoint a SMART Lead"),
    "end": gettext_lazy("End an appointment"),
    "nobody": gettext_lazy("Nobody yet. Without a SMART Lead, nobody can be nominated here."),
    "appointed": gettext_lazy("%(person)s is SMART Lead now. We are writing to them with the way to their desk."),
    "by_hand": gettext_lazy("%(person)s is SMART Lead now. They have no e-mail address: please tell them yourself."),
    "later": gettext_lazy("%(person)s will be SMART Lead from %(day)s on."),
}
COORDINATOR_WORDS = {
    "many": gettext_lazy("Community Coordinators"),
    "appoint": gettext_lazy("Assign a coordinator"),
    "end": gettext_lazy("End an assignment"),
    "nobody": gettext_lazy("Nobody. Until somebody is assigned, Central Office issues the invitations."),
    "appointed": gettext_lazy("%(person)s coordinates this region now."),
    "by_hand": gettext_lazy("%(person)s coordinates this region now."),
    "later": gettext_lazy("%(person)s will coordinate this region from %(day)s on."),
}


class AppointView(ChangeView):
    """Choose a person by address and the days; the service writes appointment, permission and role."""

    form_class: Any = AppointForm
    fields_of_refusals: ClassVar[dict[str, str]] = FIELDS_OF_REFUSALS
    words: dict[str, Any] = {}
    header_more_buttons: list[Any] = []
    submit_button_label = gettext_lazy("Appoint")

    @property
    def page_title(self) -> Any:
        """Return what the page is called."""
        return self.words["appoint"]

    def get_initial(self) -> dict[str, Any]:
        """Begin with what was typed before somebody was added."""
        known = self.form_class.base_fields.keys() & self.request.GET.keys()
        return {**super().get_initial(), **{name: self.request.GET[name] for name in known}}

    def get_form_kwargs(self) -> dict[str, Any]:
        """Give the form the address of this page, for the way to People and back."""
        return {**super().get_form_kwargs(), "address": self.get_edit_url()}

    def get_edit_url(self) -> str:
        """Return the address of this page."""
        return reverse(f"{space_of(self.object)}:appoint", args=[self.object.pk])

    def get_success_message(self) -> str:
        """Say who is appointed, and what happens next."""
        person, first = self.form.person, self.form.cleaned_data["starts_on"]
        now = "appointed" if person.email else "by_hand"
        key = "later" if first > timezone.localdate() else now
        words: str = self.words[key] % {"person": person, "day": date_format(first)}
        return words


class AppointLeadView(AppointView):
    """Appoint a SMART Lead of the whole organisation or of one site."""

    form_class = AppointLeadForm
    words = LEAD_WORDS

    def get_form_kwargs(self) -> dict[str, Any]:
        """Give the form the organisation, whose sites may be chosen."""
        return {**super().get_form_kwargs(), "organisation": self.object}

    def command(self, **by: Any) -> PartnerOrganisation:
        """Appoint."""
        row: PartnerOrganisation = self.object
        appointments.appoint_lead(organisation=row, **self.form.appointment, **by)
        return row


class AssignView(AppointView):
    """Assign a Community Coordinator."""

    words = COORDINATOR_WORDS
    submit_button_label = gettext_lazy("Assign")

    def command(self, **by: Any) -> Region:
        """Assign."""
        row: Region = self.object
        appointments.assign_coordinator(region=row, **self.form.appointment, **by)
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
        over = getattr(self.held, "site", None) or self.object
        return super().get_context_data(held=self.held, over=over, row_url=self.row_url, **kwargs)

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
