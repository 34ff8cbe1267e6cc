"""Fetching an attempt and authorising its learner in one step."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.decorators import method_decorator
from django.views import View

from assessments.models import Attempt
from assessments.services.attempts import texts_of
from courses.models import CoursePage
from enrolment.access import standing_of
from enrolment.gate import refused


@method_decorator(login_required, name="dispatch")
class AttemptView(View):
    """A view on one's own attempt: another's is 404, a course one may not study now is 403 with its sentence."""

    attempt: Attempt
    course: CoursePage

    def dispatch(self, request: HttpRequest, *args: Any, attempt_id: UUID, **kwargs: Any) -> HttpResponseBase:
        own = Attempt.objects.of_learner(request.user).select_related("assessment", "enrolment__course")
        self.attempt = get_object_or_404(own, pk=attempt_id)
        self.course = self.attempt.enrolment.course
        standing = standing_of(request.user, self.course)
        if standing.study_refusal:
            return refused(request, standing)
        return super().dispatch(request, *args, **kwargs)

    def texts(self) -> dict[str, str]:
        """Return the written answers saved so far."""
        return texts_of(self.attempt)

    def context(self, **more: Any) -> dict[str, Any]:
        """Return what every page of a quiz needs."""
        return {"attempt": self.attempt, "assessment": self.attempt.assessment, "course": self.course, **more}


def too_late(view: AttemptView) -> HttpResponse:
    """Lead from a page for answering to the result, when the attempt is over."""
    return redirect("assessments:result", attempt_id=view.attempt.pk)
