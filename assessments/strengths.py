"""Which tools of the programme are worth another look after a quiz: sums over frozen papers. Pure, no database.

Only what the machine marks counts, and only questions that name a tool:
papers frozen before tools were known give nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from assessments.answers import Answer
from assessments.items import Item, Paper
from assessments.marking import ALL, NOTHING, share

ENOUGH = Fraction(2, 3)  # of the marks of a tool: from here on it needs no other look
FEWEST_QUESTIONS = 1
MOST_TOOLS = 5  # more at once would only discourage


@dataclass(frozen=True)
class Marked:
    """One question after marking. `share`: how much of it was right, from 0 to 1."""

    tool: int
    marks: int
    share: Fraction


@dataclass(frozen=True)
class Strength:
    """What all questions about one tool earned together, in marks.

    `right`: how many were wholly right; `in_parts`: marks say more than right or not, because a question earned a
    part or is worth more than one point.
    """

    tool: int
    earned: Fraction
    possible: int
    questions: int
    right: int
    in_parts: bool

    @property
    def share(self) -> Fraction:
        """Return how much of the marks was earned, from 0 to 1; all where there were none to earn."""
        return self.earned / self.possible if self.possible else ALL

    @property
    def is_weak(self) -> bool:
        """Tell whether the tool is worth another look."""
        return self.questions >= FEWEST_QUESTIONS and self.share < ENOUGH


def marked(paper: Paper, answers: Mapping[str, Answer]) -> tuple[Marked, ...]:
    """Return the marks of the questions of `paper` that name a tool; what a trainer reads is left out."""
    return tuple(Marked(item.tool, item.marks, _share(item, answers)) for item in paper.chosen if item.tool is not None)


def _share(item: Item, answers: Mapping[str, Answer]) -> Fraction:
    return share(item, answers.get(item.key, Answer()))


def strengths(marks: Iterable[Marked]) -> tuple[Strength, ...]:
    """Return the sums of `marks`, one for each tool, in the order in which the tools were first asked about."""
    by_tool: dict[int, list[Marked]] = {}
    for mark in marks:
        by_tool.setdefault(mark.tool, []).append(mark)
    return tuple(_strength(tool, about) for tool, about in by_tool.items())


def _strength(tool: int, marks: list[Marked]) -> Strength:
    return Strength(
        tool,
        earned=sum((mark.marks * mark.share for mark in marks), NOTHING),
        possible=sum(mark.marks for mark in marks),
        questions=len(marks),
        right=sum(mark.share == ALL for mark in marks),
        in_parts=any(mark.marks != 1 or NOTHING < mark.share < ALL for mark in marks),
    )


def weakest(found: Iterable[Strength]) -> tuple[Strength, ...]:
    """Return those worth another look, `MOST_TOOLS` at most: the weakest first; of equal ones, where most was lost."""
    weak = [strength for strength in found if strength.is_weak]
    return tuple(sorted(weak, key=lambda one: (one.share, one.earned - one.possible))[:MOST_TOOLS])
