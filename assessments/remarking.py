"""Marking again by a corrected question: pure; what was asked and the question as it is now in, what is right out.

What a learner saw stays as it was: its words, its options and their order. What is right, what it earns and what is
said about it comes from the question as it is now. Where the two no longer fit together, nothing is carried over.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any

from assessments.answers import normalised
from assessments.items import Gaps, Item, Option, Situation
from assessments.rules import AttemptStatus, Kind


class Hindrance(StrEnum):
    """Why what is right now cannot be carried over to a question as it was asked."""

    READ_BY_TRAINER = "read_by_trainer"
    OTHER_KIND = "other_kind"
    OTHER_ANSWERS = "other_answers"
    ANSWERS_CHANGED_PLACES = "answers_changed_places"
    OTHER_SIDES = "other_sides"
    OTHER_GAPS = "other_gaps"
    OTHER_STORY = "other_story"


class Effect(StrEnum):
    """What marking again comes to for one attempt."""

    NOTHING = "nothing"
    IN_PROGRESS = "in_progress"
    MARKS = "marks"
    PASSES = "passes"
    TO_TRAINER = "to_trainer"
    PASS_WAITS = "pass_waits"  # noqa: S105  (a pass at a quiz)
    STAYS = "stays"


def hindrance(asked: Item, now: Item) -> Hindrance | None:
    """Return why `now` cannot tell what is right in the question as it was `asked`, or None when it can."""
    if asked.is_written or now.is_written:
        return Hindrance.READ_BY_TRAINER
    if asked.kind is not now.kind:
        return Hindrance.OTHER_KIND
    match asked.kind:
        case Kind.SHORT_TEXT:
            found = None
        case Kind.GAP_FILL:
            found = None if _same_gaps(asked.gaps, now.gaps) else Hindrance.OTHER_GAPS
        case Kind.SCENARIO:
            found = None if _same_story(asked.situations, now.situations) else Hindrance.OTHER_STORY
        case _:
            found = _hindrance_of_options(asked, now)
    return found


def corrected(asked: Item, now: Item) -> Item | None:
    """Return the question as it was `asked` with what is right `now`; None where that cannot be carried over.

    Where nothing of that differs, `asked` itself is returned: new words or feedback alone are no correction.
    """
    if hindrance(asked, now):
        return None
    taken = replace(
        asked, feedback=now.feedback, marks=now.marks, part_marks=now.part_marks, **_right_parts(asked, now)
    )
    return asked if _key_of(taken) == _key_of(asked) else taken


def is_reworded(asked: Item, now: Item) -> bool:
    """Tell whether the learner read other words than the question has now."""
    return normalised(asked.prompt) != normalised(now.prompt)


def effect_of(before: AttemptStatus, due: AttemptStatus, *, may_move: bool, same_percent: bool) -> Effect:
    """Return what becomes of an attempt that stands at `before` when its answers now call for `due`.

    Arguments: `may_move`, whether a trainer could be given it (nothing else of the quiz is open or passed). A pass is
    never taken away here, and what a trainer has already stays with the trainer.
    """
    if before is AttemptStatus.IN_PROGRESS:
        return Effect.IN_PROGRESS
    if before is AttemptStatus.PASSED and due is AttemptStatus.NOT_YET_PASSED:
        return Effect.PASS_WAITS
    if before is AttemptStatus.NOT_YET_PASSED and due is AttemptStatus.PASSED:
        return Effect.PASSES
    if before is AttemptStatus.NOT_YET_PASSED and due is AttemptStatus.AWAITING_REVIEW:
        return Effect.TO_TRAINER if may_move else Effect.STAYS
    return Effect.NOTHING if same_percent else Effect.MARKS


STATUS_AFTER = {Effect.PASSES: AttemptStatus.PASSED, Effect.TO_TRAINER: AttemptStatus.AWAITING_REVIEW}


def status_after(before: AttemptStatus, effect: Effect) -> AttemptStatus:
    """Return where the attempt stands once `effect` has happened."""
    return STATUS_AFTER.get(effect, before)


def _right_parts(asked: Item, now: Item) -> dict[str, Any]:
    """Return the parts of `asked` that say what is right, as `now` has them."""
    match asked.kind:
        case Kind.SHORT_TEXT:
            return {"options": _in_their_order(asked.options, now.options)}
        case Kind.GAP_FILL:
            accepted = now.gaps.accepted if now.gaps else ()
            return {"gaps": Gaps(asked.gaps.parts if asked.gaps else (), accepted)}
        case Kind.SCENARIO:
            ways = {way.key: way for situation in now.situations for way in situation.ways}
            return {"situations": tuple(_told(situation, ways) for situation in asked.situations)}
    options = {"options": _as_now(asked.options, {option.key: option for option in now.options})}
    return options | {"pairs": _pairs(asked, now), "order": now.order}


def _as_now(options: Iterable[Option], by_key: Mapping[str, Option]) -> tuple[Option, ...]:
    """Return the options with their words and places, and what `by_key` says of them."""
    return tuple(
        replace(option, correct=one.correct, weight=one.weight, feedback=one.feedback)
        for option in options
        for one in [by_key[option.key]]
    )


def _told(situation: Situation, ways: Mapping[str, Option]) -> Situation:
    return replace(situation, ways=_as_now(situation.ways, ways))


def _in_their_order(asked: Iterable[Option], now: Iterable[Option]) -> tuple[Option, ...]:
    """Return the wordings of now, those that were there before in the order they had, so that nothing moves twice."""
    places = {option.key: place for place, option in enumerate(asked)}
    return tuple(sorted(now, key=lambda option: places.get(option.key, len(places))))


def _pairs(asked: Item, now: Item) -> tuple[tuple[str, str], ...]:
    """Return which sides belong together now, by the keys the sides were asked with."""
    texts = {side.key: side.text for side in now.sides}
    keys = {side.text: side.key for side in asked.sides}
    due = {left: keys[texts[right]] for left, right in now.pairs}
    return tuple((option.key, due[option.key]) for option in asked.options if option.key in due)


def _hindrance_of_options(asked: Item, now: Item) -> Hindrance | None:
    if sorted(option.key for option in asked.options) != sorted(option.key for option in now.options):
        return Hindrance.OTHER_ANSWERS
    if _changed_places(asked.options, now.options):
        return Hindrance.ANSWERS_CHANGED_PLACES
    due = {side.text for side in now.sides if side.key in {right for _left, right in now.pairs}}
    return None if due <= {side.text for side in asked.sides} else Hindrance.OTHER_SIDES


def _changed_places(asked: Iterable[Option], now: Iterable[Option]) -> bool:
    """Tell whether an answer now reads as another one did: nobody could say which of the two is meant."""
    read = {option.key: normalised(option.text) for option in asked}
    return any(
        normalised(option.text) != read[option.key] and normalised(option.text) in read.values() for option in now
    )


def _same_gaps(asked: Gaps | None, now: Gaps | None) -> bool:
    """Tell whether the same text stands around as many gaps."""
    if asked is None or now is None or len(asked.accepted) != len(now.accepted):
        return False
    return [normalised(part) for part in asked.parts] == [normalised(part) for part in now.parts]


def _same_story(asked: tuple[Situation, ...], now: tuple[Situation, ...]) -> bool:
    """Tell whether every way on that could be taken is still there, in the same situation, and no other."""
    ways = [{(one.key, way.key) for one in story for way in one.ways} for story in (asked, now)]
    return ways[0] == ways[1]


def _key_of(item: Item) -> Item:
    """Return the question without what is said about it: what marking reads."""
    situations = tuple(replace(one, ways=_unsaid(one.ways)) for one in item.situations)
    return replace(item, feedback="", options=_unsaid(item.options), situations=situations)


def _unsaid(options: Iterable[Option]) -> tuple[Option, ...]:
    return tuple(replace(option, feedback="") for option in options)
