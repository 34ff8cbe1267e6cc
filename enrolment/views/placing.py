"""Pages about a place and whoever is nominated for it: who may see them, the way back, a question with one answer."""

from datetime import datetime
from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views import View

from enrolment.models import Nomination, PlaceAllowance
from enrolment.rules.places import is_lapsed
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

    def done(self, words: str) -> HttpResponse:
        """Say what was done, and lead back to the desk."""
        messages.success(self.request, words)
        return redirect(self.desk)

    @property
    def desk(self) -> str:
        """Return the name of the desk the person came from: as Lead where they are one, else as coordinator."""
        led = PlaceAllowance.objects.led_by(self.request.user).filter(pk=self.allowance.pk)
        return LEAD_DESK if led.exists() else COORDINATOR_DESK

    def parent_year(self) -> PlaceAllowance | None:
        """Return the running year of the licence that a satellite belongs to, if the person may use it."""
        years = PlaceAllowance.objects.visible_to(self.request.user).with_site()
        return years.live(on=timezone.localdate(self.at)).filter(licence=self.allowance.licence.parent).first()


class NominatedView(PlaceView):
    """A form about one person nominated, for the Lead or coordinator of the place; anybody else gets 404."""

    nomination: Any

    def find(self, pk: Any) -> None:
        rows = Nomination.objects.looked_after_by(self.request.user).with_people().with_lapse()
        self.nomination = get_object_or_404(rows, pk=pk)
        self.allowance = self.nomination.allowance

    @property
    def is_lapsed(self) -> bool:
        """Tell whether the invitation has lapsed, so that the place has come back already."""
        facts = self.nomination.facts(self.nomination.lapses_at)
        return is_lapsed(facts, at=self.at, day=timezone.localdate(self.at))


class QuestionView(NominatedView):
    """Ask whether something is to be done, saying what it does, and do it by one POST.

    What cannot be done is said in place of the question, before anybody presses and after.
    """

    template: ClassVar[str]

    def refuse(self) -> None:
        """Refuse what cannot be done now."""
        raise NotImplementedError

    def act(self) -> str:
        """Do it; return what is said then."""
        raise NotImplementedError

    def facts(self) -> dict[str, Any]:
        """Return what the question tells."""
        return {}

    def get(self, request: HttpRequest) -> HttpResponse:
        try:
            self.refuse()
        except DomainError as refusal:
            return self.question(refusal.sentence)
        return self.question()

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            words = self.act()
        except DomainError as refusal:
            return self.question(refusal.sentence, status=409)
        return self.done(words)

    def question(self, sentence: str = "", *, status: int = 200) -> HttpResponse:
        """Show the question, or the sentence why it is not asked."""
        context = {"nomination": self.nomination, "sentence": sentence, "is_lapsed": self.is_lapsed, **self.facts()}
        return self.page(self.template, status=status, **context)
