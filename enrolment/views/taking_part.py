"""Starting a course and marking an activity as done: one POST each, harmless when pressed twice."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from courses.models import CoursePage
from enrolment.access import standing_of
from enrolment.gate import back_to_course
from enrolment.progress import learner_state
from enrolment.services.enrolments import self_enrol
from enrolment.services.progress import record_completion
from enrolment.views.base import ActivityView, next_address
from lms.accounts.permissions import SignedInRequest
from lms.core.errors import DomainError


@login_required
def start_course(request: SignedInRequest, slug: str) -> HttpResponse:
    """Enrol the signed-in person and lead to the first thing to do; a refusal is a page with its sentence."""
    if request.method != "POST":
        return back_to_course(slug)
    course: CoursePage = get_object_or_404(CoursePage.objects.live(), slug=slug)
    try:
        self_enrol(learner=request.user, course=course, by=request.user, at=timezone.now())
    except DomainError as refusal:
        context = {"sentence": refusal.sentence, "course": course}
        return render(request, "enrolment/refused.html", context, status=409)
    state = learner_state(standing_of(request.user, course))
    return redirect(next_address(state, course))


class MarkDoneView(ActivityView):
    """Record that the lesson is done. Only lessons are marked by hand; a quiz is done by passing it."""

    kind = "lesson"

    def post(self, request: HttpRequest) -> HttpResponse:
        record_completion(enrolment=self.enrolment, activity_key=self.key, by=self.request.user, at=timezone.now())
        return self.onwards()
