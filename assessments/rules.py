"""The paper an attempt is asked, and who may start one: pure, no database."""

import random
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from assessments.rubrics import FrozenCriterion, FrozenRubric

LONGEST_TEXT = 20_000  # characters of one written answer: some 3,000 words


class Kind(StrEnum):
    """How a question is answered."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    WRITING = "writing"


class AttemptStatus(StrEnum):
    """Where an attempt stands."""

    IN_PROGRESS = "in_progress"
    AWAITING_REVIEW = "awaiting_review"
    PASSED = "passed"
    NOT_YET_PASSED = "not_yet_passed"
    WITHDRAWN = "withdrawn"


MARKED = frozenset({AttemptStatus.PASSED, AttemptStatus.NOT_YET_PASSED})
# Somebody, the learner or a trainer, has still to do something.
OPEN = frozenset({AttemptStatus.IN_PROGRESS, AttemptStatus.AWAITING_REVIEW})

# From each state, the states it may move to.
TRANSITIONS: dict[AttemptStatus, frozenset[AttemptStatus]] = {
    AttemptStatus.IN_PROGRESS: MARKED | {AttemptStatus.AWAITING_REVIEW, AttemptStatus.WITHDRAWN},
    AttemptStatus.AWAITING_REVIEW: MARKED | {AttemptStatus.WITHDRAWN},
    AttemptStatus.PASSED: frozenset(),
    AttemptStatus.NOT_YET_PASSED: frozenset(),
    AttemptStatus.WITHDRAWN: frozenset(),
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
    """One question as it was asked. Only a written answer has a rubric, and perhaps a guide to how many words."""

    key: str
    kind: Kind
    prompt: str
    feedback: str
    options: tuple[Option, ...] = ()
    word_from: int | None = None
    word_to: int | None = None
    rubric: FrozenRubric | None = None

    @property
    def is_written(self) -> bool:
        """Tell whether the answer is a text that a trainer reads."""
        return self.kind is Kind.WRITING

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

    @property
    def written(self) -> tuple[Item, ...]:
        """Return the questions that a trainer reads."""
        return tuple(item for item in self.items if item.is_written)

    @property
    def chosen(self) -> tuple[Item, ...]:
        """Return the questions that the machine marks."""
        return tuple(item for item in self.items if not item.is_written)

    @property
    def level_keys(self) -> frozenset[str]:
        """Return the keys under which a review gives its levels: one for each criterion of each written answer."""
        return frozenset(
            level_key(item, criterion) for item in self.written if item.rubric for criterion in item.rubric.criteria
        )


def level_key(item: Item, criterion: FrozenCriterion) -> str:
    """Return the key of a criterion for one written answer: two answers may share a rubric."""
    return f"{item.key}.{criterion.key}"


def _item(row: dict[str, Any]) -> Item:
    options = tuple(Option(**option) for option in row["options"])
    item = Item(row["key"], Kind(row["kind"]), row["prompt"], row["feedback"], options)
    # Papers frozen before there were written answers know nothing of them.
    return replace(item, word_from=row.get("word_from"), word_to=row.get("word_to"), rubric=_rubric(row.get("rubric")))


def _rubric(row: dict[str, Any] | None) -> FrozenRubric | None:
    if row is None:
        return None
    return FrozenRubric(
        row["title"],
        tuple(FrozenCriterion(**{**criterion, "levels": tuple(criterion["levels"])}) for criterion in row["criteria"]),
    )


def shuffled(items: Iterable[Item], seed: int) -> tuple[Item, ...]:
    """Return the same questions in the same order, each with its options shuffled by `seed`."""
    chance = random.Random(seed)  # noqa: S311  (order of options, not a secret)
    return tuple(replace(item, options=tuple(chance.sample(item.options, len(item.options)))) for item in items)


class StartRefusal(StrEnum):
    """Why a new attempt may not start."""

    ALREADY_PASSED = "already_passed"
    AWAITING_REVIEW = "awaiting_review"
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
    """What happened so far: marked attempts, the end of the last one, whether one passed or waits for a trainer."""

    finished: int = 0
    last_finished_at: datetime | None = None
    passed: bool = False
    awaits_review: bool = False


def next_start_at(policy: AttemptPolicy, history: AttemptHistory) -> datetime | None:
    """Return the earliest time of the next attempt, or None when there was none yet."""
    return history.last_finished_at + policy.cool_down if history.last_finished_at else None


def refuse_start(
    policy: AttemptPolicy, history: AttemptHistory, *, questions: int, at: datetime
) -> StartRefusal | None:
    """Return why no attempt may start `at` this time, or None (domain B 24: the first pass stands)."""
    if history.passed:
        return StartRefusal.ALREADY_PASSED
    if history.awaits_review:
        return StartRefusal.AWAITING_REVIEW
    if not questions:
        return StartRefusal.NO_QUESTIONS
    if policy.allowed is not None and history.finished >= policy.allowed:
        return StartRefusal.ATTEMPTS_USED
    earliest = next_start_at(policy, history)
    return StartRefusal.COOLING_DOWN if earliest and at < earliest else None
