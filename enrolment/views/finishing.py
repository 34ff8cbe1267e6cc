"""“Finish this course”: one POST by the learner, when editors changed the course and nothing is left to do."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone

from enrolment.gate import back_to_course, refused, standing_or_404
from enrolment.services.progress import finish_course
from enrolment.views.base import finished_words
from lms.accounts.permissions import SignedInRequest
from lms.core.errors import DomainError


@login_required
def finish(request: SignedInRequest, slug: str) -> HttpResponse:
    """Complete the course and say so; a GET, and whoever cannot finish yet, is led to the course with the sentence."""
    if request.method != "POST":
        return back_to_course(slug)
    standing = standing_or_404(request.user, slug)
    if standing.study_refusal or standing.enrolment is None:
        return refused(request, standing)
    try:
        if finish_course(enrolment=standing.enrolment, by=request.user, at=timezone.now()):
            messages.success(request, finished_words(standing.course))
    except DomainError as refusal:
        messages.info(request, refusal.sentence)
    return back_to_course(slug)
