"""Fetching a learner's enrolment and authorising whoever may help with it in one step."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View

from assessments.refusing import Refused, found_or_refused, record_refusal
from assessments.supporting import helped_by, may_help
from enrolment.models import Enrolment
from lms.accounts.permissions import SignedInRequest


@method_decorator(login_required, name="dispatch")
class SupportView(View):
    """A view on one learner of one course for staff who may help: 404 for others, a sentence for colleagues of theirs.

    Every form for helping stands below it; who may help is asked here and once more by the service. Refusals are
    audited.
    """

    request: SignedInRequest
    enrolment: Enrolment

    def dispatch(self, request: HttpRequest, *args: Any, enrolment_id: UUID, **kwargs: Any) -> HttpResponseBase:
        rows = helped_by(request.user).select_related("learner", "course", "edition")
        self.enrolment = found_or_refused(request, rows, enrolment_id, why=self._beyond)
        if not may_help(request.user, self.enrolment):
            record_refusal(request, self.enrolment, Refused.SAME_ORGANISATION)
            sentence = _("You and the learner are of the same organisation, so a colleague looks after this.")
            return render(request, "assessments/not_yours.html", {"sentence": sentence}, status=403)
        return super().dispatch(request, *args, **kwargs)

    def _beyond(self, enrolment: Enrolment) -> Refused:
        """Return what asking for it is recorded as."""
        is_own = enrolment.learner_id == self.request.user.pk
        return Refused.FOR_THEMSELVES if is_own else Refused.NOT_YOUR_LEARNER
