"""The paper an attempt is asked, as frozen values: pure, no database.

What is right, and what is said about it, stands in these values beside what is asked. Only marking and results read it;
forms and pages read what `asked` names, and a test looks for the rest in every page before an attempt is marked.
"""

import random
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from fractions import Fraction
from typing import Any

from assessments.rubrics import FrozenCriterion, FrozenRubric
from assessments.rules import READ_BY_TRAINER, Kind


@dataclass(frozen=True)
class Option:
    """One answer to choose, to match, to put in order, or to accept when it is written.

    `correct`, `feedback` and `weight` never reach a page before the attempt is marked. `weight`: the per cent of the
    mark it earns, -100 to 100, where an editor gave part marks by hand; `leads_to`: in a scenario, the key of the
    situation it goes on with.
    """

    key: str
    text: str
    correct: bool
    feedback: str
    weight: int | None = None
    leads_to: str = ""

    @property
    def worth(self) -> Fraction:
        """Return the share of the mark that choosing it earns."""
        return Fraction(int(self.correct)) if self.weight is None else Fraction(self.weight, 100)


@dataclass(frozen=True)
class Side:
    """One right-hand side of a matching question. Its key says nothing of where it belongs."""

    key: str
    text: str


@dataclass(frozen=True)
class Situation:
    """One situation of a scenario, and the ways on."""

    key: str
    text: str
    ways: tuple[Option, ...]


@dataclass(frozen=True)
class Gaps:
    """A text with gaps: `parts` stand before, between and behind them; each gap accepts any of its words."""

    parts: tuple[str, ...]
    accepted: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Item:
    """One question as it was asked; a kind has the parts it needs and no others.

    `marks`: what it earns at most. `part_marks`: an answer that is right in part earns that part.
    `pairs` (matching: option key and side key) and `order` (ordering: option keys) are secret, as `correct` is.
    What a trainer reads has a rubric; a text perhaps a guide to how many words.
    """

    key: str
    kind: Kind
    prompt: str
    feedback: str
    options: tuple[Option, ...] = ()
    word_from: int | None = None
    word_to: int | None = None
    rubric: FrozenRubric | None = None
    marks: int = 1
    part_marks: bool = False
    sides: tuple[Side, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    order: tuple[str, ...] = ()
    gaps: Gaps | None = None
    situations: tuple[Situation, ...] = ()
    tool: int | None = None

    @property
    def is_written(self) -> bool:
        """Tell whether a trainer reads the answer."""
        return self.kind in READ_BY_TRAINER

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
    """Everything an attempt was asked, frozen when it started. `pass_mark` is a whole percentage.

    `minutes_allowed`: the time limit, None for as much as anybody needs; `extra_per_cent`: what is added to it for this
    person; `declaration`: what is to be confirmed before handing in, empty where nothing is.
    """

    items: tuple[Item, ...]
    pass_mark: int
    seed: int
    minutes_allowed: int | None = None
    extra_per_cent: int = 0
    declaration: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return plain values that a JSON field keeps."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Paper":
        """Return the paper that `to_json` wrote."""
        return cls(**{**data, "items": tuple(item_of(row) for row in data["items"])})

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


def item_of(row: dict[str, Any]) -> Item:
    """Return the question of `row`, as `asdict` wrote it; papers frozen before a part was known do not have it."""
    gaps, rubric = row.get("gaps"), row.get("rubric")
    made = {
        "kind": Kind(row["kind"]),
        "options": tuple(Option(**option) for option in row["options"]),
        "sides": tuple(Side(**side) for side in row.get("sides", ())),
        "pairs": tuple((left, right) for left, right in row.get("pairs", ())),
        "order": tuple(row.get("order", ())),
        "gaps": gaps and Gaps(tuple(gaps["parts"]), tuple(map(tuple, gaps["accepted"]))),
        "situations": tuple(_situation(situation) for situation in row.get("situations", ())),
        "rubric": rubric and _rubric(rubric),
    }
    return Item(**{**row, **made})


def _situation(row: dict[str, Any]) -> Situation:
    return Situation(row["key"], row["text"], tuple(Option(**way) for way in row["ways"]))


def _rubric(row: dict[str, Any]) -> FrozenRubric:
    return FrozenRubric(
        row["title"],
        tuple(FrozenCriterion(**{**criterion, "levels": tuple(criterion["levels"])}) for criterion in row["criteria"]),
    )


def shuffled(items: Iterable[Item], seed: int) -> tuple[Item, ...]:
    """Return the same questions in the same order, each with its options shuffled by `seed`.

    "True" stays before "False". What is to be put in order never stands in the right order by chance; the right-hand
    sides of a matching question get keys by their new place, so that a key tells nothing.
    """
    chance = random.Random(seed)  # noqa: S311  (order of options, not a secret)
    return tuple(_shuffled(item, chance) for item in items)


def _shuffled(item: Item, chance: random.Random) -> Item:
    if item.kind is Kind.TRUE_FALSE:
        return item
    if item.kind is Kind.MATCHING:
        return _with_shuffled_sides(item, chance)
    mixed = tuple(chance.sample(item.options, len(item.options)))
    return replace(item, options=_out_of_order(item, mixed) if item.kind is Kind.ORDERING else mixed)


def _out_of_order(item: Item, mixed: tuple[Option, ...]) -> tuple[Option, ...]:
    """Return `mixed`, turned on where it happens to read as the right order does."""
    texts = {option.key: option.text for option in item.options}
    right = [texts[key] for key in item.order]
    turned = (mixed[turn:] + mixed[:turn] for turn in range(len(mixed)))
    return next((options for options in turned if [option.text for option in options] != right), mixed)


def _with_shuffled_sides(item: Item, chance: random.Random) -> Item:
    mixed = chance.sample(item.sides, len(item.sides))
    new_keys = {side.key: f"side-{number}" for number, side in enumerate(mixed, 1)}
    sides = tuple(Side(new_keys[side.key], side.text) for side in mixed)
    return replace(item, sides=sides, pairs=tuple((left, new_keys[right]) for left, right in item.pairs))
