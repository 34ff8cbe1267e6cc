"""What a SMART Lead does with a place: nominate somebody for it, release it. Coordinators may too (domain B 15)."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View

from enrolment.forms.nominating import NominateForm
from enrolment.models import Nomination, PlaceAllowance
from enrolment.rules.places import is_lapsed
from enrolment.services.allowances import refuse_unless_live, refuse_unless_place_left
from enrolment.services.nominations import nominate, refuse_unless_releasable, release_place
from enrolment.statements import statement_of
from lms.accounts.permissions import SignedInRequest
from lms.core.errors import DomainError

LEAD_DESK, COORDINATOR_DESK = "dashboards:lead", "dashboards:coordinator"


@method_decorator(login_required, name="dispatch")
class PlaceView(View):
    """A form about the places of one allowance, for its Lead or coordinator; anybody else gets 404."""

    http_method_names = ["get", "head", "post"]
    request: SignedInRequest
    allowance: PlaceAllowance
    at: datetime

    def dispatch(self, request: HttpRequest, *args: Any, pk: Any, **kwargs: Any) -> HttpResponseBase:
        self.at = timezone.now()
        self.find(pk)
        return super().dispatch(request)

    def find(self, pk: Any) -> None:
        """Find what the address names, or answer 404."""
        rows = PlaceAllowance.objects.visible_to(self.request.user).with_site()
        self.allowance = get_object_or_404(rows, pk=pk)

    def page(self, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
        """Show a template with the allowance and the way back."""
        context |= {"allowance": self.allowance, "desk": self.desk, "leads": self.desk == LEAD_DESK}
        return render(self.request, template, context, status=status)

    @property
    def desk(self) -> str:
        """Return the name of the desk the person came from: as Lead where they are one, else as coordinator."""
        led = PlaceAllowance.objects.led_by(self.request.user).filter(pk=self.allowance.pk)
        return LEAD_DESK if led.exists() else COORDINATOR_DESK


class NominateView(PlaceView):
    """Name somebody for a place. What cannot be done now is said before anything is typed."""

    def get(self, request: HttpRequest) -> HttpResponse:
        try:
            refuse_unless_live(self.allowance, at=self.at)
            refuse_unless_place_left(self.allowance, at=self.at)
        except DomainError as refusal:
            return self.form_page(None, sentence=refusal.sentence)
        return self.form_page(NominateForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = NominateForm(request.POST)
        if not form.is_valid():
            return self.form_page(form, status=422)
        try:
            made = nominate(allowance=self.allowance, by=self.request.user, at=self.at, **form.cleaned_data)
        except DomainError as refusal:
            form.add_error("email" if refusal.code == "already_nominated" else None, refusal.sentence)
            return self.form_page(form, status=409)
        messages.success(request, nominated_words(made))
        return redirect(self.desk)

    def form_page(self, form: NominateForm | None, *, sentence: str = "", status: int = 200) -> HttpResponse:
        """Show the form, or the sentence instead where there is none, with the places as they are."""
        context = {"statement": statement_of(self.allowance, at=self.at), "days": settings.ENROLMENT_TOKEN_DAYS}
        template = "enrolment/nominating/nominate.html"
        return self.page(template, form=form, sentence=sentence, status=status, **context)


class ReleaseView(PlaceView):
    """Ask whether a place is to be given back, and give it back by one POST."""

    nomination: Any

    def find(self, pk: Any) -> None:
        rows = Nomination.objects.looked_after_by(self.request.user).with_people().with_lapse()
        self.nomination = get_object_or_404(rows, pk=pk)
        self.allowance = self.nomination.allowance

    def get(self, request: HttpRequest) -> HttpResponse:
        try:
            refuse_unless_releasable(self.nomination)
        except DomainError as refusal:
            return self.question(sentence=refusal.sentence)
        return self.question()

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            release_place(nomination=self.nomination, by=self.request.user, at=self.at)
        except DomainError as refusal:
            return self.question(sentence=refusal.sentence, status=409)
        messages.success(request, released_words(self.nomination, is_lapsed=self.is_lapsed))
        return redirect(self.desk)

    def question(self, *, sentence: str = "", status: int = 200) -> HttpResponse:
        """Show what releasing does to this person's place, or the sentence why it cannot be done."""
        context = {"nomination": self.nomination, "is_lapsed": self.is_lapsed, "sentence": sentence}
        return self.page("enrolment/nominating/release.html", status=status, **context)

    @property
    def is_lapsed(self) -> bool:
        """Tell whether the invitation has lapsed, so that the place has come back already."""
        facts = self.nomination.facts(self.nomination.lapses_at)
        return is_lapsed(facts, at=self.at, day=timezone.localdate(self.at))


def nominated_words(nomination: Nomination) -> str:
    """Return what the Lead reads who has nominated somebody."""
    return _(
        "%(name)s is nominated, and a place is held. The Community Coordinator of the region now sends the invitation "
        "to %(email)s. You need not do anything; you see here how it goes on."
    ) % {"name": nomination.name, "email": nomination.email}


def released_words(nomination: Nomination, *, is_lapsed: bool) -> str:
    """Return what the Lead reads who has released a place, or closed an invitation that had lapsed."""
    words = (
        _("The invitation of %(name)s is closed.")
        if is_lapsed
        else _("The place of %(name)s is released. You can nominate somebody else for it while the licence year runs.")
    )
    return words % {"name": nomination.name}
