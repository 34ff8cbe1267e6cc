"""Leaving a course: one page that says what happens, then one POST."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View

from courses.models import CoursePage
from enrolment.gate import standing_or_404
from enrolment.models import Enrolment, Nomination
from enrolment.services.leaving import leave_course, refuse_to_leave
from lms.accounts.permissions import SignedInRequest
from lms.core.errors import DomainError

HOME = "dashboards:home"


@method_decorator(login_required, name="dispatch")
class LeaveView(View):
    """Leave a course one takes; 404 for whoever does not take it."""

    http_method_names = ["get", "head", "post"]
    request: SignedInRequest
    course: CoursePage
    enrolment: Enrolment

    def dispatch(self, request: HttpRequest, *args: Any, slug: str, **kwargs: Any) -> HttpResponseBase:
        standing = standing_or_404(request.user, slug)
        if standing.enrolment is None:
            raise Http404
        self.course, self.enrolment = standing.course, standing.enrolment
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        try:
            refuse_to_leave(self.enrolment, by=self.request.user)
        except DomainError as refusal:
            return self.page(sentence=refusal.sentence)
        return self.page()

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            place = leave_course(enrolment=self.enrolment, by=self.request.user, at=timezone.now())
        except DomainError as refusal:
            return self.page(sentence=refusal.sentence, status=409)
        messages.success(request, left_words(self.course, place))
        return redirect(HOME)

    def page(self, *, sentence: str = "", status: int = 200) -> HttpResponse:
        """Say what leaving does, or the sentence why there is nothing to leave."""
        place = self.place()
        context = {
            "course": self.course,
            "place": place,
            "courses": [enrolment.course for enrolment in self.beside(place)],
            "sentence": sentence,
        }
        return render(self.request, "enrolment/leaving/leave.html", context, status=status)

    def place(self) -> Nomination | None:
        """Return the training place that would go back."""
        mine = Nomination.objects.filter(enrolments=self.enrolment)
        return mine.with_people().first()

    def beside(self, place: Nomination | None) -> list[Enrolment]:
        """Return the courses that end with it."""
        ending = Enrolment.objects.active().filter(nomination=place) if place else Enrolment.objects.none()
        return list(ending.select_related("course").order_by("course__path"))


def left_words(course: CoursePage, place: Nomination | None) -> str:
    """Return what somebody reads who has just left `course`."""
    words = {"course": course.title}
    if place:
        return _("You have left %(course)s, and your place has gone back. What you have done is kept.") % words
    return _("You have left %(course)s. What you have done is kept, and counts again if you come back.") % words
