"""What a Community Coordinator does with nominations: issue one or many, send again, refuse, revoke."""

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views import View

from enrolment.forms.coordinating import IssueForm, ReasonForm
from enrolment.models import Nomination
from enrolment.permissions import coordinates
from enrolment.services.issuing import Outcome, issue_many
from enrolment.services.nominations import refuse_nomination
from enrolment.services.tokens import issue_token, resend_token, revoke_token
from lms.accounts.permissions import SignedInRequest
from lms.core.errors import DomainError

DESK = "dashboards:coordinator"


@method_decorator(login_required, name="dispatch")
class NominationView(View):
    """One act on one nomination of the coordinator's regions; anybody else's is 404."""

    http_method_names = ["get", "head", "post"]
    done: ClassVar[str | Promise]
    request: SignedInRequest
    nomination: Nomination

    def dispatch(self, request: HttpRequest, *args: Any, pk: Any, **kwargs: Any) -> HttpResponseBase:
        rows = Nomination.objects.coordinated_by(request.user).with_people()
        self.nomination = get_object_or_404(rows, pk=pk)
        return super().dispatch(request, *args, **kwargs)

    def act(self, form: forms.Form | None = None) -> None:
        """Call the service; its refusal is shown."""
        raise NotImplementedError

    def back(self) -> HttpResponse:
        """Say what was done, and lead back to the desk."""
        messages.success(self.request, self.done % {"name": self.nomination.name, "email": self.nomination.email})
        return redirect(DESK)

    def page(self, *, sentence: str = "", form: forms.Form | None = None, status: int = 200) -> HttpResponse:
        """Show the nomination with the question, and why it cannot be done when it was tried."""
        context = {"nomination": self.nomination, "view": self, "sentence": sentence, "form": form}
        return render(self.request, "enrolment/coordinating/act.html", context, status=status)


class PressView(NominationView):
    """An act of one press on the desk: whoever comes without a form is led back there."""

    service: ClassVar[Callable[..., Any]]

    def get(self, request: HttpRequest) -> HttpResponse:
        return redirect(DESK)

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            type(self).service(nomination=self.nomination, by=self.request.user, at=timezone.now())
        except DomainError as refusal:
            return self.page(sentence=refusal.sentence, status=409)
        return self.back()


class IssueView(PressView):
    """Make the first token and mail it."""

    done = _("The invitation for %(name)s is on its way to %(email)s.")
    service = staticmethod(issue_token)


class ResendView(PressView):
    """Mail a new link; the one before it ends."""

    done = _("A new invitation is on its way to %(email)s. The link before it has ended.")
    service = staticmethod(resend_token)


@method_decorator(login_required, name="dispatch")
class IssueSelectedView(View):
    """Issue those that were ticked in the queue, or all that stood there; what is not theirs to issue is 404."""

    http_method_names = ["get", "head", "post"]
    request: SignedInRequest

    def get(self, request: HttpRequest) -> HttpResponse:
        return redirect(DESK)

    def post(self, request: HttpRequest) -> HttpResponse:
        form = IssueForm(request.POST, rows=Nomination.objects.coordinated_by(request.user).with_people())
        if not form.is_valid() or not (form.asked or coordinates(request)):
            raise Http404
        if not form.asked:
            return self.page((), status=422)
        outcomes = issue_many(nominations=form.chosen, by=self.request.user, at=timezone.now())
        if not all(outcome.is_issued for outcome in outcomes):
            return self.page(outcomes, status=409)
        messages.success(request, issued_words(outcomes))
        return redirect(DESK)

    def page(self, outcomes: tuple[Outcome, ...], *, status: int) -> HttpResponse:
        """Show what became of each; with none, that nobody was ticked."""
        refused = [outcome for outcome in outcomes if not outcome.is_issued]
        issued = [outcome for outcome in outcomes if outcome.is_issued]
        context = {"issued": issued, "refused": refused}
        return render(self.request, "enrolment/coordinating/issued.html", context, status=status)


def issued_words(outcomes: tuple[Outcome, ...]) -> str:
    """Return what the coordinator reads whose invitations all went out."""
    if len(outcomes) == 1:
        named = outcomes[0].nomination
        return str(IssueView.done % {"name": named.name, "email": named.email})
    count = len(outcomes)
    words = ngettext("%(count)d invitation is on its way.", "%(count)d invitations are on their way.", count)
    return words % {"count": count}


class AskView(NominationView):
    """An act that is asked about first, on a page of its own."""

    question: ClassVar[str | Promise]
    consequence: ClassVar[str | Promise]
    button: ClassVar[str | Promise]
    form_class: ClassVar[type[forms.Form]] = forms.Form

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page(form=self.form_class())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self.form_class(request.POST)
        if not form.is_valid():
            return self.page(form=form, status=422)
        try:
            self.act(form)
        except DomainError as refusal:
            return self.page(sentence=refusal.sentence, form=form, status=409)
        return self.back()


class RefuseView(AskView):
    """Say no to a nomination, with a reason for the Lead."""

    done = _("The nomination of %(name)s is refused. The SMART Lead sees the reason, and the place has come back.")
    question = _("Refuse this nomination?")
    consequence = _("The place goes back to the organisation. Nothing is sent to the person who was named.")
    button = _("Refuse the nomination")
    form_class = ReasonForm

    def act(self, form: forms.Form | None = None) -> None:
        reason = form.cleaned_data["reason"] if form else ""
        refuse_nomination(nomination=self.nomination, reason=reason, by=self.request.user, at=timezone.now())


class RevokeView(AskView):
    """Take back an invitation nobody has taken up."""

    done = _("The invitation for %(name)s has ended, and the place has come back.")
    question = _("Revoke this invitation?")
    consequence = _("The link that was sent stops working, and the place goes back to the organisation.")
    button = _("Revoke the invitation")

    def act(self, form: forms.Form | None = None) -> None:
        revoke_token(nomination=self.nomination, by=self.request.user, at=timezone.now())
