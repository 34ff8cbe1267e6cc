"""How far somebody has read: the last heading, as a script tells, and the end, as a script or a button tells."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.text import slugify

from enrolment.services.reading import record_reading
from enrolment.views.base import ActivityView
from lms.accounts.permissions import SignedInRequest


class ReadingView(ActivityView):
    """Keep where the learner is in a lesson. A script is answered without a page, a press of the button with it."""

    kind = "lesson"

    def post(self, request: SignedInRequest) -> HttpResponse:
        record_reading(
            enrolment=self.enrolment,
            activity_key=self.key,
            by=request.user,
            at=timezone.now(),
            anchor=slugify(request.POST.get("anchor", "")),
            reached_end="end" in request.POST,
        )
        if "script" in request.POST:
            return HttpResponse(status=204)
        row = self.state.row(self.key)
        return redirect(f"{row.url if row else ''}#end-of-page")
