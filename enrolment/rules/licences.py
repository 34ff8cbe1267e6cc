"""Licence years: when one begins, ends, is in grace and lapsed; calendar days, both ends included (domain B 10-11)."""

from datetime import date, timedelta
from enum import StrEnum

DAY = timedelta(days=1)

# Two licence types that rules know by their key: the one beside which others cost less (B 12), and UKSR's own for its
# volunteers (B 13).
RECOVERY_LICENCE = "smart-recovery"
VOLUNTEERS_LICENCE = "uksr-volunteers"


class LicenceState(StrEnum):
    """Where a licence year stands on a day. The fee is paid before a licence is issued (domain A Licences)."""

    UNPAID = "unpaid"
    TO_COME = "to_come"
    LIVE = "live"
    GRACE = "grace"
    LAPSED = "lapsed"


def year_end(starts_on: date) -> date:
    """Return the last day of the licence year that begins on `starts_on`: twelve months, both ends included.

    A year that begins on 29 February ends on 28 February: the day before the 1 March that follows it.
    """
    try:
        return starts_on.replace(year=starts_on.year + 1) - DAY
    except ValueError:
        return date(starts_on.year + 1, 3, 1) - DAY


def licence_state(starts_on: date, ends_on: date, day: date, *, grace_days: int, is_paid: bool = True) -> LicenceState:
    """Return the state on `day` of the year from `starts_on` to `ends_on`; grace begins the day after the end."""
    if not is_paid:
        return LicenceState.UNPAID
    if day < starts_on:
        return LicenceState.TO_COME
    if day <= ends_on:
        return LicenceState.LIVE
    return LicenceState.GRACE if day <= ends_on + grace_days * DAY else LicenceState.LAPSED
