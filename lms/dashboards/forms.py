"""Finding people in a list of nominations. Every value may be missing or wrong: then all of them are shown."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Q
from django.db.models.functions import Lower
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from enrolment.managers import NominationQuerySet
from enrolment.models import Site
from enrolment.rules.flags import Flag
from enrolment.rules.words import Word
from lms.dashboards.desk.flags import in_flag
from lms.dashboards.desk.words import in_words
from lms.dashboards.journeys import label_of
from lms.dashboards.keepsakes import Keepsake

ORDERS: dict[str, tuple[Any, ...]] = {
    "newest": ("-nominated_at", "pk"),
    "name": (Lower("name"), "pk"),
    "site": ("allowance__licence__site__organisation__name", "allowance__licence__site__name", Lower("name"), "pk"),
}
FILTERED = {
    Flag.SUSPENDED: _("Waiting for the licence"),
    Flag.PAUSED: _("Paused"),
    Flag.STALLED: _("Stalled: nothing done for a while"),
    Flag.RECOGNISED: _("Recognised: trained before"),
}
SITE = "allowance__licence__site"


class PeopleFilter(forms.Form):
    """Search, filter and sort: drawn by components/filter.html, applied by `narrowed`."""

    q = forms.CharField(label=_("Name or e-mail address"), required=False, max_length=150)
    word = forms.ChoiceField(label=_("Where they stand"), required=False)
    flag = forms.ChoiceField(label=_("Of these, only who is"), required=False)
    site = forms.ChoiceField(label=_("Site"), required=False)
    order = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[("newest", _("Newest first")), ("name", _("By name")), ("site", _("By site"))],
    )

    def __init__(self, data: QueryDict, *, sites: Iterable[Site]) -> None:
        super().__init__(data)
        self.query = data
        words = [(word.value, label_of(word).capitalize()) for word in Word]
        self._choices("word", [("", _("Everybody")), *words])
        flags = [(flag.value, FILTERED[flag]) for flag in Flag]
        self._choices("flag", [("", _("No matter")), *flags])
        # With one site there is nothing to choose.
        choices = [(str(site.pk), str(site)) for site in sites]
        self._choices("site", [("", _("All sites")), *choices])
        if len(choices) == 1:
            del self.fields["site"]
        self.is_valid()

    def _choices(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    def narrowed(self, rows: NominationQuerySet, *, at: datetime) -> NominationQuerySet:
        """Return those of `rows` that were asked for at this moment, in the order asked for."""
        asked = self.cleaned_data
        if asked.get("word"):
            rows = in_words(rows, [Word(asked["word"])], at=at)
        if asked.get("flag"):
            rows = in_flag(rows, Flag(asked["flag"]), at=at)
        if asked.get("site"):
            rows = rows.filter(**{SITE: asked["site"]})
        for part in asked.get("q", "").split():
            rows = rows.filter(Q(name__icontains=part) | Q(email__icontains=part))
        return rows.order_by(*ORDERS[asked.get("order") or "newest"])

    @property
    def is_narrow(self) -> bool:
        """Tell whether something other than everybody was asked for."""
        return any(self.cleaned_data.get(name) for name in ("q", "word", "flag", "site"))

    @property
    def asked(self) -> str:
        """Return what was asked for as the part of an address after its question mark, without the page."""
        kept = self.query.copy()
        kept.pop("page", None)
        return kept.urlencode()


class KeepsakeFilter(forms.Form):
    """Search in one's own notes and sheets, and one course of them."""

    q = forms.CharField(label=_("Words"), required=False, max_length=100)
    course = forms.ChoiceField(label=_("Course"), required=False)

    def __init__(self, data: QueryDict, *, keepsakes: Iterable[Keepsake]) -> None:
        super().__init__(data)
        field: Any = self.fields["course"]
        field.choices = [("", _("All courses")), *dict.fromkeys((one.course_slug, one.course) for one in keepsakes)]
        self.is_valid()

    @property
    def wanted(self) -> dict[str, str]:
        """Return what was asked for; whatever makes no sense asks for everything."""
        return {"words": self.cleaned_data.get("q", ""), "course": self.cleaned_data.get("course", "")}

    @property
    def is_narrow(self) -> bool:
        """Tell whether anything but everything was asked for."""
        return any(self.wanted.values())
