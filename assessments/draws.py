"""Drawing questions by their tags: pure, no database.

Draws share what fits several of them so that as many questions are asked as possible: one that takes any question
leaves those to a narrower one that only they fit.
"""

import random
from collections.abc import Collection, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Tags:
    """What a draw asks for; what is empty may be anything. `bank` and `tool` are keys of rows."""

    count: int
    bank: int
    point: str = ""
    tool: int | None = None
    difficulty: int | None = None


@dataclass(frozen=True)
class Candidate:
    """A published question that the machine marks, with its tags. `key` and the others are keys of rows."""

    key: int
    bank: int
    point: str
    tool: int | None
    difficulty: int


def fits(tags: Tags, candidate: Candidate) -> bool:
    """Tell whether a draw may take the question."""
    return (
        candidate.bank == tags.bank
        and tags.point in ("", candidate.point)
        and tags.tool in (None, candidate.tool)
        and tags.difficulty in (None, candidate.difficulty)
    )


def drawn(
    draws: Sequence[Tags], candidates: Sequence[Candidate], *, asked: Collection[int] = (), seed: int
) -> tuple[tuple[int, ...], ...]:
    """Return for each of `draws` the keys of the questions it takes; the same seed takes the same ones.

    Arguments: `candidates`, in an order that does not change; `asked`, the keys of questions that are asked anyway and
    are not taken again; `seed`, of the attempt.
    No question is taken twice. Where there are fewer than a draw asks for, it takes what is there.
    """
    chance = random.Random(f"{seed}-draws")  # noqa: S311  (which questions, not a secret)
    free = [candidate for candidate in candidates if candidate.key not in asked]
    table = _Table([_mixed([one.key for one in free if fits(tags, one)], chance) for tags in draws])
    for place, tags in enumerate(draws):
        for _number in range(tags.count):
            if not table.take(place, set()):
                break
    return tuple(table.taken_by(place) for place in range(len(draws)))


def _mixed(keys: list[int], chance: random.Random) -> list[int]:
    return chance.sample(keys, len(keys))


class _Table:
    """Who holds which question. `fitting`: for each draw what it may take, in the order it tries."""

    def __init__(self, fitting: list[list[int]]) -> None:
        self.fitting = fitting
        self.holder: dict[int, int] = {}

    def take(self, draw: int, seen: set[int]) -> bool:
        """Give `draw` one question more; another draw that can do with a different one makes room (Kuhn 1955)."""
        seen.add(draw)
        for key in self.fitting[draw]:
            if key not in self.holder:
                self.holder[key] = draw
                return True
        for key in self.fitting[draw]:
            if self.holder[key] not in seen and self.take(self.holder[key], seen):
                self.holder[key] = draw
                return True
        return False

    def taken_by(self, draw: int) -> tuple[int, ...]:
        """Return what `draw` holds in the end, in the order it tried."""
        return tuple(key for key in self.fitting[draw] if self.holder.get(key) == draw)
