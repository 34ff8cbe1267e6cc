"""Finding one's way in the review queue: search, filter, sort. A value that is missing or wrong narrows nothing."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from assessments.managers import AttemptQuerySet
from assessments.written import ReviewState
from courses.models import CoursePage

ORDERS = {
    "oldest": ("submitted_at", "pk"),
    "newest": ("-submitted_at", "pk"),
    "name": ("enrolment__learner__full_name", "pk"),
}


class QueueForm(forms.Form):
    """The filter above the queue."""

    q = forms.CharField(label=_("Name"), required=False, max_length=150)
    course = forms.ModelChoiceField(
        label=_("Course"), queryset=CoursePage.objects.none(), required=False, empty_label=_("All courses")
    )
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All")), *ReviewState.choices])
    order = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[("oldest", _("Longest waiting first")), ("newest", _("Newest first")), ("name", _("By name"))],
    )

    def __init__(self, *args: Any, courses: QuerySet[CoursePage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["course"].queryset = courses  # type: ignore[attr-defined]  # a ModelChoiceField
        self.is_valid()

    def narrowed(self, work: AttemptQuerySet) -> AttemptQuerySet:
        """Return what of `work` was asked for, in the order asked for."""
        asked = self.cleaned_data
        found = ReviewState(asked["state"]).of(work) if asked.get("state") else work.awaiting_review()
        if asked.get("course"):
            found = found.filter(enrolment__course=asked["course"])
        if asked.get("q"):
            name = Q(enrolment__learner__full_name__icontains=asked["q"])
            found = found.filter(name | Q(enrolment__learner__known_as__icontains=asked["q"]))
        return found.order_by(*ORDERS[asked.get("order") or "oldest"])

    @property
    def is_narrow(self) -> bool:
        """Tell whether anything was asked for."""
        return any(self.cleaned_data.get(name) for name in ("q", "course", "state"))
