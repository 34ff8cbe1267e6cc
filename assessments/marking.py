"""Marking: answers and a paper in, marks out. Pure; the same answers give the same marks in any order.

A question earns a share of its marks between 0 and 1. Without part marks only a wholly right answer earns anything.
With part marks: of several right answers, each right one chosen counts one part and each wrong one takes one away; of
pairs, places and gaps each right one counts one part; of a scenario each right choice on the way that was walked.
Where an editor gave weights to single answers, these count instead.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from assessments.answers import PAIR, Answer, is_accepted, is_complete, unstarred, way_walked
from assessments.items import Item, Option, Paper
from assessments.rules import AttemptStatus, Kind

NOTHING, ALL = Fraction(0), Fraction(1)


@dataclass(frozen=True)
class Result:
    """What a whole paper earned by the machine, in marks. `is_written`: a trainer reads a part of it."""

    earned: Fraction
    possible: int
    pass_mark: int
    is_written: bool = False

    @property
    def percent(self) -> int | None:
        """Return the marks as a whole percentage, 0-100, rounded down; None when a trainer reads all of it."""
        if not self.possible:
            return None if self.is_written else 0
        return int(self.earned * 100 // self.possible)

    @property
    def status(self) -> AttemptStatus:
        """Return what the attempt becomes when it is handed in: a trainer reads what the machine let pass."""
        if self.percent is not None and self.percent < self.pass_mark:
            return AttemptStatus.NOT_YET_PASSED
        return AttemptStatus.AWAITING_REVIEW if self.is_written else AttemptStatus.PASSED


def mark_paper(paper: Paper, answers: Mapping[str, Answer]) -> Result:
    """Return what `answers` (by question key) earn on `paper`."""
    earned = sum((mark_item(item, answers.get(item.key, Answer())) for item in paper.chosen), NOTHING)
    return Result(earned, sum(item.marks for item in paper.chosen), paper.pass_mark, bool(paper.written))


def mark_item(item: Item, answer: Answer) -> Fraction:
    """Return what `answer` earns of the marks of `item`; no answer earns nothing, what a trainer reads neither."""
    return item.marks * share(item, answer)


def share(item: Item, answer: Answer) -> Fraction:
    """Return how much of `item` is right in `answer`, from 0 to 1."""
    if item.is_written or not answer.is_given:
        return NOTHING
    earned = WORTH[item.kind](item, answer)
    if not (item.part_marks or _is_weighted(item)):
        return ALL if earned == ALL else NOTHING
    return min(max(earned, NOTHING), ALL)


def _is_weighted(item: Item) -> bool:
    return any(option.weight is not None for option in item.options)


def _of_one(item: Item, answer: Answer) -> Fraction:
    chosen = frozenset(answer.chosen)
    return next((option.worth for option in item.options if chosen == {option.key}), NOTHING)


def _of_several(item: Item, answer: Answer) -> Fraction:
    chosen = frozenset(answer.chosen)
    if _is_weighted(item):
        return sum((option.worth for option in item.options if option.key in chosen), NOTHING)
    right = item.correct_keys
    return _part(len(chosen & right) - len(chosen - right), len(right))


def _of_pairs(item: Item, answer: Answer) -> Fraction:
    given = [tuple(pair.split(PAIR, 1)) for pair in frozenset(answer.chosen)]
    matched = Counter(left for left, *_right in given)
    right = sum(pair in item.pairs and matched[pair[0]] == 1 for pair in given)
    return _part(right, max(len(item.pairs), len(given)))


def _of_places(item: Item, answer: Answer) -> Fraction:
    """Return the share of places with the right line; lines that read the same may stand for each other."""
    texts = {option.key: option.text for option in item.options}
    given, due = ([texts.get(key) for key in keys] for keys in (answer.chosen, item.order))
    right = sum(one is not None and one == other for one, other in zip(given, due, strict=False))
    return _part(right, max(len(due), len(given)))


def _of_words(item: Item, answer: Answer) -> Fraction:
    return max((one.worth for one in item.options if is_accepted(one.text, answer.text)), default=NOTHING)


def _of_gaps(item: Item, answer: Answer) -> Fraction:
    accepted = item.gaps.accepted if item.gaps else ()
    filled = zip(accepted, answer.chosen, strict=False)
    right = sum(any(is_accepted(word, given) for word in words) for words, given in filled)
    return _part(right, max(len(accepted), len(answer.chosen)))


def _of_way(item: Item, answer: Answer) -> Fraction:
    """Return the share of right choices on the way walked; a story left before its end earns nothing."""
    if not is_complete(item, answer):
        return NOTHING
    walked = way_walked(item.situations, answer.chosen)
    return _part(sum(way.correct for _situation, way in walked), len(walked))


def _part(right: int, of: int) -> Fraction:
    return Fraction(right, of) if of else NOTHING


def best_answer(item: Item) -> Answer:
    """Return an answer that earns all the marks of a question the machine marks; an empty one for the others."""
    match item.kind:
        case Kind.MATCHING:
            best = Answer(tuple(sorted(f"{left}{PAIR}{right}" for left, right in item.pairs)))
        case Kind.ORDERING:
            best = Answer(item.order)
        case Kind.SHORT_TEXT:
            best = Answer(text="".join(unstarred(option.text) for option in _best(item)))
        case Kind.GAP_FILL:
            best = Answer(tuple(unstarred(words[0]) for words in item.gaps.accepted) if item.gaps else ())
        case Kind.SCENARIO:
            best = Answer(tuple(_right_way(item)))
        case Kind.SINGLE | Kind.TRUE_FALSE:
            best = Answer(tuple(option.key for option in _best(item)))
        case _:
            best = Answer(tuple(sorted(option.key for option in item.options if option.worth > 0)))
    return best


def _best(item: Item) -> tuple[Option, ...]:
    """Return the option that earns most; none where there is none."""
    return tuple(sorted(item.options, key=lambda option: option.worth)[-1:])


def _right_way(item: Item) -> Iterator[str]:
    """Yield the first right way on at each situation that the right ways lead to."""
    here = item.situations[0] if item.situations else None
    while here:
        way = next((way for way in here.ways if way.correct), None)
        if way is None:
            return
        yield way.key
        here = next((one for one in item.situations if one.key == way.leads_to), None)


# What each kind that the machine marks earns before it is decided whether a part counts.
WORTH: dict[Kind, Callable[[Item, Answer], Fraction]] = {
    Kind.SINGLE: _of_one,
    Kind.TRUE_FALSE: _of_one,
    Kind.MULTIPLE: _of_several,
    Kind.MATCHING: _of_pairs,
    Kind.ORDERING: _of_places,
    Kind.SHORT_TEXT: _of_words,
    Kind.GAP_FILL: _of_gaps,
    Kind.SCENARIO: _of_way,
}
