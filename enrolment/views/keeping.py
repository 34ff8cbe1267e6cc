"""What was sent too late to be saved, after a sign-out or from a page of somebody else: kept, shown, or dropped."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from enrolment.limits import is_kept_too_often
from enrolment.unsaved import keep_unsaved, sender_of


class _Token(CsrfViewMiddleware):
    """The middleware's own test, asked by hand: its answer would be a page without what was typed."""

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:
        return HttpResponse(reason, status=403)


def came_from_us(request: HttpRequest) -> bool:
    """Tell whether the form came from a page of ours, made since the last sign-in; for views that are csrf_exempt."""
    return _Token(_nothing).process_view(request, _nothing, (), {}) is None


def _nothing(_request: HttpRequest) -> HttpResponse:
    """Stand for the view behind the middleware."""
    return HttpResponse()


def keep_and_sign_in(request: HttpRequest, *, is_theirs: Callable[[int], bool]) -> HttpResponse:
    """Lead to sign-in, with what was sent kept; what a page of ours sent and cannot be kept is shown, to be copied.

    Arguments: `is_theirs`, whether the address is one of the learner (by key) on whose page the form stood. What is no
    page of ours, or of nothing of theirs, leaves nothing behind.
    """
    learner_id = sender_of(request) if request.method == "POST" else None
    if learner_id and is_kept_too_often(request, learner_id):
        return to_copy(request, status=429)
    if learner_id and is_theirs(learner_id):
        is_kept = keep_unsaved(request, learner_id=learner_id, at=timezone.now())
        return redirect_to_login(request.path) if is_kept else to_copy(request, status=413)
    return redirect_to_login(request.path)


def to_copy(request: HttpRequest, *, status: int) -> HttpResponse:
    """Show what was sent while signed out to whoever pressed the button, on a page that nothing keeps."""
    answer = render(request, "enrolment/study/signed_out.html", {"back": request.path}, status=status)
    answer["Cache-Control"] = "private, no-store"
    return answer


def not_yours(request: HttpRequest) -> HttpResponse:
    """Drop what somebody left open on a shared computer sent: it is shown to nobody else, nor saved as theirs."""
    words = _("That page had been opened by somebody else, so what was written on it was not saved.")
    messages.warning(request, words)
    return redirect(request.path)
