"""Passes that a corrected key would not give: the list of those that wait, and the page on which somebody decides."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View

from assessments.forms.remarking import DecidePassForm
from assessments.models import PassDecision, Remark
from assessments.permissions import is_trainer
from assessments.refusing import Refused, record_refusal
from assessments.services.pass_decisions import decide_pass
from assessments.supporting import helped_by, helps_somebody, listed_for, may_help
from lms.accounts.permissions import SignedInRequest
from lms.core.errors import DomainError

PER_PAGE = 25
# What a form that is filled in differently would mend; everything else has moved meanwhile, or is so.
MENDABLE = {"reason_needed", "reason_too_long"}


@method_decorator(login_required, name="dispatch")
class CorrectionsView(View):
    """The passes that wait for a decision of whoever helps these learners, the longest waiting first."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not helps_somebody(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them."""
        theirs = remarks_for(request.user).filter(attempt__enrolment__in=listed_for(request.user))
        waiting = theirs.filter(decision=PassDecision.WAITS)
        page = Paginator(waiting.order_by("correction__made_at", "pk"), PER_PAGE).get_page(request.GET.get("page"))
        context = {"page": page, "is_trainer": is_trainer(request)}
        return render(request, "assessments/remarking/corrections.html", context)


@method_decorator(login_required, name="dispatch")
class DecidePassView(View):
    """One pass: what was asked, what changed, and the decision; once decided, what was decided."""

    request: SignedInRequest
    remark: Remark

    def dispatch(self, request: HttpRequest, *args: Any, pk: int, **kwargs: Any) -> HttpResponseBase:
        rows = remarks_for(request.user).exclude(decision=PassDecision.NOT_NEEDED)
        self.remark = get_object_or_404(rows, pk=pk)
        enrolment = self.remark.attempt.enrolment
        if not may_help(request.user, enrolment):
            record_refusal(request, enrolment, Refused.SAME_ORGANISATION)
            sentence = _("You and the learner are of the same organisation, so a colleague looks after this.")
            return render(request, "assessments/not_yours.html", {"sentence": sentence}, status=403)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the form, or the decision."""
        return self._page(DecidePassForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Decide, or say what is missing."""
        form = DecidePassForm(request.POST)
        if not form.is_valid():
            return self._page(form, status=422)
        decision, reason = PassDecision(form.cleaned_data["decision"]), form.cleaned_data["reason"]
        try:
            decide_pass(remark=self.remark, decision=decision, reason=reason, by=self.request.user, at=timezone.now())
        except DomainError as refusal:
            return self._refused(form, refusal)
        messages.success(request, self._done(decision))
        return redirect("assessments:corrections")

    def _done(self, decision: PassDecision) -> str:
        words = (
            _("The pass of %(name)s stands.")
            if decision == PassDecision.KEPT
            else _("The pass of %(name)s was taken back.")
        )
        return words % {"name": self.remark.attempt.enrolment.learner}

    def _refused(self, form: DecidePassForm, refusal: DomainError) -> HttpResponse:
        if refusal.code in MENDABLE:
            form.add_error("reason", refusal.sentence)
            return self._page(form, status=422)
        self.remark.refresh_from_db(fields=["decision", "decided_at", "decided_by", "reason"])
        return self._page(form, status=409, sentence=refusal.sentence)

    def _page(self, form: DecidePassForm, *, status: int = 200, sentence: str = "") -> HttpResponse:
        attempt = self.remark.attempt
        context = {
            "remark": self.remark,
            "attempt": attempt,
            "pass_mark": attempt.paper.pass_mark,
            "is_waiting": self.remark.decision == PassDecision.WAITS,
            "is_trainer": is_trainer(self.request),
            "form": form,
            "sentence": sentence,
        }
        return render(self.request, "assessments/remarking/decide.html", context, status=status)


def remarks_for(user: Any) -> QuerySet[Remark]:
    """Return the attempts marked again of whoever `user` helps, never their own."""
    rows = Remark.objects.filter(attempt__enrolment__in=helped_by(user).order_by().values("pk"))
    return rows.select_related(
        "correction__question",
        "correction__made_by",
        "decided_by",
        "attempt__assessment",
        "attempt__enrolment__learner",
        "attempt__enrolment__course",
    )
