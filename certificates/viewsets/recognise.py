"""Pages that recognise people who trained before this system: one by a form, many by a table with a dry run (B 31)."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from certificates.forms import RecogniseForm, RecogniseManyForm
from certificates.models import Award
from certificates.recognising import COLUMNS, Plan, example_rows, plan_recognitions, recognisable
from certificates.services.recognising import recognise_line, recognise_lines
from enrolment.models import Enrolment
from enrolment.viewsets.base import OfficeMixin
from lms.accounts.viewsets import signed_in
from lms.core.errors import DomainError
from lms.core.spreadsheets import csv_response

# Rows of a dry run that the page shows.
SHOWN = 300
FIELDS_OF_REFUSALS = {
    "own_award": "email",
    "address_unproved": "email",
    "already_qualified": "email",
    "already_taking": "email",
    "name_missing": "name",
    "invalid": "name",
    "in_the_future": "trained_on",
    "reason_needed": "reason",
    "reason_too_long": "reason",
    "course_not_ready": "programme",
}


class _RecognisingView(OfficeMixin, WagtailAdminTemplateMixin, TemplateView):
    """What both pages share: the way here."""

    header_icon = "success"
    form: Any = None

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here."""
        awards = {"url": reverse("awards:index"), "label": gettext("Awards")}
        return [*self.breadcrumbs_items, awards, {"url": "", "label": self.page_title}]


class RecogniseView(_RecognisingView):
    """One person."""

    template_name = "certificates/admin/recognise.html"
    page_title = _("Recognise a qualification")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the page shows."""
        form = self.form or RecogniseForm(courses=recognisable())
        return super().get_context_data(form=form, many_url=reverse("awards:recognise_many"), **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Recognise, or say why not, with everything that was typed."""
        form = self.form = RecogniseForm(request.POST, courses=recognisable())
        if form.is_valid():
            try:
                return self.done(recognise_line(form.line, by=signed_in(request), at=timezone.now()))
            except DomainError as refusal:
                form.add_error(FIELDS_OF_REFUSALS.get(refusal.code), refusal.sentence)
        return self.render_to_response(self.get_context_data(), status=422)

    def done(self, enrolment: Enrolment) -> HttpResponse:
        """Lead to the award; without one, say what it waits for."""
        award = Award.objects.filter(enrolment=enrolment).first()
        if award:
            messages.success(self.request, gettext("Recognised. We are writing to them about their certificate."))
            return redirect("awards:inspect", award.pk)
        sentence = gettext("Recognised. The certificate follows once a check is confirmed for them.")
        messages.success(self.request, sentence)
        return redirect("awards:index")


class RecogniseManyView(_RecognisingView):
    """A table: shown row by row first, carried out together when confirmed, so many by one press."""

    template_name = "certificates/admin/recognise_many.html"
    page_title = _("Recognise many")
    plan: Plan | None = None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the page shows: what cannot be done first, and of very many rows the first."""
        plan = self.plan
        shown = (*plan.wrong, *plan.done, *plan.good)[:SHOWN] if plan else ()
        return super().get_context_data(
            form=self.form or RecogniseManyForm(),
            plan=plan,
            shown=shown,
            more=len(plan.lines) - len(shown) if plan else 0,
            now=min(len(plan.good), settings.RECOGNISE_AT_ONCE) if plan else 0,
            template_url=reverse("awards:recognise_template"),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show what the table would do; once confirmed, do it."""
        form = self.form = RecogniseManyForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(), status=422)
        self.plan = plan_recognitions(form.data_given, by=signed_in(request), at=timezone.now())
        if "confirm" in request.POST and self.plan.good:
            return self.carry_out(self.plan)
        return self.render_to_response(self.get_context_data(), status=200 if self.plan.lines else 422)

    def carry_out(self, plan: Plan) -> HttpResponse:
        """Do the good rows, or none and say why; then show what is left of the table, if anything is."""
        by, at = signed_in(self.request), timezone.now()
        try:
            count = recognise_lines(plan.good[: settings.RECOGNISE_AT_ONCE], by=by, at=at)
        except DomainError as refusal:
            messages.error(self.request, gettext("Nothing has been done. %(why)s") % {"why": refusal.sentence})
            return self.render_to_response(self.get_context_data(), status=409)
        said = ngettext("%(n)d person is recognised.", "%(n)d people are recognised.", count) % {"n": count}
        messages.success(self.request, said)
        if len(plan.good) <= settings.RECOGNISE_AT_ONCE:
            return redirect("awards:index")
        self.plan = plan_recognitions(plan.text, by=by, at=at)
        return self.render_to_response(self.get_context_data())


class RecogniseTemplateView(OfficeMixin, View):
    """The table to begin with."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer headings and an invented row for each programme."""
        header = [words[0] for words in COLUMNS.values()]
        return csv_response(filename="recognise.csv", header=header, rows=example_rows())
