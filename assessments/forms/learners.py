"""Finding a learner whom one may help: search, filter, sort. A value that is missing or wrong narrows nothing."""

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Lower
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from assessments.answers import normalised
from assessments.models import PaperEntry
from courses.models import CoursePage
from enrolment.managers import EnrolmentQuerySet
from enrolment.models import Status

ADJUSTED, ON_PAPER = "adjusted", "paper"
ORDERS: dict[str, tuple[Any, ...]] = {
    "name": (Lower("learner__full_name"), "course__path", "pk"),
    "course": ("course__path", Lower("learner__full_name"), "pk"),
    "newest": ("-enrolled_at", "pk"),
}
# Letters that no normal form takes apart, as people without them on their keyboard write them.
WRITTEN_AS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})


class LearnersForm(forms.Form):
    """The filter above the list: drawn by components/filter.html, applied by `narrowed`."""

    q = forms.CharField(label=_("Name or e-mail"), required=False, max_length=150)
    course = forms.ModelChoiceField(
        label=_("Course"), queryset=CoursePage.objects.none(), required=False, empty_label=_("All courses")
    )
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All")), *Status.choices])
    having = forms.ChoiceField(
        label=_("With"),
        required=False,
        choices=[
            ("", _("No matter")),
            (ADJUSTED, _("Extra time or attempts")),
            (ON_PAPER, _("Answers on paper being entered")),
        ],
    )
    order = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[("name", _("By name")), ("course", _("By course")), ("newest", _("Newest first"))],
    )

    def __init__(self, data: QueryDict, *, courses: QuerySet[CoursePage]) -> None:
        super().__init__(data)
        self.query = data
        self.fields["course"].queryset = courses  # type: ignore[attr-defined]  # a ModelChoiceField
        self.is_valid()

    def narrowed(self, rows: EnrolmentQuerySet) -> EnrolmentQuerySet:
        """Return those of `rows` that were asked for, in the order asked for; one statement more for a name."""
        asked = self.cleaned_data
        narrow = {name: asked[name] for name in ("course",) if asked.get(name)}
        if asked.get("state"):
            narrow["status"] = asked["state"]
        rows = rows.filter(**narrow)
        if asked.get("having") == ADJUSTED:
            given = Q(learner__adjustment__extra_per_cent__gt=0) | Q(learner__adjustment__extra_attempts__gt=0)
            rows = rows.filter(given)
        if asked.get("having") == ON_PAPER:
            rows = rows.filter(Exists(PaperEntry.objects.open().filter(attempt__enrolment=OuterRef("pk"))))
        if asked.get("q"):
            rows = rows.filter(learner__in=_people_called(asked["q"], rows))
        found: EnrolmentQuerySet = rows.order_by(*ORDERS[asked.get("order") or "name"])
        return found

    @property
    def is_narrow(self) -> bool:
        """Tell whether something other than everybody was asked for."""
        return any(self.cleaned_data.get(name) for name in ("q", "course", "state", "having"))

    @property
    def asked(self) -> str:
        """Return what was asked for as the part of an address after its question mark, without the page."""
        kept = self.query.copy()
        kept.pop("page", None)
        return kept.urlencode()


def _people_called(words: str, rows: EnrolmentQuerySet) -> list[int]:
    """Return the ids of the learners of `rows` in whose names or addresses each of `words` stands, accents or not.

    Compared here: no database of ours compares without accents.
    """
    parts = _plain(words).split()
    people = rows.order_by().values_list(
        "learner", "learner__full_name", "learner__known_as", "learner__email", "learner__sign_in_name"
    )
    found = {pk: _plain(" ".join(filter(None, names))) for pk, *names in people.distinct()}
    return [pk for pk, text in found.items() if all(part in text for part in parts)]


def _plain(text: str) -> str:
    return normalised(text).translate(WRITTEN_AS)
