"""What saving a learner's own words has in common: nothing typed is lost when the session or the page is too old."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from courses.forms import SEEN
from enrolment.unsaved import forget_others, is_activity_of, is_of_somebody_else, take_unsaved
from enrolment.views.base import ActivityView
from enrolment.views.keeping import came_from_us, keep_and_sign_in, not_yours

FOUND = 302


@method_decorator(csrf_exempt, name="dispatch")  # asked below, with the same test
class WritingView(ActivityView):
    """Save what somebody wrote beside or in an activity.

    Whoever was signed out meanwhile signs in and finds what they wrote, still to be saved; so does whoever signed in
    again in another tab. What somebody else's page sends is dropped, unshown. A GET leads to the page.
    """

    def dispatch(self, request: HttpRequest, *args: Any, slug: str, key: UUID, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return self.signed_out(request, slug, key)
        forget_others(request)
        if request.method == "POST" and is_of_somebody_else(request):
            return not_yours(request)
        stopped = self.stopped(request, slug, key)
        if stopped:
            return self.on_hold(slug) if request.method == "POST" and stopped.status_code == FOUND else stopped
        if request.method == "POST":
            return self.save() if came_from_us(request) else self.too_old()
        return self.come_back()

    def signed_out(self, request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
        """Lead to sign-in, with what was sent kept where it is of an activity of theirs."""
        return keep_and_sign_in(request, is_theirs=lambda learner_id: is_activity_of(learner_id, slug, key))

    def on_hold(self, slug: str) -> HttpResponse:
        """Show what was sent to a page that is being updated by now; the message says that it is."""
        return render(self.request, "enrolment/study/on_hold.html", {"slug": slug}, status=409)

    def come_back(self) -> HttpResponse:
        """Show what was sent while signed out, to be saved by one more press, or lead to the page."""
        sent = take_unsaved(self.request, at=timezone.now())
        if sent is None:
            return self.to_page()
        words = _("You had been signed out. What you wrote is still here: please press “Save” once more.")
        return self.once_more(sent, words, status=200)

    def too_old(self) -> HttpResponse:
        """Show what was sent from a page that was open before the last sign-in; another site gets no further."""
        words = _(
            "This page had been open for a long time. What you wrote is still here: please press “Save” once more."
        )
        return self.once_more(self.request.POST, words, status=403)

    def save(self) -> HttpResponse:
        """Save what was sent."""
        raise NotImplementedError

    def once_more(self, sent: Mapping[str, Any], words: str, *, status: int) -> HttpResponse:
        """Show the page with what was sent, not saved, and `words` beside it."""
        raise NotImplementedError

    def to_page(self) -> HttpResponse:
        """Lead to where it stands on the page of the activity."""
        raise NotImplementedError


def seen_in(sent: Mapping[str, Any]) -> datetime | None:
    """Return which version the form had been made of, as the form says; None for none, and for what is no moment."""
    try:
        seen = datetime.fromisoformat(sent.get(SEEN, ""))
        return seen.astimezone(UTC) if seen.tzinfo else None
    except (ValueError, OverflowError):  # in the first hours of the year 1, and the last of 9999
        return None
