"""Starting a course and marking an activity as done: one POST each, harmless when pressed twice."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.models import CoursePage, LessonPage
from enrolment.access import standing_of
from enrolment.gate import back_to_course
from enrolment.progress import learner_state
from enrolment.services.enrolments import self_enrol
from enrolment.services.reading import finish_lesson
from enrolment.services.study_time import settle
from enrolment.views.base import ActivityView, next_address
from lms.accounts.permissions import SignedInRequest
from lms.core.errors import DomainError


@login_required
def start_course(request: SignedInRequest, slug: str) -> HttpResponse:
    """Enrol the signed-in person and lead to the first thing to do; a refusal is a page with its sentence."""
    if request.method != "POST":
        return back_to_course(slug)
    course: CoursePage = get_object_or_404(CoursePage.objects.live(), slug=slug)
    at = timezone.now()
    try:
        enrolment = self_enrol(learner=request.user, course=course, by=request.user, at=at)
    except DomainError as refusal:
        context = {"sentence": refusal.sentence, "course": course}
        return render(request, "enrolment/refused.html", context, status=409)
    state = learner_state(standing_of(request.user, course))
    if enrolment.enrolled_at == at and any(row.done for row in state.rows):
        messages.info(request, _("Welcome back. What you did on this course before counts again."))
    return redirect(next_address(state, course))


class MarkDoneView(ActivityView):
    """Record that the lesson is done. Only lessons are marked by hand; a quiz is done by passing it.

    While something the lesson asks for is missing, its page says so and leads there.
    """

    kind = "lesson"

    def post(self, request: HttpRequest) -> HttpResponse:
        page = get_object_or_404(LessonPage, translation_key=self.key, path__startswith=self.course.path)
        settle(learner_id=self.enrolment.learner_id, at=timezone.now())
        try:
            finish_lesson(enrolment=self.enrolment, page=page, by=self.request.user, at=timezone.now())
        except DomainError as refusal:
            return self.page_again(page, status=422, refusal=refusal.sentence)
        return self.onwards()
