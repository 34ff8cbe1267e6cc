"""What a SMART Lead does for somebody who has not answered: correct the address, have the invitation sent again."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from enrolment.forms.nominating import AddressForm
from enrolment.models import Nomination
from enrolment.rules.places import NominationStatus
from enrolment.services.addresses import correct_address, refuse_unless_waiting
from enrolment.services.allowances import refuse_unless_live
from enrolment.services.nominations import refuse_moved_on
from enrolment.services.tokens import refuse_sent_lately, send_again
from enrolment.views.placing import NominatedView, QuestionView
from lms.core.errors import DomainError


class CorrectAddressView(NominatedView):
    """Write the address of somebody anew who has not taken up their place."""

    def get(self, request: HttpRequest) -> HttpResponse:
        try:
            refuse_unless_live(self.allowance, at=self.at)
            refuse_unless_waiting(self.nomination)
        except DomainError as refusal:
            return self.form_page(None, sentence=refusal.sentence)
        return self.form_page(AddressForm(initial={"email": self.nomination.email}))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = AddressForm(request.POST)
        if not form.is_valid():
            return self.form_page(form, status=422)
        email = form.cleaned_data["email"]
        try:
            made = correct_address(nomination=self.nomination, email=email, by=self.request.user, at=self.at)
        except DomainError as refusal:
            form.add_error("email" if refusal.code in ABOUT_THE_ADDRESS else None, refusal.sentence)
            return self.form_page(form, status=409)
        return self.done(corrected_words(made))

    def form_page(self, form: AddressForm | None, *, sentence: str = "", status: int = 200) -> HttpResponse:
        """Show the form, or why there is none."""
        is_invited = self.nomination.status == NominationStatus.INVITED
        context = {"nomination": self.nomination, "form": form, "sentence": sentence, "is_invited": is_invited}
        return self.page("enrolment/nominating/correct_address.html", status=status, **context)


class SendAgainView(QuestionView):
    """Send an invitation again."""

    template = "enrolment/nominating/send_again.html"

    def refuse(self) -> None:
        refuse_unless_live(self.allowance, at=self.at)
        if self.nomination.status != NominationStatus.INVITED:
            refuse_unsent(self.nomination)
        refuse_sent_lately(self.nomination, at=self.at)

    def facts(self) -> dict[str, Any]:
        return {"days": settings.ENROLMENT_TOKEN_DAYS}

    def act(self) -> str:
        send_again(nomination=self.nomination, by=self.request.user, at=self.at)
        words = _("A new invitation is on its way to %(email)s. The link before it has ended.")
        return words % {"email": self.nomination.email}


ABOUT_THE_ADDRESS = frozenset({"same_address", "already_nominated", "own_address"})


def refuse_unsent(nomination: Nomination) -> None:
    """Refuse with `not_waiting` or `already_ended` somebody to whom no invitation is under way."""
    if nomination.status == NominationStatus.NOMINATED:
        raise DomainError(
            "not_waiting", _("No invitation has gone out yet. The Community Coordinator of the region sends it.")
        )
    refuse_moved_on(nomination)


def corrected_words(nomination: Nomination) -> str:
    """Return what is read once an address is corrected."""
    words = (
        _("The address of %(name)s is corrected, and a new invitation is on its way to %(email)s.")
        if nomination.status == NominationStatus.INVITED
        else _("The address of %(name)s is corrected. The invitation will go to %(email)s.")
    )
    return words % {"name": nomination.name, "email": nomination.email}
