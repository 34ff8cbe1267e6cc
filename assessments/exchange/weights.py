"""Parts of a mark, as the two formats write them and as whole per cents."""

import re
from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext as _

from assessments.exchange.drafts import QuestionError

NUMBER: Final = re.compile(r"[-+]?(?:\d{1,12}(?:\.\d{0,12})?|\.\d{1,12})(?:[eE]-?\d{1,2})?", re.ASCII)
# The parts that Moodle knows and that are no whole per cents.
THIRDS: Final = {
    83: "83.33333",
    67: "66.66667",
    33: "33.33333",
    17: "16.66667",
    14: "14.28571",
    13: "12.5",
    11: "11.11111",
}


def number_of(text: str) -> float:
    """Return the per cents that `text` says; refuses what is none between -100 and 100."""
    written = text.strip()
    number = float(written) if NUMBER.fullmatch(written) else None
    if number is None or not -100.5 < number < 100.5:
        words = _("“%(weight)s” is no part of a mark: give a number from -100 to 100.")
        raise QuestionError(words % {"weight": written[:20]})
    return number


def whole(weights: Sequence[float]) -> tuple[int, ...]:
    """Return whole per cents; parts that add up to all of the mark (three times 33.3) still do, the first ones more."""
    rounded = [_nearest(weight) for weight in weights]
    gains = [place for place, weight in enumerate(weights) if weight > 0]
    if abs(sum(weights[place] for place in gains) - 100) > 0.5 or any(
        weight % 1 == 0 for weight in weights if weight > 0
    ):
        return tuple(rounded)
    for place in gains:
        rounded[place] = int(weights[place])
    missing = 100 - sum(rounded[place] for place in gains)
    largest = sorted(gains, key=lambda place: (-round(weights[place] % 1, 3), place))
    for place in largest[:missing]:
        rounded[place] += 1
    return tuple(rounded)


def _nearest(weight: float) -> int:
    return max(min(int(weight + (0.5 if weight >= 0 else -0.5)), 100), -100)


def written(weights: Sequence[int]) -> tuple[str, ...]:
    """Return `weights` as Moodle accepts them: a share of three as 33.33333. `whole` reads the same weights from it."""
    count = sum(weight > 0 for weight in weights)
    if count:
        share = 100 / count
        even = [share if weight > 0 else float(weight) for weight in weights]
        if share % 1 and whole(even) == tuple(weights):
            return tuple(f"{share:.5f}" if weight > 0 else _known(weight) for weight in weights)
    known = tuple(map(_known, weights))
    return known if whole(tuple(map(float, known))) == tuple(weights) else tuple(map(str, weights))


def _known(weight: int) -> str:
    known = THIRDS.get(abs(weight), str(abs(weight)))
    return f"-{known}" if weight < 0 else known
