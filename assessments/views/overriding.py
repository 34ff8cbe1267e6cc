"""Marking one activity as done, or as not done, for a learner; each on a page of its own, with a reason."""

from typing import ClassVar
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.forms.reasons import ReasonForm
from assessments.permissions import is_trainer
from assessments.services.overriding import mark_done, mark_undone
from assessments.views.support import SupportView
from lms.core.errors import DomainError

# What another reason would mend; everything else has moved meanwhile, or is so.
MENDABLE = {"reason_needed", "reason_too_long"}


class OverrideView(SupportView):
    """One act on one activity of the learner's edition; any other activity is 404."""

    http_method_names = ["get", "head", "post"]
    heading: ClassVar[str | Promise]
    words: ClassVar[str | Promise]
    submit: ClassVar[str | Promise]
    done: ClassVar[str | Promise]

    def get(self, request: HttpRequest, key: UUID) -> HttpResponse:
        return self._page(key, ReasonForm())

    def post(self, request: HttpRequest, key: UUID) -> HttpResponse:
        form = ReasonForm(request.POST)
        title = self._title(key)
        if not form.is_valid():
            return self._page(key, form, status=422)
        try:
            self.act(activity_key=str(key), reason=form.cleaned_data["reason"])
        except DomainError as refusal:
            if refusal.code in MENDABLE:
                form.add_error("reason", refusal.sentence)
                return self._page(key, form, status=422)
            return self._page(key, form, status=409, sentence=refusal.sentence)
        messages.success(request, self.done % {"title": title, "name": self.enrolment.learner})
        return redirect("assessments:learner", enrolment_id=self.enrolment.pk)

    def act(self, **about: str) -> None:
        """Call the service; its refusal is shown."""
        raise NotImplementedError

    def _title(self, key: UUID) -> str:
        title = self.enrolment.title_of(str(key))
        if not title:
            raise Http404
        return title

    def _page(self, key: UUID, form: ReasonForm, *, status: int = 200, sentence: str = "") -> HttpResponse:
        context = {
            "enrolment": self.enrolment,
            "title": self._title(key),
            "form": form,
            "view": self,
            "sentence": sentence,
            "is_trainer": is_trainer(self.request),
        }
        return render(self.request, "assessments/override.html", context, status=status)


class MarkDoneView(OverrideView):
    """Vouch for it that the learner has done an activity."""

    heading = _("Mark as done")
    words = _(
        "It then counts for this learner as if they had done it here, and stands in their record as recorded by our "
        "staff. If nothing else is left, the course is finished by it."
    )
    submit = _("Mark as done")
    done = _("“%(title)s” is marked as done for %(name)s.")

    def act(self, **about: str) -> None:
        """Record it."""
        mark_done(enrolment=self.enrolment, by=self.request.user, at=timezone.now(), **about)


class MarkUndoneView(OverrideView):
    """Take back that the learner has done an activity."""

    heading = _("Mark as not done")
    words = _(
        "It then stands on the learner’s path as still to do. What they wrote there and the time they spent stay, "
        "and we keep how and when it had been done."
    )
    submit = _("Mark as not done")
    done = _("“%(title)s” is marked as not done for %(name)s.")

    def act(self, **about: str) -> None:
        """Take it back."""
        mark_undone(enrolment=self.enrolment, by=self.request.user, at=timezone.now(), **about)
