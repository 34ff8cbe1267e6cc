"""What an answer is, and which answers a question takes: pure, no database."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from assessments.items import Item, Option, Situation
from assessments.rules import LONGEST_TEXT, Kind

LONGEST_WORDS = 300  # characters of one short answer, or of one gap
QUOTES_AND_DASHES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"})
ENDS = " .,;:!?\"'"  # what may stand before and behind the words of a short answer without changing it
PAIR = ":"
STAR = re.compile(r"(?<!\\)\*")


@dataclass(frozen=True)
class Answer:
    """The answer to one question.

    `chosen`: keys of options (in the learner's order where order is asked, or along the way of a scenario);
    "option:side" for each pair of a matching question; the words of each gap. `text`: a short or long text.
    `has_file`: whether a file was handed in.
    """

    chosen: tuple[str, ...] = ()
    text: str = ""
    has_file: bool = False

    @property
    def is_given(self) -> bool:
        """Tell whether there is anything in it."""
        return bool(any(self.chosen) or self.text or self.has_file)


class AnswerRefusal(StrEnum):
    """Why a question does not take an answer."""

    UNKNOWN_ANSWER = "unknown_answer"
    ONE_ANSWER_ONLY = "one_answer_only"
    PLACE_TAKEN_TWICE = "place_taken_twice"
    TEXT_TOO_LONG = "text_too_long"


def refuse_answer(item: Item, answer: Answer) -> AnswerRefusal | None:
    """Return why `item` does not take `answer`, or None; an empty answer is always taken."""
    if not answer.is_given:
        return None
    longest = LONGEST_TEXT if item.kind is Kind.WRITING else LONGEST_WORDS
    if len(answer.text) > longest or (item.gaps and any(len(word) > LONGEST_WORDS for word in answer.chosen)):
        return AnswerRefusal.TEXT_TOO_LONG
    if answer.text and item.kind not in (Kind.WRITING, Kind.SHORT_TEXT):
        return AnswerRefusal.UNKNOWN_ANSWER
    return _refuse_chosen(item, answer.chosen)


def _refuse_chosen(item: Item, chosen: Sequence[str]) -> AnswerRefusal | None:
    match item.kind:
        case Kind.SINGLE | Kind.TRUE_FALSE if len(set(chosen)) > 1 and set(chosen) <= item.option_keys:
            return AnswerRefusal.ONE_ANSWER_ONLY
        case Kind.ORDERING if set(chosen) <= item.option_keys and len(set(chosen)) < len(item.options):
            return AnswerRefusal.PLACE_TAKEN_TWICE
    return None if _is_known(item, chosen) else AnswerRefusal.UNKNOWN_ANSWER


def _is_known(item: Item, chosen: Sequence[str]) -> bool:
    match item.kind:
        case Kind.ORDERING:
            known = sorted(chosen) == sorted(item.option_keys)
        case Kind.MATCHING:
            known = _are_pairs(item, chosen)
        case Kind.GAP_FILL:
            known = item.gaps is not None and len(chosen) == len(item.gaps.accepted)
        case Kind.SCENARIO:
            known = len(way_walked(item.situations, chosen)) == len(chosen)
        case Kind.SHORT_TEXT | Kind.WRITING | Kind.UPLOAD:
            known = not chosen
        case _:
            known = set(chosen) <= item.option_keys
    return known


def _are_pairs(item: Item, chosen: Sequence[str]) -> bool:
    sides = {side.key for side in item.sides}
    pairs = [one.partition(PAIR) for one in chosen]
    lefts = [left for left, _colon, _right in pairs]
    return len(set(lefts)) == len(lefts) and all(
        left in item.option_keys and right in sides for left, _colon, right in pairs
    )


def kept(item: Item, answer: Answer) -> Answer:
    """Return `answer` as it is stored: what has no order of its own in one order, doubles once."""
    if item.kind in (Kind.SINGLE, Kind.TRUE_FALSE, Kind.MULTIPLE, Kind.MATCHING):
        return Answer(tuple(sorted(set(answer.chosen))), answer.text, answer.has_file)
    return answer


def way_walked(situations: Sequence[Situation], chosen: Sequence[str]) -> list[tuple[Situation, Option]]:
    """Return the situations that `chosen` (keys of ways, in order) leads through, each with the way taken there.

    Stops at the first key that is no way on from where it was taken.
    """
    by_key = {situation.key: situation for situation in situations}
    walked: list[tuple[Situation, Option]] = []
    here = situations[0] if situations else None
    for key in chosen:
        way = next((one for one in here.ways if one.key == key), None) if here else None
        if here is None or way is None:
            break
        walked.append((here, way))
        here = by_key.get(way.leads_to)
    return walked


def situation_reached(situations: Sequence[Situation], chosen: Sequence[str]) -> Situation | None:
    """Return the situation that waits for a choice after `chosen`; None when the story has ended."""
    walked = way_walked(situations, chosen)
    if not walked:
        return situations[0] if situations else None
    return next((one for one in situations if one.key == walked[-1][1].leads_to), None)


def is_complete(item: Item, answer: Answer) -> bool:
    """Tell whether nothing of the question is left open: every gap filled, every line matched, the story at its end."""
    match item.kind:
        case Kind.MATCHING:
            return len(answer.chosen) == len(item.options)
        case Kind.GAP_FILL:
            return bool(answer.chosen) and all(answer.chosen)
        case Kind.SCENARIO:
            return bool(answer.chosen) and situation_reached(item.situations, answer.chosen) is None
    return answer.is_given


class AnswerState(StrEnum):
    """How far a question is answered."""

    OPEN = "open"
    BEGUN = "begun"
    ANSWERED = "answered"


def state_of(item: Item, answer: Answer) -> AnswerState:
    """Return how far `answer` goes: nothing yet, a part of it, or all."""
    if not answer.is_given:
        return AnswerState.OPEN
    return AnswerState.ANSWERED if is_complete(item, answer) else AnswerState.BEGUN


def normalised(text: str) -> str:
    """Return `text` as short answers are compared: without case, accents, end marks, and with single spaces."""
    return " ".join(_folded(text).split()).strip(ENDS)


def _folded(text: str) -> str:
    """Return `text` without case and accents, with plain quotation marks and dashes."""
    plain = unicodedata.normalize("NFKD", text).translate(QUOTES_AND_DASHES).casefold()
    return "".join(letter for letter in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(letter))


def is_accepted(accepted: str, given: str) -> bool:
    r"""Tell whether `given` is `accepted` once both are normalised; `*` stands for any words, `\*` for a star.

    Signs alone, such as a question mark, are compared as they are. Takes time in proportion to the texts, whatever
    the pattern: both may come from people who wish us ill.
    """
    if not given.strip():
        return False
    first, *others = STAR.split(accepted)
    if others:
        return _fits([_piece(first).lstrip(ENDS), *map(_piece, others[:-1]), _piece(others[-1]).rstrip(ENDS)], given)
    words = unstarred(accepted)
    return normalised(words) == normalised(given) if normalised(words) else words.strip() == given.strip()


def unstarred(accepted: str) -> str:
    r"""Return accepted words as somebody would write them: `\*` is a star."""
    return accepted.replace("\\*", "*")


def _piece(part: str) -> str:
    """Return a piece of a pattern as it is compared, with the spaces at its ends, which matter there."""
    return re.sub(r"\s+", " ", _folded(unstarred(part)))


def _fits(pieces: Sequence[str], given: str) -> bool:
    """Tell whether the text is the pieces in order with anything between them."""
    text, (first, *middle, last) = normalised(given), pieces
    start, end = len(first), len(text) - len(last)
    if not (text.startswith(first) and text.endswith(last) and start <= end):
        return False
    for piece in middle:
        found = text.find(piece, start, end)
        if found < 0:
            return False
        start = found + len(piece)
    return True
