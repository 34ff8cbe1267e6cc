"""Doing an activity: one POST, refused in words, and the way on afterwards."""

from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View

from courses.models import ActivityPage, CoursePage
from courses.state import LearnerState
from enrolment.access import standing_of
from enrolment.gate import back_to_course, no_longer_needed, not_now, refused, standing_or_404
from enrolment.margins import read_beside
from enrolment.models import Enrolment
from enrolment.progress import learner_state, was_offered
from lms.accounts.permissions import SignedInRequest


@method_decorator(login_required, name="dispatch")
class ActivityView(View):
    """A POST to one activity of a course that the person is taking.

    What is no such activity there is 404, a course one may not study now 403 with its sentence; a GET leads to the
    course, and so does an activity that is being updated or was taken out of it. `kind` is empty where any activity
    will do.
    """

    kind: ClassVar[str]
    request: SignedInRequest
    course: CoursePage
    enrolment: Enrolment
    state: LearnerState
    key: str

    def dispatch(self, request: HttpRequest, *args: Any, slug: str, key: UUID, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST":
            return back_to_course(slug)
        return self.stopped(request, slug, key) or super().dispatch(request)

    def stopped(self, request: HttpRequest, slug: str, key: UUID) -> HttpResponse | None:
        """Return the answer to whoever may not do this now; None leaves course, enrolment, state and key behind."""
        standing = standing_or_404(request.user, slug)
        if standing.study_refusal or standing.enrolment is None:
            return refused(request, standing)
        self.course, self.enrolment, self.key = standing.course, standing.enrolment, str(key)
        self.state = learner_state(standing)
        row = self.state.row(self.key)
        if row is None and was_offered(self.enrolment, self.key):
            return no_longer_needed(request, slug)
        if row is None or self.kind not in ("", row.kind):
            raise Http404
        return None if row.is_available else not_now(request, slug)

    def onwards(self) -> HttpResponse:
        """Lead on to the next thing to do, or to the course when that was all, and say so when that finished it."""
        state = learner_state(standing_of(self.request.user, self.course))
        if state.completed_at and not self.enrolment.is_completed:
            messages.success(self.request, finished_words(self.course))
        return redirect(address_after(state, self.key, self.course))

    def page_again(
        self, page: ActivityPage, form: forms.Form | None = None, *, status: int, **more: Any
    ) -> HttpResponse:
        """Show the activity's own page once more, with `form` as it was sent, and whatever `more` it is to show."""
        _facts, margin = read_beside(self.enrolment, page)
        self.request.learner = self.state.with_margin(margin)  # type: ignore[attr-defined]  # as the gate on a GET
        page.course = self.course
        context = {**page.get_context(self.request), "form": form, **more}
        return render(self.request, page.get_template(self.request), context, status=status)


def finished_words(course: CoursePage) -> str:
    """Return what a learner reads who has just finished `course`."""
    words = (
        _("You have finished %(course)s. Your certificate is being made.")
        if course.programme_id
        else _("You have finished %(course)s. Well done.")
    )
    return words % {"course": course.title}


def address_after(state: LearnerState, key: str, course: CoursePage) -> str:
    """Return where to go after the activity `key`: the one that follows it, unless that is done already."""
    place = state.place_of(key)
    following = place.following if place else None
    if state.completed_at is None and following and following.url and not following.done:
        return following.url
    return next_address(state, course)


def next_address(state: LearnerState, course: CoursePage) -> str:
    """Return the address of the next thing to do, or of the course when nothing is left or can be opened."""
    if state.completed_at is None and state.next_row and state.next_row.url:
        return state.next_row.url
    return reverse("courses:page", args=[f"{course.slug}/"])
