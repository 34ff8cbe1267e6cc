"""Answers on paper: the list of what is on its way; begun for a learner, printed, set aside."""

from functools import cached_property
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View

from assessments.forms.paper_entries import BeginPaperForm
from assessments.forms.reasons import ReasonForm
from assessments.models import AssessmentPage, Attempt, PaperEntry
from assessments.on_paper import sheets_of
from assessments.permissions import is_trainer
from assessments.services.paper_entries import begin_paper_entry, set_paper_aside
from assessments.supporting import helps_somebody, listed_for
from assessments.views.support import SupportView
from lms.core.errors import DomainError

LONGEST_NUMBER = 10  # figures; Python itself refuses to read thousands of them
# What the form, filled in differently, would mend: beside which field the sentence stands.
FIELDS = {
    "reason_needed": "reason",
    "reason_too_long": "reason",
    "begun_on_screen": "instead",
    "declaration_missing": "declared",
    "differs_needed": "differs",
    "differs_too_long": "differs",
}


@method_decorator(login_required, name="dispatch")
class PaperListView(View):
    """What is on its way: first what is to be checked, then the longest waiting."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not helps_somebody(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        mine = PaperEntry.objects.open().filter(attempt__enrolment__in=listed_for(request.user)).order_by("begun_at")
        rows = mine.select_related(
            "attempt__assessment", "attempt__enrolment__course", "attempt__enrolment__learner", "begun_by", "entered_by"
        ).defer("attempt__paper_json")
        first_to_check = sorted(rows, key=lambda entry: not entry.is_to_check)
        context = {"rows": first_to_check, "is_trainer": is_trainer(request)}
        return render(request, "assessments/paper_entry/list.html", context)


class OnPaperView(SupportView):
    """What the pages about answers on paper share."""

    http_method_names = ["get", "head", "post"]

    def page(self, template: str, form: forms.Form | None = None, *, status: int = 200, **more: Any) -> HttpResponse:
        """Answer with a page of this learner's."""
        context = {"enrolment": self.enrolment, "form": form, "is_trainer": is_trainer(self.request), **more}
        return render(self.request, f"assessments/paper_entry/{template}.html", context, status=status)

    def shown(self, template: str, form: forms.Form, refusal: DomainError, **more: Any) -> HttpResponse:
        """Answer with the form as it was sent and with why nothing was done: beside the field that would mend it."""
        field = FIELDS.get(refusal.code)
        if field in form.fields:
            form.add_error(field, refusal.sentence)
            return self.page(template, form, status=422, **more)
        return self.page(template, form, status=409, sentence=refusal.sentence, **more)


class BeginPaperView(OnPaperView):
    """Begin an attempt that one learner answers on paper."""

    def get(self, request: HttpRequest, key: UUID) -> HttpResponse:
        about = self._about(key)
        begun = about["begun"]
        if begun and begun.is_on_paper:
            return redirect("assessments:paper", pk=begun.paper_entry.pk)
        return self.page("begin", BeginPaperForm(is_begun=bool(begun)), **about)

    def post(self, request: HttpRequest, key: UUID) -> HttpResponse:
        about = self._about(key)
        form = BeginPaperForm(request.POST, is_begun=bool(about["begun"]))
        if not form.is_valid():
            return self.page("begin", form, status=422, **about)
        asked = {"reason": form.cleaned_data["reason"], "instead": form.cleaned_data.get("instead", False)}
        by, at = self.request.user, timezone.now()
        try:
            entry = begin_paper_entry(enrolment=self.enrolment, assessment=about["assessment"], by=by, at=at, **asked)
        except DomainError as refusal:
            return self.shown("begin", form, refusal, **about)
        messages.success(
            request, _("The paper is ready to be printed for %(name)s.") % {"name": self.enrolment.learner}
        )
        return redirect("assessments:paper", pk=entry.pk)

    def _about(self, key: UUID) -> dict[str, Any]:
        """Return the quiz, and the attempt at it in progress; what is not of the learner's edition is 404."""
        if not self.enrolment.includes(str(key)):
            raise Http404
        quizzes = AssessmentPage.objects.descendant_of(self.enrolment.course)
        assessment = get_object_or_404(quizzes, translation_key=key)
        mine = Attempt.objects.in_progress().filter(enrolment=self.enrolment, assessment=assessment)
        return {"assessment": assessment, "begun": mine.select_related("paper_entry").first()}


class PaperEntryView(OnPaperView):
    """A page about one paper; what is over says so, whatever was asked for."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.number: int = kwargs.pop("pk")
        found = PaperEntry.objects.filter(pk=self.number).values_list("attempt__enrolment", flat=True).first()
        if found is None:
            raise Http404
        return super().dispatch(request, *args, enrolment_id=found, **kwargs)

    @cached_property
    def entry(self) -> PaperEntry:
        """Return the paper, which the reader may help with."""
        people = ("begun_by", "entered_by", "checked_by", "aside_by")
        rows = PaperEntry.objects.select_related("attempt__assessment", *people)
        entry = rows.get(pk=self.number, attempt__enrolment=self.enrolment)
        entry.attempt.enrolment = self.enrolment
        return entry

    @property
    def version(self) -> int:
        """Return which version of the paper the page showed that sent this form."""
        said = self.request.POST.get("version", "")
        return int(said) if said.isdecimal() and len(said) < LONGEST_NUMBER else -1

    def page(self, template: str, form: forms.Form | None = None, *, status: int = 200, **more: Any) -> HttpResponse:
        """Answer with a page about the paper as it is now; one that is over has one page alone."""
        self.__dict__.pop("entry", None)  # read again: an act may have changed it
        shown = template if self.entry.is_open else "over"
        attempt = self.entry.attempt
        about = {"entry": self.entry, "attempt": attempt, "assessment": attempt.assessment}
        return super().page(shown, form, status=status, **{**about, **more})

    def asked(self) -> dict[str, Any]:
        """Return what every act on the paper is told."""
        return {"entry": self.entry, "version": self.version, "by": self.request.user, "at": timezone.now()}


class PrintPaperView(PaperEntryView):
    """The paper as it is taken to the person: what is asked, with room to write, and nothing of what is right."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page("print", sheets=sheets_of(self.entry.attempt.paper))


class SetAsideView(PaperEntryView):
    """End the attempt without counting it, for a reason."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page("set_aside", ReasonForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = ReasonForm(request.POST)
        if not form.is_valid():
            return self.page("set_aside", form, status=422)
        try:
            set_paper_aside(reason=form.cleaned_data["reason"], **self.asked())
        except DomainError as refusal:
            return self.shown("set_aside", form, refusal)
        messages.success(request, _("Set aside. It does not count as an attempt."))
        return redirect("assessments:learner", enrolment_id=self.enrolment.pk)
