"""Marking: answers and a paper in, marks out. Pure; the same answers give the same marks in any order."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from assessments.rules import AttemptStatus, Item, Paper


@dataclass(frozen=True)
class Result:
    """What a whole paper earned by the machine. `is_written`: a trainer reads a part of it."""

    earned: int
    possible: int
    pass_mark: int
    is_written: bool = False

    @property
    def percent(self) -> int | None:
        """Return the marks as a whole percentage, 0-100, rounded down; None when a trainer reads all of it."""
        if not self.possible:
            return None if self.is_written else 0
        return self.earned * 100 // self.possible

    @property
    def status(self) -> AttemptStatus:
        """Return what the attempt becomes when it is handed in: a trainer reads what the machine let pass."""
        if self.percent is not None and self.percent < self.pass_mark:
            return AttemptStatus.NOT_YET_PASSED
        return AttemptStatus.AWAITING_REVIEW if self.is_written else AttemptStatus.PASSED


def mark_item(item: Item, chosen: Collection[str]) -> int:
    """Return 1 when exactly the right options were chosen, else 0; no answer earns nothing."""
    return int(bool(chosen) and frozenset(chosen) == item.correct_keys)


def mark_paper(paper: Paper, answers: Mapping[str, Collection[str]]) -> Result:
    """Return what `answers` (chosen option keys by question key) earn on `paper`."""
    earned = sum(mark_item(item, answers.get(item.key, ())) for item in paper.chosen)
    return Result(earned, len(paper.chosen), paper.pass_mark, bool(paper.written))
