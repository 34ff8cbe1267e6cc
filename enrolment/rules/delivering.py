"""Who may deliver a programme on a day: a valid award, a site whose licence permits it, a current check (B 9)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from enrolment.rules.licences import LicenceState

# In grace learners go on and so do meetings: nothing new begins, nothing that runs is stopped (domain B 11).
PERMITTING = frozenset({LicenceState.LIVE, LicenceState.GRACE})


class Obstacle(StrEnum):
    """Why somebody may not deliver a programme."""

    NO_AWARD = "no_award"
    AWARD_ENDED = "award_ended"
    NOT_AT_A_SITE = "not_at_a_site"
    NOT_LICENSED = "not_licensed"
    LICENCE_ENDED = "licence_ended"
    NO_CHECK = "no_check"
    CHECK_ENDED = "check_ended"


@dataclass(frozen=True, order=True)
class Reason:
    """One reason for no. `since`: the last day of what has ended, where a day says more than the word."""

    obstacle: Obstacle
    since: date | None = None


@dataclass(frozen=True)
class LicenceFacts:
    """A licence that permits the programme. `last_day`: of its newest year that has begun, None before the first."""

    state: LicenceState
    last_day: date | None = None


@dataclass(frozen=True)
class PlaceFacts:
    """A site where the person belongs on the day.

    `is_uksr`: they volunteer for UKSR itself, which needs no licence; `licences`: those there that permit the
    programme; `check_ends_on`: the last day of the newest check their organisation has seen, None without one.
    """

    is_uksr: bool = False
    licences: tuple[LicenceFacts, ...] = ()
    check_ends_on: date | None = None


@dataclass(frozen=True)
class DeliveringFacts:
    """What is known of one person and one programme."""

    has_award: bool
    award_ended: bool = False
    places: tuple[PlaceFacts, ...] = ()


def reasons_against(facts: DeliveringFacts, *, on: date) -> tuple[Reason, ...]:
    """Return why the person may not deliver the programme on the day `on`; nothing: they may.

    With several sites the one that is nearest to a yes speaks.
    """
    at_places = [_against_place(place, on) for place in facts.places]
    best = min(at_places, key=len, default=(Reason(Obstacle.NOT_AT_A_SITE),))
    return (*_against_award(facts), *best)


def _against_award(facts: DeliveringFacts) -> tuple[Reason, ...]:
    if facts.has_award:
        return ()
    return (Reason(Obstacle.AWARD_ENDED if facts.award_ended else Obstacle.NO_AWARD),)


def _against_place(place: PlaceFacts, on: date) -> tuple[Reason, ...]:
    licence = () if place.is_uksr else _against_licences(place.licences)
    return (*licence, *_against_check(place.check_ends_on, on))


def _against_licences(licences: Iterable[LicenceFacts]) -> tuple[Reason, ...]:
    begun = [licence for licence in licences if licence.last_day]
    if any(licence.state in PERMITTING for licence in begun):
        return ()
    if not begun:
        return (Reason(Obstacle.NOT_LICENSED),)
    return (Reason(Obstacle.LICENCE_ENDED, max(licence.last_day for licence in begun if licence.last_day)),)


def _against_check(ends_on: date | None, on: date) -> tuple[Reason, ...]:
    if ends_on is None:
        return (Reason(Obstacle.NO_CHECK),)
    return (Reason(Obstacle.CHECK_ENDED, ends_on),) if ends_on < on else ()
