"""Rubrics: what a trainer's levels come to, and what a second trainer reads first. Pure (domain B 25, 26)."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

CRITERIA = 4  # of one rubric
LEVELS = (0, 1, 2, 3)
ENOUGH = 2  # of every criterion


@dataclass(frozen=True)
class FrozenCriterion:
    """One thing a trainer looks for, with the words of each level from 0 to 3, as the paper keeps it."""

    key: str
    title: str
    description: str
    levels: tuple[str, ...]


@dataclass(frozen=True)
class FrozenRubric:
    """What a written answer is judged by, as the paper keeps it."""

    title: str
    criteria: tuple[FrozenCriterion, ...]


class Outcome(StrEnum):
    """What a review comes to."""

    PASSED = "passed"
    BORDERLINE = "borderline"
    NOT_YET_PASSED = "not_yet_passed"


def outcome_of(levels: Collection[int]) -> Outcome:
    """Return what `levels`, one for each criterion, come to: enough in all is a pass, one short of it is borderline."""
    short = [level for level in levels if level < ENOUGH]
    if levels and not short:
        return Outcome.PASSED
    return Outcome.BORDERLINE if short == [ENOUGH - 1] else Outcome.NOT_YET_PASSED


def needs_second_mark(outcome: Outcome, *, is_last_attempt: bool, attempt_id: str, per_cent: int) -> bool:
    """Tell whether a second trainer reads the work before the outcome is released.

    Every borderline, every outcome short of a pass at the last attempt allowed, and `per_cent` of the rest, drawn by
    the attempt's id, so that nobody can choose and asking twice gives the same answer.
    """
    if outcome is Outcome.BORDERLINE or (is_last_attempt and outcome is not Outcome.PASSED):
        return True
    return _drawn(attempt_id) < per_cent


def _drawn(attempt_id: str) -> int:
    """Return a number from 0 to 99 that belongs to the id."""
    return int.from_bytes(sha256(f"second mark {attempt_id}".encode()).digest()[:8]) % 100
