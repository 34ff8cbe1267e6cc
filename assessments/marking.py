"""Marking: answers and a paper in, marks out. Pure; the same answers give the same marks in any order."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from assessments.rules import AttemptStatus, Item, Paper


@dataclass(frozen=True)
class Result:
    """What a whole paper earned. `percent` is rounded down, so a pass is never rounded up to."""

    earned: int
    possible: int
    pass_mark: int

    @property
    def percent(self) -> int:
        """Return the marks as a whole percentage, 0-100."""
        return self.earned * 100 // self.possible if self.possible else 0

    @property
    def status(self) -> AttemptStatus:
        """Return what the attempt becomes."""
        return AttemptStatus.PASSED if self.percent >= self.pass_mark else AttemptStatus.NOT_YET_PASSED


def mark_item(item: Item, chosen: Collection[str]) -> int:
    """Return 1 when exactly the right options were chosen, else 0; no answer earns nothing."""
    return int(bool(chosen) and frozenset(chosen) == item.correct_keys)


def mark_paper(paper: Paper, answers: Mapping[str, Collection[str]]) -> Result:
    """Return what `answers` (chosen option keys by question key) earn on `paper`."""
    earned = sum(mark_item(item, answers.get(item.key, ())) for item in paper.items)
    return Result(earned, len(paper.items), paper.pass_mark)
