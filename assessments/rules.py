"""The paper an attempt is asked, and who may start one: pure, no database."""

import random
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """How a question is answered."""

    SINGLE = "single"
    MULTIPLE = "multiple"


class AttemptStatus(StrEnum):
    """Where an attempt stands."""

    IN_PROGRESS = "in_progress"
    PASSED = "passed"
    NOT_YET_PASSED = "not_yet_passed"


# From each state, the states it may move to.
TRANSITIONS: dict[AttemptStatus, frozenset[AttemptStatus]] = {
    AttemptStatus.IN_PROGRESS: frozenset({AttemptStatus.PASSED, AttemptStatus.NOT_YET_PASSED}),
    AttemptStatus.PASSED: frozenset(),
    AttemptStatus.NOT_YET_PASSED: frozenset(),
}


@dataclass(frozen=True)
class Option:
    """One answer to choose from. `correct` and `feedback` never reach a page before the attempt is marked."""

    key: str
    text: str
    correct: bool
    feedback: str


@dataclass(frozen=True)
class Item:
    """One question as it was asked."""

    key: str
    kind: Kind
    prompt: str
    feedback: str
    options: tuple[Option, ...]

    @property
    def option_keys(self) -> frozenset[str]:
        """Return the keys that an answer may choose from."""
        return frozenset(option.key for option in self.options)

    @property
    def correct_keys(self) -> frozenset[str]:
        """Return the keys of the right options."""
        return frozenset(option.key for option in self.options if option.correct)


@dataclass(frozen=True)
class Paper:
    """Everything an attempt was asked, frozen when it started. `pass_mark` is a whole percentage."""

    items: tuple[Item, ...]
    pass_mark: int
    seed: int

    def to_json(self) -> dict[str, Any]:
        """Return plain values that a JSON field keeps."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Paper":
        """Return the paper that `to_json` wrote."""
        return cls(tuple(_item(row) for row in data["items"]), data["pass_mark"], data["seed"])

    def item(self, key: str) -> Item | None:
        """Return the question with this key, or None."""
        return next((item for item in self.items if item.key == key), None)


def _item(row: dict[str, Any]) -> Item:
    options = tuple(Option(**option) for option in row["options"])
    return Item(row["key"], Kind(row["kind"]), row["prompt"], row["feedback"], options)


def shuffled(items: Iterable[Item], seed: int) -> tuple[Item, ...]:
    """Return the same questions in the same order, each with its options shuffled by `seed`."""
    chance = random.Random(seed)  # noqa: S311  (order of options, not a secret)
    return tuple(
        Item(item.key, item.kind, item.prompt, item.feedback, tuple(chance.sample(item.options, len(item.options))))
        for item in items
    )


class StartRefusal(StrEnum):
    """Why a new attempt may not start."""

    ALREADY_PASSED = "already_passed"
    ATTEMPTS_USED = "attempts_used"
    COOLING_DOWN = "cooling_down"
    NO_QUESTIONS = "no_questions"


@dataclass(frozen=True)
class AttemptPolicy:
    """How often a quiz may be tried. `allowed` None: without limit; `cool_down` between two attempts."""

    allowed: int | None
    cool_down: timedelta


@dataclass(frozen=True)
class AttemptHistory:
    """What happened so far: finished attempts, the end of the last one, and whether one passed."""

    finished: int = 0
    last_finished_at: datetime | None = None
    passed: bool = False


def next_start_at(policy: AttemptPolicy, history: AttemptHistory) -> datetime | None:
    """Return the earliest time of the next attempt, or None when there was none yet."""
    return history.last_finished_at + policy.cool_down if history.last_finished_at else None


def refuse_start(
    policy: AttemptPolicy, history: AttemptHistory, *, questions: int, at: datetime
) -> StartRefusal | None:
    """Return why no attempt may start `at` this time, or None (domain B 24: the first pass stands)."""
    if history.passed:
        return StartRefusal.ALREADY_PASSED
    if not questions:
        return StartRefusal.NO_QUESTIONS
    if policy.allowed is not None and history.finished >= policy.allowed:
        return StartRefusal.ATTEMPTS_USED
    earliest = next_start_at(policy, history)
    return StartRefusal.COOLING_DOWN if earliest and at < earliest else None
