"""Notes and visits: written by whoever coordinates a partner or Central Office; changed by whoever wrote them."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View

from enrolment.forms.coordinating import NoteForm
from enrolment.models import PartnerNote, PartnerOrganisation
from enrolment.permissions import overseen_partners, overseen_sites
from enrolment.services.notes import add_note, change_note, remove_note
from lms.accounts.permissions import SignedInRequest
from lms.core.errors import DomainError

FIELDS = {"day_to_come": "happened_on", "nothing_written": "text", "other_site": "site"}


@method_decorator(login_required, name="dispatch")
class PartnerView(View):
    """A form about one partner that the person oversees; any other partner is 404."""

    http_method_names = ["get", "head", "post"]
    request: SignedInRequest
    partner: PartnerOrganisation

    def dispatch(self, request: HttpRequest, *args: Any, pk: int, **kwargs: Any) -> HttpResponseBase:
        self.partner = get_object_or_404(overseen_partners(request.user), pk=pk)
        return super().dispatch(request, *args, **kwargs)

    def own_note(self, note: Any) -> PartnerNote:
        """Return the person's own note about this partner, or answer 404."""
        mine: PartnerNote = get_object_or_404(self.partner.notes.filter(written_by=self.request.user), pk=note)
        return mine

    def form(self, data: Any = None, *, note: PartnerNote | None = None) -> NoteForm:
        """Return the form with the sites the person oversees."""
        sites = overseen_sites(self.request.user).filter(organisation=self.partner).order_by("name")
        return NoteForm(data, sites=sites, note=note)

    def page(self, form: forms.Form | None, *, note: PartnerNote | None = None, status: int = 200) -> HttpResponse:
        """Show the form."""
        context = {"partner": self.partner, "form": form, "note": note}
        return render(self.request, "enrolment/coordinating/note.html", context, status=status)

    def back(self, words: str) -> HttpResponse:
        """Say what was done and lead back to the partner."""
        messages.success(self.request, words)
        return redirect("dashboards:partner", self.partner.pk)


class AddNoteView(PartnerView):
    """Write a note or a visit down."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page(self.form())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        try:
            add_note(organisation=self.partner, by=self.request.user, at=timezone.now(), **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(FIELDS.get(refusal.code), refusal.sentence)
            return self.page(form, status=422)
        return self.back(_("The note is kept."))


class ChangeNoteView(PartnerView):
    """Change one's own note."""

    def get(self, request: HttpRequest, note: Any) -> HttpResponse:
        mine = self.own_note(note)
        return self.page(self.form(note=mine), note=mine)

    def post(self, request: HttpRequest, note: Any) -> HttpResponse:
        mine = self.own_note(note)
        form = self.form(request.POST, note=mine)
        if not form.is_valid():
            return self.page(form, note=mine, status=422)
        try:
            change_note(note=mine, by=self.request.user, at=timezone.now(), **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(FIELDS.get(refusal.code), refusal.sentence)
            return self.page(form, note=mine, status=422)
        return self.back(_("The note is changed."))


class RemoveNoteView(PartnerView):
    """Ask whether one's own note is to go, and remove it by one POST."""

    def get(self, request: HttpRequest, note: Any) -> HttpResponse:
        context = {"partner": self.partner, "note": self.own_note(note)}
        return render(request, "enrolment/coordinating/remove_note.html", context)

    def post(self, request: HttpRequest, note: Any) -> HttpResponse:
        remove_note(note=self.own_note(note), by=self.request.user, at=timezone.now())
        return self.back(_("The note is removed."))
