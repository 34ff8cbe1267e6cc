"""How a question works, from the marked attempts that were asked it. Pure, no database, and nobody's name."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

LEAST = 10  # marked attempts; fewer tell nothing, and might tell about somebody


@dataclass(frozen=True)
class Asked:
    """One marked attempt that was asked the question.

    `share`: the part of its marks that was earned, 0 to 1; `rest`: the part earned of all other questions of the
    paper together, None when there were none; `chosen`: the keys of what was chosen.
    """

    share: float
    rest: float | None = None
    chosen: tuple[str, ...] = ()


@dataclass(frozen=True)
class Figures:
    """What is known of a question. With fewer than `LEAST` attempts nothing but their number.

    `facility`: the mean share of the marks; `discrimination`: see `discrimination_of`; `chosen`: how many attempts
    chose each option.
    """

    attempts: int
    facility: float | None = None
    discrimination: float | None = None
    chosen: tuple[tuple[str, int], ...] = ()

    @property
    def are_enough(self) -> bool:
        """Tell whether there are enough attempts to tell anything."""
        return self.attempts >= LEAST

    def count_of(self, key: str) -> int:
        """Return how many attempts chose the option with this key."""
        return dict(self.chosen).get(key, 0)


def figures_of(asked: Iterable[Asked]) -> Figures:
    """Return the figures of a question from all attempts that were asked it."""
    rows = list(asked)
    if len(rows) < LEAST:
        return Figures(len(rows))
    counts = Counter(key for row in rows for key in set(row.chosen))
    facility = sum(row.share for row in rows) / len(rows)
    return Figures(len(rows), facility, discrimination_of(rows), tuple(sorted(counts.items())))


def discrimination_of(rows: Sequence[Asked]) -> float | None:
    """Return how far those who do well in the rest of the paper do well here, -1 to 1; None when nobody can tell.

    The corrected point-biserial correlation: of the question with the rest of the paper, the question itself left out,
    which would else agree with itself. Source: S. Henrysson, "Correction of item-total correlations in item analysis",
    Psychometrika 28 (1963), 211-218. Nobody can tell when all did equally well, here or in the rest.
    """
    pairs = [(row.share, row.rest) for row in rows if row.rest is not None]
    if len(pairs) < LEAST:
        return None
    here, rest = zip(*pairs, strict=True)
    spread = sqrt(_together(here, here) * _together(rest, rest))
    return max(-1.0, min(1.0, _together(here, rest) / spread)) if spread > 1e-12 else None


def _together(one: Sequence[float], other: Sequence[float]) -> float:
    """Return the sum of products of the distances from the two means."""
    mean, other_mean = sum(one) / len(one), sum(other) / len(other)
    return sum((a - mean) * (b - other_mean) for a, b in zip(one, other, strict=True))
