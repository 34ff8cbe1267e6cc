"""Pausing with one's own place, and going on: asked about first, done by one POST."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views import View

from enrolment.models import Nomination
from enrolment.services.pauses import pause, resume
from lms.accounts.permissions import SignedInRequest
from lms.core.errors import DomainError

HOME = "dashboards:home"


@method_decorator(login_required, name="dispatch")
class OwnPlaceView(View):
    """An act on a place that the person has taken up; anybody else's is 404."""

    http_method_names = ["get", "head", "post"]
    template: ClassVar[str]
    done: ClassVar[str | Promise]
    service: ClassVar[Callable[..., None]]
    request: SignedInRequest
    place: Nomination

    def dispatch(self, request: HttpRequest, *args: Any, pk: Any, **kwargs: Any) -> HttpResponseBase:
        mine = Nomination.objects.redeemed().filter(learner=self.request.user).with_people()
        self.place = get_object_or_404(mine, pk=pk)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page()

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            type(self).service(nomination=self.place, by=self.request.user, at=timezone.now())
        except DomainError as refusal:
            return self.page(sentence=refusal.sentence, status=409)
        messages.success(request, str(self.done))
        return redirect(HOME)

    def page(self, *, sentence: str = "", status: int = 200) -> HttpResponse:
        """Show what it does, or the sentence why it cannot be done."""
        context = {"place": self.place, "sentence": sentence, "days": settings.LICENCE_GRACE_DAYS}
        return render(self.request, self.template, context, status=status)


class PauseView(OwnPlaceView):
    """Pause: the place is kept, nobody reminds."""

    template = "enrolment/pausing/pause.html"
    done = _("You have paused. Your place is kept for you. Come back whenever you like.")
    service = staticmethod(pause)


class ResumeView(OwnPlaceView):
    """Go on."""

    template = "enrolment/pausing/resume.html"
    done = _("Welcome back. You go on where you were.")
    service = staticmethod(resume)
