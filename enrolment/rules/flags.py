"""What desks say beside the word for where somebody stands (domain part B, last paragraph)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from enrolment.rules.words import Word

# Somebody is on the way, and between whom and what the next step waits.
ON_THE_WAY = frozenset({Word.LEARNING, Word.AWAITING_REVIEW, Word.NOT_YET_PASSED})
THEIR_TURN = frozenset({Word.LEARNING, Word.NOT_YET_PASSED})


class Flag(StrEnum):
    """What is said beside a word, in the order of saying."""

    SUSPENDED = "suspended"
    PAUSED = "paused"
    STALLED = "stalled"
    RECOGNISED = "recognised"


@dataclass(frozen=True)
class FlagFacts:
    """What decides the flags of somebody who took up a place.

    `is_suspended`: what the place comes from holds no more (domain B 7); `last_active_at`: taking up, completions and
    attempts; `is_recognised`: they hold a qualification from before this system (domain B 31).
    """

    word: Word
    last_active_at: datetime
    is_paused: bool = False
    is_suspended: bool = False
    is_recognised: bool = False


def quiet_since(at: datetime, *, days: int) -> datetime:
    """Return the moment after which nothing may have happened if somebody is to count as stalled at `at`."""
    return at - timedelta(days=days)


def flags_for(facts: FlagFacts, *, at: datetime, days: int) -> tuple[Flag, ...]:
    """Return the flags at `at`, in order; `days` without activity make somebody stalled.

    Nobody is stalled who cannot go on (suspended, or waiting for a review), nor who said that they pause.
    """
    on_the_way = facts.word in ON_THE_WAY
    quiet = facts.word in THEIR_TURN and facts.last_active_at <= quiet_since(at, days=days)
    holds = {
        Flag.SUSPENDED: on_the_way and facts.is_suspended,
        Flag.PAUSED: on_the_way and facts.is_paused,
        Flag.STALLED: quiet and not facts.is_paused and not facts.is_suspended,
        Flag.RECOGNISED: facts.is_recognised,
    }
    return tuple(flag for flag in Flag if holds[flag])
