"""Tools worth another look in a course, after the quizzes of it: the learner's own page, nobody else's."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assessments.weak_points import weak_points_of_course
from enrolment.gate import refused, standing_or_404
from lms.accounts.permissions import SignedInRequest


@login_required
@require_safe
def weak_points(request: SignedInRequest, slug: str) -> HttpResponse:
    """Answer one's own tools worth another look in the course `slug`; 404 for whoever does not take it."""
    standing = standing_or_404(request.user, slug)
    if standing.enrolment is None:
        raise Http404
    if standing.study_refusal:
        return refused(request, standing)
    context = {"course": standing.course, "weak_points": weak_points_of_course(standing)}
    return render(request, "assessments/weak_points.html", context)
