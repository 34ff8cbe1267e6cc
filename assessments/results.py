"""What a learner is told after handing in: how each question went, as far as the policy of the quiz allows."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.answers import PAIR, STAR, Answer, is_accepted, unstarred, way_walked
from assessments.items import Gaps, Item, Option
from assessments.marking import ALL, NOTHING, best_answer, mark_paper, share
from assessments.models import Attempt, FeedbackPolicy
from assessments.rules import Kind

CENTS = Decimal("0.01")


@dataclass(frozen=True)
class ItemResult:
    """One question after marking, in words: what was answered, what is right, what we say to it.

    `share`: how much of it was right, 0 to 1; `right` is empty until the policy shows it.
    """

    item: Item
    share: Fraction
    given: tuple[str, ...]
    right: tuple[str, ...]
    said: tuple[str, ...]

    @property
    def is_right(self) -> bool:
        """Tell whether all of it was right."""
        return self.share == ALL

    @property
    def is_partly_right(self) -> bool:
        """Tell whether a part of it was right."""
        return NOTHING < self.share < ALL

    @property
    def marks(self) -> str:
        """Return what it earned, in words; empty where right or not says it all."""
        if self.item.marks == 1 and not self.is_partly_right:
            return ""
        return marks_in_words(self.share * self.item.marks, self.item.marks)


@dataclass(frozen=True)
class Shown:
    """What may be shown of a marked attempt: each question as it was answered, and what would have been right."""

    questions: bool
    right: bool


def shown_by(policy: str, *, is_passed: bool) -> Shown:
    """Return what the policy of a quiz (`FeedbackPolicy`) shows of a marked attempt."""
    if policy == FeedbackPolicy.MARK_ONLY:
        return Shown(questions=False, right=False)
    return Shown(questions=True, right=is_passed or policy == FeedbackPolicy.ALWAYS)


def item_results(attempt: Attempt, answers: dict[str, Answer]) -> list[ItemResult]:
    """Return how each question went that the machine marks; nothing before the outcome is known, or by the policy."""
    shown = shown_by(attempt.assessment.feedback_policy, is_passed=attempt.is_passed)
    if not (attempt.is_marked and shown.questions):
        return []
    return [_result(item, answers.get(item.key, Answer()), reveal=shown.right) for item in attempt.paper.chosen]


def earned_in_words(attempt: Attempt, answers: dict[str, Answer]) -> str:
    """Return what a marked attempt earned, in a sentence: questions where each is right or not, else marks."""
    items = attempt.paper.chosen
    shares = [share(item, answers.get(item.key, Answer())) for item in items]
    if all(item.marks == 1 for item in items) and set(shares) <= {NOTHING, ALL}:
        right = sum(one == ALL for one in shares)
        words = _("You had %(right)d of %(count)d right (%(percent)d %%).")
        return words % {"right": right, "count": len(items), "percent": attempt.percent or 0}
    result = mark_paper(attempt.paper, answers)
    marks = marks_in_words(result.earned, result.possible)
    return _("You earned %(marks)s (%(percent)d %%).") % {"marks": marks, "percent": attempt.percent or 0}


def marks_in_words(earned: Fraction, of: int) -> str:
    """Return marks in words, such as “2 of 3 marks”; never more than was earned."""
    exact = (Decimal(earned.numerator) / earned.denominator).quantize(CENTS, rounding=ROUND_DOWN).normalize()
    words = ngettext("%(earned)s of %(of)d mark", "%(earned)s of %(of)d marks", of)
    return words % {"earned": number_format(f"{exact:f}"), "of": of}


def _result(item: Item, answer: Answer, *, reveal: bool) -> ItemResult:
    said = tuple(option.feedback for option in _picked(item, answer) if option.feedback)
    right = right_words(item) if reveal else ()
    return ItemResult(item, share(item, answer), given_words(item, answer), right, said)


def _picked(item: Item, answer: Answer) -> tuple[Option, ...]:
    """Return the options that an answer comes to: chosen, walked, or worded as one that the editor foresaw."""
    match item.kind:
        case Kind.SCENARIO:
            return tuple(way for _situation, way in way_walked(item.situations, answer.chosen))
        case Kind.SHORT_TEXT:
            foreseen = [option for option in item.options if is_accepted(option.text, answer.text)]
            return tuple(sorted(foreseen, key=lambda option: option.worth)[-1:])
        case Kind.MATCHING | Kind.ORDERING:
            return ()
    return tuple(option for option in item.options if option.key in answer.chosen)


def given_words(item: Item, answer: Answer) -> tuple[str, ...]:
    """Return what was answered, a line for each part of it; nothing when nothing was."""
    match item.kind:
        case Kind.MATCHING:
            return _pairs_in_words(item, [one.partition(PAIR)[::2] for one in answer.chosen])
        case Kind.ORDERING:
            return _order_in_words(item, answer.chosen)
        case Kind.SHORT_TEXT | Kind.WRITING:
            return (answer.text,) if answer.text else ()
        case Kind.GAP_FILL:
            return (_filled(item.gaps, answer.chosen),) if item.gaps and any(answer.chosen) else ()
    return tuple(option.text for option in _picked(item, answer))


def right_words(item: Item) -> tuple[str, ...]:
    """Return what would have been right, as `given_words` puts it; every wording that earns all of a short text."""
    match item.kind:
        case Kind.SHORT_TEXT:
            return tuple(_without_stars(option.text) for option in item.options if option.worth == ALL)
        case Kind.GAP_FILL:
            return (
                (_filled(item.gaps, [_without_stars(words[0]) for words in item.gaps.accepted]),) if item.gaps else ()
            )
    return given_words(item, best_answer(item))


def _without_stars(accepted: str) -> str:
    """Return accepted words as people read them: three dots where anything may stand."""
    return unstarred(STAR.sub("…", accepted))


def _pairs_in_words(item: Item, pairs: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return each left-hand side with what belongs to it, in the order of the question."""
    sides = {side.key: side.text for side in item.sides}
    chosen = {left: sides.get(right, "") for left, right in pairs}
    return tuple(f"{option.text} – {chosen[option.key]}" for option in item.options if option.key in chosen)


def _order_in_words(item: Item, keys: Sequence[str]) -> tuple[str, ...]:
    texts = {option.key: option.text for option in item.options}
    return tuple(f"{place}. {texts[key]}" for place, key in enumerate(keys, 1) if key in texts)


def _filled(gaps: Gaps, words: Sequence[str]) -> str:
    """Return the text with `words` in its gaps, in quotation marks; three dots where a gap was left open."""
    shown = [f"“{word}”" if word else "…" for word in words]
    return "".join(part + word for part, word in zip(gaps.parts, [*shown, ""], strict=False))
