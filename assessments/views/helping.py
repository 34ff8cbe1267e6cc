"""The forms by which staff help one learner: each a page of its own, with a reason."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.forms.support import AdjustmentForm, GrantForm, ReopenForm
from assessments.limits import added_for
from assessments.models import AssessmentPage, Attempt
from assessments.permissions import is_trainer
from assessments.services.supporting import adjust_learner, grant_attempts, granted_so_far, reopen_attempt
from assessments.timing import minutes_with
from assessments.views.support import SupportView
from lms.accounts.models import Adjustment
from lms.accounts.permissions import SignedInRequest
from lms.core.errors import DomainError

REASON_CODES = {"reason_needed": "reason", "reason_too_long": "reason"}


class HelpFormView(SupportView):
    """One form about one learner. What another entry would mend answers 422, other refusals 409; nothing is lost."""

    template = ""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self._page(self.form(None))

    def post(self, request: SignedInRequest, **kwargs: Any) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self._page(form, status=422)
        try:
            words = self.act(form.cleaned_data)
        except DomainError as refusal:
            field = {**REASON_CODES, **form.field_of}.get(refusal.code)  # type: ignore[attr-defined]  # ours have it
            form.add_error(field, refusal.sentence)
            return self._page(form, status=422 if field else 409)
        messages.success(request, words)
        return redirect("assessments:learner", enrolment_id=self.enrolment.pk)

    def form(self, data: Any) -> forms.Form:
        """Return the form, filled in with `data` or with what stands now."""
        raise NotImplementedError

    def act(self, asked: dict[str, Any]) -> str:
        """Do what was asked and return what to say."""
        raise NotImplementedError

    def about(self) -> dict[str, Any]:
        """Return what the page says beside the form."""
        return {}

    def _page(self, form: forms.Form, *, status: int = 200) -> HttpResponse:
        context = {"form": form, "enrolment": self.enrolment, "is_trainer": is_trainer(self.request), **self.about()}
        return render(self.request, self.template, context, status=status)


class AdjustView(HelpFormView):
    """Extra time and attempts in every quiz of every course."""

    template = "assessments/support/adjust.html"

    def form(self, data: Any) -> AdjustmentForm:
        """Return the form with what the learner is given now."""
        now = Adjustment.objects.filter(person=self.enrolment.learner_id).first()
        figures = {"extra_per_cent": now.extra_per_cent, "extra_attempts": now.extra_attempts} if now else {}
        return AdjustmentForm(data, initial={"extra_per_cent": 0, "extra_attempts": 0, **figures})

    def act(self, asked: dict[str, Any]) -> str:
        """Give it."""
        adjustment = adjust_learner(enrolment=self.enrolment, by=self.request.user, at=timezone.now(), **asked)
        if adjustment.is_in_force:
            return _("Saved. It counts from now on, and the learner sees it on their account page.")
        return _("Saved. The learner has the time and the attempts that everybody has.")


class GrantView(HelpFormView):
    """Further attempts at one quiz of the course."""

    template = "assessments/support/grant.html"
    assessment: AssessmentPage

    def about(self) -> dict[str, Any]:
        """Return the quiz, and how often this learner may try it."""
        made = Attempt.objects.filter(enrolment=self.enrolment, assessment=self.quiz).count()
        policy = added_for(self.enrolment.pk, self.quiz).policy(self.quiz)
        return {"assessment": self.quiz, "allowed": policy.allowed, "made": made}

    @property
    def quiz(self) -> AssessmentPage:
        """Return the quiz; 404 for one of another course, or one that may be tried without end."""
        if not hasattr(self, "assessment"):
            found = (
                AssessmentPage.objects.descendant_of(self.enrolment.course)
                .filter(translation_key=self.kwargs["key"])
                .first()
            )
            if found is None or found.attempts_allowed is None:
                raise Http404
            self.assessment = found
        return self.assessment

    def form(self, data: Any) -> GrantForm:
        """Return the form for one more attempt."""
        return GrantForm(data, initial={"count": 1, "seen": granted_so_far(self.enrolment, self.quiz)})

    def act(self, asked: dict[str, Any]) -> str:
        """Grant them."""
        grant_attempts(enrolment=self.enrolment, assessment=self.quiz, by=self.request.user, at=timezone.now(), **asked)
        words = ngettext("%(count)d further attempt granted.", "%(count)d further attempts granted.", asked["count"])
        return f"{words % asked} {_('The learner gets a message that they can go on.')}"


@method_decorator(login_required, name="dispatch")
class ReopenView(HelpFormView):
    """An attempt that was handed in, given back to its learner."""

    template = "assessments/support/reopen.html"
    attempt: Attempt

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # Whose it is, and who may help with it, is asked below as for every other form.
        self.attempt = get_object_or_404(
            Attempt.objects.select_related("assessment", "enrolment"), pk=kwargs["attempt_id"]
        )
        return super().dispatch(request, *args, enrolment_id=self.attempt.enrolment_id, **kwargs)

    def about(self) -> dict[str, Any]:
        """Return the attempt."""
        return {"attempt": self.attempt, "assessment": self.attempt.assessment}

    def form(self, data: Any) -> ReopenForm:
        """Return the form; minutes are asked for where there is a time limit, with the learner's extra time in them."""
        added = added_for(self.enrolment.pk, self.attempt.assessment)
        minutes = minutes_with(self.attempt.paper.minutes_allowed, added.per_cent)
        return ReopenForm(data, is_timed=minutes is not None, initial={"minutes": minutes})

    def act(self, asked: dict[str, Any]) -> str:
        """Give it back."""
        reopen_attempt(attempt=self.attempt, by=self.request.user, at=timezone.now(), **asked)
        return _("Reopened, with all answers kept. The learner gets a message that they can go on.")
