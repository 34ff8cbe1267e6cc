"""Bookmarks: set and taken back by one press each, harmless when pressed twice."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from enrolment.services.bookmarks import add_bookmark, remove_bookmark
from enrolment.views.base import ActivityView
from lms.accounts.permissions import SignedInRequest


class BookmarkView(ActivityView):
    """Bookmark any activity, or take that back, as the button says; then back to it."""

    kind = ""

    def post(self, request: SignedInRequest) -> HttpResponse:
        if request.POST.get("wanted") == "no":
            remove_bookmark(activity_key=self.key, by=request.user)
        else:
            add_bookmark(course=self.course, activity_key=self.key, by=request.user, at=timezone.now())
        row = self.state.row(self.key)
        return redirect(str(row.url) if row else "dashboards:notes")


@login_required
def remove_own_bookmark(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Take back one's own bookmark from the list, whatever may be studied now; a GET only leads to the list."""
    if request.method == "POST" and remove_bookmark(activity_key=str(key), by=request.user):
        messages.success(request, _("The bookmark is taken away."))
    return redirect("dashboards:notes")
