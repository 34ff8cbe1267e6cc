"""Where a person's check stands, in words for desks."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from enrolment.models import CheckKind
from enrolment.rules.partners import Check, CheckFacts, CheckState, check_state


@dataclass(frozen=True)
class CheckLine:
    """The check that counts. `kind` and `until` are empty where none was confirmed."""

    state: CheckState
    kind: str = ""
    until: date | None = None

    @property
    def words(self) -> str:
        """Return what a desk says."""
        day = date_format(self.until, "j F Y") if self.until else ""
        return LABELS[self.state]() % {"kind": self.kind, "day": day}

    @property
    def label(self) -> str:
        """Return the state alone, for where the day stands apart."""
        return STATES[self.state]()

    @property
    def tag(self) -> str:
        """Return the shape of the status tag (docs/design.md)."""
        return TAGS[self.state]


STATES = {
    CheckState.NONE: lambda: _("none confirmed"),
    CheckState.CURRENT: lambda: _("current"),
    CheckState.ENDS_SOON: lambda: _("ends soon"),
    CheckState.ENDED: lambda: _("ended"),
    CheckState.NOT_APPLICABLE: lambda: _("not applicable"),
}
LABELS = {
    CheckState.NONE: lambda: _("none confirmed"),
    CheckState.CURRENT: lambda: _("%(kind)s until %(day)s"),
    CheckState.ENDS_SOON: lambda: _("%(kind)s ends on %(day)s"),
    CheckState.ENDED: lambda: _("%(kind)s ended on %(day)s"),
    CheckState.NOT_APPLICABLE: lambda: _("not applicable until %(day)s"),
}
TAGS = {
    CheckState.NONE: "todo",
    CheckState.CURRENT: "done",
    CheckState.ENDS_SOON: "needs-you",
    CheckState.ENDED: "ended",
    CheckState.NOT_APPLICABLE: "done",
}
# As people call them; the long names stand where one is chosen.
SHORT = {Check.DBS: "DBS", Check.PVG: "PVG", Check.ACCESS_NI: "AccessNI"}


def check_line(affiliation: Any, *, day: date) -> CheckLine:
    """Return where the check of an affiliation read `with_check` stands on `day`; no statement more."""
    kind, until = affiliation.check_kind, affiliation.check_until
    facts = CheckFacts(Check(kind), until) if kind else None
    state = check_state(facts, day=day, soon_days=max(settings.CHECK_REMINDER_DAYS))
    return CheckLine(state, kind=short_kind(kind) if kind else "", until=until)


def short_kind(kind: str) -> str:
    """Return the name of a check as people call it."""
    return SHORT.get(Check(kind)) or str(CheckKind(kind).label)
