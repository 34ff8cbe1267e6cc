"""What stands against asking a question: nobody could answer it rightly, or nobody could mark it. Pure, no database."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from assessments.gaps import brackets_are_closed, gaps_of
from assessments.rules import READ_BY_TRAINER, Kind

WEIGHED = frozenset({Kind.SINGLE, Kind.MULTIPLE, Kind.SHORT_TEXT})
WITH_OPTIONS = frozenset(Kind) - READ_BY_TRAINER - {Kind.GAP_FILL, Kind.SCENARIO}
ALL = 100


@dataclass(frozen=True)
class OptionFacts:
    """One answer of a question as it was typed."""

    text: str
    match: str = ""
    correct: bool = False
    weight: int | None = None

    @property
    def worth(self) -> int:
        """Return the per cent of the marks that it earns."""
        return ALL * self.correct if self.weight is None else self.weight


@dataclass(frozen=True)
class QuestionFacts:
    """A question as it was typed. `situations`: how many its story has; `word_guide`: whether it says how much."""

    kind: Kind
    options: tuple[OptionFacts, ...] = ()
    gap_text: str = ""
    situations: int = 0
    has_rubric: bool = False
    word_guide: bool = False
    on_open_course: bool = False


class Flaw(StrEnum):
    """Why a question cannot be asked as it is."""

    OPTIONS_UNWANTED = "options_unwanted"
    TOO_FEW_OPTIONS = "too_few_options"
    OPTION_WITHOUT_TEXT = "option_without_text"
    MATCH_UNWANTED = "match_unwanted"
    WEIGHT_UNWANTED = "weight_unwanted"
    NOT_ONE_RIGHT = "not_one_right"
    NONE_RIGHT = "none_right"
    NO_FULL_MARK = "no_full_mark"
    RIGHT_ONES_NOT_ALL = "right_ones_not_all"
    NOT_TRUE_OR_FALSE = "not_true_or_false"
    TOO_FEW_PAIRS = "too_few_pairs"
    LEFT_TWICE = "left_twice"
    WITHOUT_MATCH = "without_match"
    TOO_FEW_STEPS = "too_few_steps"
    STEP_TWICE = "step_twice"
    NOTHING_ACCEPTED = "nothing_accepted"
    NO_GAP = "no_gap"
    EMPTY_GAP = "empty_gap"
    OPEN_BRACKET = "open_bracket"
    GAPS_UNWANTED = "gaps_unwanted"
    NO_SITUATION = "no_situation"
    STORY_UNWANTED = "story_unwanted"
    NO_RUBRIC = "no_rubric"
    RUBRIC_UNWANTED = "rubric_unwanted"
    WORD_GUIDE_UNWANTED = "word_guide_unwanted"
    ON_OPEN_COURSE = "on_open_course"


def flaws_of(question: QuestionFacts) -> tuple[Flaw, ...]:
    """Return everything that stands against asking `question`, each flaw once; nothing when it may be asked."""
    found = [*_left_over(question), *_of_its_kind(question)]
    return tuple(dict.fromkeys(found))


def _left_over(question: QuestionFacts) -> Iterator[Flaw]:
    """Yield what was typed for another kind of question."""
    kind = question.kind
    if question.options and kind not in WITH_OPTIONS:
        yield Flaw.OPTIONS_UNWANTED
    if question.gap_text.strip() and kind is not Kind.GAP_FILL:
        yield Flaw.GAPS_UNWANTED
    if question.situations and kind is not Kind.SCENARIO:
        yield Flaw.STORY_UNWANTED
    if question.has_rubric and kind not in READ_BY_TRAINER:
        yield Flaw.RUBRIC_UNWANTED
    if question.word_guide and kind is not Kind.WRITING:
        yield Flaw.WORD_GUIDE_UNWANTED


def _of_its_kind(question: QuestionFacts) -> Iterator[Flaw]:
    if question.kind in WITH_OPTIONS:
        yield from _unfit_options(question)
    yield from CHECKS[question.kind](question)


def _unfit_options(question: QuestionFacts) -> Iterator[Flaw]:
    """Yield what answers have that do not count for this kind."""
    if question.kind is not Kind.MATCHING:
        if any(not option.text.strip() for option in question.options):
            yield Flaw.OPTION_WITHOUT_TEXT
        if any(option.match.strip() for option in question.options):
            yield Flaw.MATCH_UNWANTED
    if question.kind not in WEIGHED and any(option.weight is not None for option in question.options):
        yield Flaw.WEIGHT_UNWANTED


def _single(question: QuestionFacts) -> Iterator[Flaw]:
    right = [option for option in question.options if option.correct]
    if len(question.options) < 2:
        yield Flaw.TOO_FEW_OPTIONS
    elif len(right) != 1:
        yield Flaw.NOT_ONE_RIGHT
    elif right[0].worth != ALL:
        yield Flaw.NO_FULL_MARK


def _multiple(question: QuestionFacts) -> Iterator[Flaw]:
    right = [option for option in question.options if option.correct]
    wrong = [option for option in question.options if not option.correct]
    is_weighed = any(option.weight is not None for option in question.options)
    if len(question.options) < 2:
        yield Flaw.TOO_FEW_OPTIONS
    elif not right:
        yield Flaw.NONE_RIGHT
    elif is_weighed and (sum(option.worth for option in right) != ALL or any(option.worth > 0 for option in wrong)):
        yield Flaw.RIGHT_ONES_NOT_ALL


def _true_false(question: QuestionFacts) -> Iterator[Flaw]:
    if len(question.options) != 2 or sum(option.correct for option in question.options) != 1:
        yield Flaw.NOT_TRUE_OR_FALSE


def _matching(question: QuestionFacts) -> Iterator[Flaw]:
    lefts = [_same(option.text) for option in question.options if option.text.strip()]
    rights = {_same(option.match) for option in question.options if option.text.strip()}
    if any(not option.match.strip() for option in question.options):
        yield Flaw.WITHOUT_MATCH
    if len(lefts) < 2 or len(rights) < 2:
        yield Flaw.TOO_FEW_PAIRS
    if len(set(lefts)) < len(lefts):
        yield Flaw.LEFT_TWICE


def _ordering(question: QuestionFacts) -> Iterator[Flaw]:
    steps = [_same(option.text) for option in question.options]
    if len(steps) < 3:
        yield Flaw.TOO_FEW_STEPS
    if len(set(steps)) < len(steps):
        yield Flaw.STEP_TWICE


def _short_text(question: QuestionFacts) -> Iterator[Flaw]:
    if not any(option.worth == ALL for option in question.options):
        yield Flaw.NOTHING_ACCEPTED


def _gap_fill(question: QuestionFacts) -> Iterator[Flaw]:
    gaps = gaps_of(question.gap_text).accepted
    if not brackets_are_closed(question.gap_text):
        yield Flaw.OPEN_BRACKET
    elif not gaps:
        yield Flaw.NO_GAP
    if any(not word for words in gaps for word in words):
        yield Flaw.EMPTY_GAP


def _scenario(question: QuestionFacts) -> Iterator[Flaw]:
    if not question.situations:
        yield Flaw.NO_SITUATION


def _read(question: QuestionFacts) -> Iterator[Flaw]:
    if not question.has_rubric:
        yield Flaw.NO_RUBRIC
    if question.on_open_course:
        yield Flaw.ON_OPEN_COURSE


def _same(text: str) -> str:
    """Return `text` as two that look alike are compared."""
    return " ".join(text.split()).casefold()


CHECKS: dict[Kind, Callable[[QuestionFacts], Iterator[Flaw]]] = {
    Kind.SINGLE: _single,
    Kind.MULTIPLE: _multiple,
    Kind.TRUE_FALSE: _true_false,
    Kind.MATCHING: _matching,
    Kind.ORDERING: _ordering,
    Kind.SHORT_TEXT: _short_text,
    Kind.GAP_FILL: _gap_fill,
    Kind.SCENARIO: _scenario,
    Kind.WRITING: _read,
    Kind.UPLOAD: _read,
}
