"""A receipt for what was handed in, on one page that prints well."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from assessments.models import Attempt
from assessments.refusing import Refused, found_or_refused
from assessments.services.answering import answers_of
from lms.accounts.permissions import SignedInRequest


@login_required
@require_safe
def receipt(request: SignedInRequest, attempt_id: UUID) -> HttpResponse:
    """Answer the receipt of one's own attempt, whatever became of the course since; another's is 404.

    What is not handed in yet leads to where it is handed in; what ended before that has none.
    """
    own = Attempt.objects.of_learner(request.user).select_related("assessment", "enrolment__course")
    attempt = found_or_refused(request, own, attempt_id, why=lambda _other: Refused.NOT_YOURS)
    if attempt.is_in_progress:
        return redirect("assessments:check", attempt_id=attempt.pk)
    if attempt.submitted_at is None:
        raise Http404
    given, items = answers_of(attempt), attempt.paper.items
    context = {
        "attempt": attempt,
        "assessment": attempt.assessment,
        "course": attempt.enrolment.course,
        "answered": sum(item.key in given and given[item.key].is_given for item in items),
        "count": len(items),
    }
    return render(request, "assessments/receipt.html", context)
