"""Study time: the estimate that opening a page begins, the beats of pages in use, and what a learner reads of it."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views import View
from django.views.decorators.http import require_safe

from courses.models import ActivityPage, CoursePage
from courses.state import LearnerState, Pulse, TimeSpent
from enrolment.gate import back_to_course, refused, standing_or_404
from enrolment.models import Enrolment
from enrolment.progress import learner_state
from enrolment.services.study_time import hear, leave, open_activity, settle
from enrolment.tickets import Ticket, read_ticket, write_ticket
from enrolment.time_spent import mark_in, short_in, time_in, times_of
from lms.accounts.models import User
from lms.accounts.permissions import SignedInRequest


def study_activity(page: ActivityPage, request: HttpRequest) -> None:
    """Begin an estimate for `page`, which the gate has opened, and leave the learner's time and a ticket for it.

    The gate left `learner` and `enrolment` on the request; nothing is written for a page that is being updated.
    """
    learner: LearnerState = request.learner  # type: ignore[attr-defined]  # put there by the gate
    enrolment: Enrolment = request.enrolment  # type: ignore[attr-defined]  # as above
    row, at = learner.row(page.activity_key), timezone.now()
    if row is None or not row.is_available:
        return
    about: dict[str, Any] = {"enrolment": enrolment, "mark": mark_in(enrolment), "at": at}
    seconds = open_activity(**about, activity_key=row.key) if request.method == "GET" else 0
    pulse = pulse_of(enrolment, page.course.slug, row.key, request)
    request.learner = replace(_timed(learner, page.course, enrolment, seconds), pulse=pulse)  # type: ignore[attr-defined]


def study_course(course: CoursePage, request: HttpRequest) -> None:
    """End the estimate of the page before, and leave the learner's time; at most one statement."""
    enrolment: Enrolment | None = getattr(request, "enrolment", None)
    if enrolment is None:
        return
    about: dict[str, Any] = {"enrolment": enrolment, "mark": mark_in(enrolment), "at": timezone.now()}
    seconds = leave(**about) if request.method == "GET" else 0
    learner: LearnerState = request.learner  # type: ignore[attr-defined]  # put there by the gate
    request.learner = _timed(learner, course, enrolment, seconds)  # type: ignore[attr-defined]  # as above


def _timed(learner: LearnerState, course: CoursePage, enrolment: Enrolment, just_now: int) -> LearnerState:
    """Return `learner` with their time; `just_now` are seconds that were estimated after the enrolment was read."""
    time = time_in(enrolment) + TimeSpent(0, just_now)
    return replace(learner, time=time, minutes_short=short_in(enrolment, course, just_now=just_now))


def pulse_of(enrolment: Enrolment, slug: str, key: str, request: HttpRequest) -> Pulse:
    """Return what a page of the activity `key` tells of itself with; the gate has been asked for it."""
    return Pulse(
        write_ticket(_ticket(enrolment, slug, key, timezone.now()), session_key=request.session.session_key),
        every=settings.STUDY_BEAT_SECONDS,
        idle=settings.STUDY_IDLE_SECONDS,
        renew=settings.STUDY_TICKET_MINUTES * 60 * 2 // 3,
    )


def _ticket(enrolment: Enrolment, slug: str, key: str, at: datetime) -> Ticket:
    return Ticket(slug, key, enrolment.learner_id, str(enrolment.pk), at.isoformat())


class BeatView(View):
    """A page in use tells of itself: with a fresh ticket, it is heard and gets the ticket for the next time.

    A ticket that is missing, too old, or asked to be renewed costs a way through the gate, and earns nothing.
    """

    http_method_names = ["get", "head", "post"]

    def get(self, request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
        return back_to_course(slug)

    def post(self, request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
        ticket = read_ticket(request.POST.get("ticket", ""), session_key=request.session.session_key)
        at = timezone.now()
        if ticket is None or not ticket.is_for(slug, key):
            return renew(request, slug, str(key), mark="")
        if "renew" in request.POST or not ticket.is_fresh(at):
            return renew(request, slug, str(key), mark=ticket.mark)
        # The ticket says who it is, so nobody need be looked up for the log: of a beat only a failure stands there.
        request.user = User(pk=ticket.learner_id)
        return answer(request, hear(ticket=ticket, begins="begins" in request.POST, at=at))


@login_required
def renew(request: HttpRequest, slug: str, key: str, *, mark: str) -> HttpResponse:
    """Ask the gate again for a page that is open already; return a new ticket, or what the gate says."""
    standing = standing_or_404(request.user, slug)
    if standing.study_refusal or standing.enrolment is None:
        return refused(request, standing)
    row = learner_state(standing).row(key)
    if row is None or not row.is_available:
        raise Http404
    return answer(request, replace(_ticket(standing.enrolment, slug, key, timezone.now()), mark=mark))


def answer(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """Return `ticket` for the next beat; for this browser alone."""
    words = {"ticket": write_ticket(ticket, session_key=request.session.session_key)}
    return JsonResponse(words, headers={"Cache-Control": "private, no-store"})


@login_required
@require_safe
def my_time(request: SignedInRequest) -> HttpResponse:
    """Show the learner, and nobody else, how long they have studied, and what that means."""
    settle(learner_id=request.user.pk, at=timezone.now())
    return render(request, "enrolment/study_time/my_time.html", {"times": times_of(request.user)})
