"""Starting a course and marking an activity as done: one POST each, harmless when pressed twice."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.models import CoursePage
from courses.state import LearnerState, OutlineRow
from enrolment.access import standing_of
from enrolment.gate import back_to_course, not_now, refused, standing_or_404
from enrolment.progress import learner_state
from enrolment.services.enrolments import self_enrol
from enrolment.services.progress import record_completion
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
    return redirect(_next_address(state, course))


@login_required
def mark_done(request: SignedInRequest, slug: str, key: UUID) -> HttpResponse:
    """Record that the lesson is done and lead on to the next thing to do, or to the course when that was all."""
    if request.method != "POST":
        return back_to_course(slug)
    standing = standing_or_404(request.user, slug)
    course, enrolment = standing.course, standing.enrolment
    if standing.study_refusal or enrolment is None:
        return refused(request, standing)
    if not _lesson_in(learner_state(standing), str(key)).is_available:
        return not_now(request, slug)
    record_completion(enrolment=enrolment, activity_key=str(key), by=request.user, at=timezone.now())
    state = learner_state(standing_of(request.user, course))
    if state.completed_at and not enrolment.is_completed:
        messages.success(request, _("You have finished %(course)s. Well done.") % {"course": course.title})
    return redirect(_address_after(state, str(key), course))


def _lesson_in(state: LearnerState, key: str) -> OutlineRow:
    """Only lessons are marked by hand; a quiz is done by passing it."""
    row = state.row(key)
    if row is None or row.kind != "lesson":
        raise Http404
    return row


def _address_after(state: LearnerState, key: str, course: CoursePage) -> str:
    place = state.place_of(key)
    following = place.following if place else None
    if state.completed_at is None and following and following.url and not following.done:
        return following.url
    return _next_address(state, course)


def _next_address(state: LearnerState, course: CoursePage) -> str:
    if state.completed_at is None and state.next_row and state.next_row.url:
        return state.next_row.url
    return reverse("courses:page", args=[f"{course.slug}/"])
