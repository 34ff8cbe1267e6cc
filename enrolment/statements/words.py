"""The movements of a licence year in words, as the page, the spreadsheet and the PDF say them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enrolment.rules.movements import Movement, What

WORDS: dict[What, str | Promise] = {
    What.LICENCE: gettext_lazy("Granted with the licence"),
    What.PURCHASE: gettext_lazy("Bought in addition"),
    What.ADJUSTMENT: gettext_lazy("Adjusted by Central Office"),
    What.NOMINATED: gettext_lazy("Nominated"),
    What.SENT_AGAIN: gettext_lazy("Invited again after it had lapsed"),
    What.MOVED_HERE: gettext_lazy("Moved here"),
    What.MOVED_AWAY: gettext_lazy("Moved to another place"),
    What.DECLINED: gettext_lazy("Declined"),
    What.REFUSED: gettext_lazy("Refused"),
    What.REVOKED: gettext_lazy("Invitation revoked"),
    What.RELEASED: gettext_lazy("Released"),
    What.LAPSED: gettext_lazy("Lapsed"),
    What.USED: gettext_lazy("Used"),
    What.EXPIRED: gettext_lazy("Expired at the end of the licence year"),
}
ERASED = gettext_lazy("somebody whose data was erased")
MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True)
class Line:
    """One movement in words. `by` and `whom` are empty where nobody did it, and where it concerns nobody."""

    movement: Movement
    at: datetime
    what: str
    note: str
    whom: str
    by: str

    @property
    def change(self) -> str:
        """Return how many more places are left, with its sign; nought without one."""
        change = self.movement.change
        return f"+{change}" if change > 0 else f"{MINUS}{-change}" if change < 0 else "0"


def lines_of(movements: Iterable[Movement]) -> tuple[Line, ...]:
    """Return each movement in words, with the time in London."""
    return tuple(
        Line(
            movement=movement,
            at=timezone.localtime(movement.at),
            what=str(WORDS[movement.what]),
            note=_note(movement),
            whom=_somebody(movement.whom),
            by=_somebody(movement.by),
        )
        for movement in movements
    )


def _somebody(name: str | None) -> str:
    return "" if name is None else name or str(ERASED)


def _note(movement: Movement) -> str:
    if movement.what is What.MOVED_HERE:
        return _("from %(place)s") % {"place": movement.note}
    if movement.what is What.MOVED_AWAY:
        return _("to %(place)s") % {"place": movement.note}
    return movement.note
