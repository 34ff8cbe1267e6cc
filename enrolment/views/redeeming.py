"""What a nominee does at home: type the code, look at the place offered, take it up or say no.

Looking changes nothing at all, for programs that guard mailboxes open every link. Nobody has to be signed in to look
or to say no; who takes the place up says so once more after signing in, on the same page.
"""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from enrolment.forms.codes import CodeForm
from enrolment.limits import count_miss, seconds_to_wait
from enrolment.links import Found, find_token
from enrolment.models import Nomination
from enrolment.offers import offer_of
from enrolment.services import redemption
from lms.accounts.newcomers import Newcomer, expect, forget
from lms.accounts.services.people import email_is_taken
from lms.core.errors import DomainError


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def enter_code(request: HttpRequest) -> HttpResponse:
    """Ask for the code and lead to its page; what was typed stays when there is no such code."""
    if request.method != "POST":
        return _code_page(request, CodeForm())
    if wait := seconds_to_wait(request):
        return _later(request, wait)
    form = CodeForm(request.POST)
    if form.is_valid():
        return redirect("enrolment:redeem", form.cleaned_data["code"])
    if form.is_unknown:
        count_miss(request)
    return _code_page(request, form, status=422)


@method_decorator(never_cache, name="dispatch")
class OfferView(View):
    """A page about one invitation. No such code is 404, an ended one 410 (to a POST 409) with what to do instead.

    Whoever took this very place up is led to their learning.
    """

    http_method_names = ["get", "head", "post"]
    found: Found
    token: str

    def dispatch(self, request: HttpRequest, *args: Any, token: str, **kwargs: Any) -> HttpResponseBase:
        found = find_token(token)
        # Nobody guesses a mailed link: it works even where others behind the same address have tried codes out.
        if not (found and found.proves_address) and (wait := seconds_to_wait(request)):
            return _later(request, wait)
        if found is None:
            count_miss(request)
            return _code_page(request, CodeForm(), status=404, is_unknown=True)
        if _is_taken_up_by(request, found.token.nomination):
            return redirect("dashboards:home")
        self.found, self.token = found, token
        try:
            redemption.refuse_unusable(found.token, at=timezone.now())
        except DomainError as refusal:
            return self.refused(refusal, status=409 if request.method == "POST" else 410)
        return super().dispatch(request)

    def offered(self, template: str) -> HttpResponse:
        """Show the invitation."""
        offer = offer_of(self.found, self.request.user)
        return render(self.request, template, {"offer": offer, "token": self.token})

    def refused(self, refusal: DomainError, *, status: int = 409) -> HttpResponse:
        """Show why it cannot be done, and the ways on."""
        has_ended = refusal.code in redemption.SENTENCES
        context = {"refusal": refusal, "has_ended": has_ended, "contact": settings.CONTACT_EMAIL}
        return render(self.request, "enrolment/redeeming/refused.html", context, status=status)


class RedeemView(OfferView):
    """The page of a link or code: which place, from whom, "Is this you?"; one POST takes it up."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.offered("enrolment/redeeming/offer.html")

    def post(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.lead_in(request)
        forget(request)
        try:
            taken = redemption.redeem(
                token=self.found.token,
                learner=request.user,
                proves_address=self.found.proves_address,
                by=request.user,
                at=timezone.now(),
            )
        except DomainError as refusal:
            # Pressed twice: the second press waited for the first.
            pressed_before = _is_taken_up_by(request, Nomination.objects.get(pk=self.found.token.nomination_id))
            return redirect("dashboards:home") if pressed_before else self.refused(refusal)
        messages.success(request, _("The place is yours. Below is your whole path, with the first step on top."))
        if taken.address_elsewhere:
            messages.info(request, _elsewhere_words(taken.nomination.email))
        elif self.found.proves_address and taken.nomination.email != request.user.email:
            messages.info(request, _added_words(taken.nomination.email))
        return redirect("dashboards:home")

    def lead_in(self, request: HttpRequest) -> HttpResponse:
        """Lead to signing in or, when no account has the nominated address, up; from there back to this page.

        The address is named, and whether an account has it, only to whoever came by the link that was mailed there.
        """
        nomination, back = self.found.token.nomination, f"{request.path}#answer"
        email = nomination.email if self.found.proves_address else ""
        newcomer = Newcomer(back, nomination.name, email, has_account=bool(email) and email_is_taken(email))
        expect(request, newcomer)
        door = "account_login" if newcomer.has_account else "account_signup"
        return redirect(f"{reverse(door)}?{urlencode({'next': back}, safe='/')}")


class DeclineView(OfferView):
    """Say no: asked once more, signed in or not, with no reason given."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.offered("enrolment/redeeming/decline.html")

    def post(self, request: HttpRequest) -> HttpResponse:
        by = request.user if request.user.is_authenticated else None
        forget(request)
        try:
            redemption.decline(token=self.found.token, by=by, at=timezone.now())
        except DomainError as refusal:
            return self.refused(refusal)
        messages.success(request, _("You have said no, and that is all you need to do. Thank you for telling us."))
        return redirect("dashboards:home" if by else "/")


def _is_taken_up_by(request: HttpRequest, nomination: Nomination) -> bool:
    return nomination.learner_id is not None and nomination.learner_id == request.user.pk


def _added_words(email: str) -> str:
    return _(
        "%(email)s, where your invitation went, is one of the addresses of your account now. You can remove it there."
    ) % {"email": email}


def _elsewhere_words(email: str) -> str:
    return _(
        "%(email)s, where your invitation went, belongs to another account. Your place is on this account, the one you "
        "are signed in with now."
    ) % {"email": email}


def _code_page(request: HttpRequest, form: CodeForm, *, status: int = 200, **context: Any) -> HttpResponse:
    context = {**context, "form": form, "contact": settings.CONTACT_EMAIL}
    return render(request, "enrolment/redeeming/enter_code.html", context, status=status)


def _later(request: HttpRequest, wait: int) -> HttpResponse:
    response = _code_page(request, CodeForm(), status=429, is_too_often=True)
    response["Retry-After"] = str(wait)
    return response
