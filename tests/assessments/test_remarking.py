"""What a corrected question carries over to what was asked, in tables and for every kind; what follows from it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.answers import Answer
from assessments.items import Gaps, Item, Option, Side, Situation, shuffled
from assessments.marking import best_answer, mark_item
from assessments.remarking import (
    Effect,
    Hindrance,
    corrected,
    effect_of,
    hindrance,
    is_reworded,
    status_after,
)
from assessments.rules import TRANSITIONS, AttemptStatus, Kind
from tests.assessments.papers import (
    MACHINE_MARKED,
    ONE_OF_EACH,
    any_answers,
    gap_fill,
    item,
    matching,
    ordering,
    scenario,
    short_text,
    written,
)

IN_PROGRESS, AWAITING, PASSED, NOT_YET, _WITHDRAWN = AttemptStatus


def earns(question, *chosen, text=""):
    return mark_item(question, Answer(chosen, text))


# --- What is carried over -------------------------------------------------------------------------


def test_another_answer_may_be_right():
    now = corrected(item("q1", right="a"), item("q1", right="b"))
    assert (earns(now, "a"), earns(now, "b")) == (0, 1)


def test_pairs_are_carried_by_their_words_whatever_the_sides_are_called():
    asked = matching(part_marks=True)
    sides = (Side("x1", "Side 2"), Side("x2", "Side 1"))
    now = replace(asked, sides=sides, pairs=(("a", "x1"), ("b", "x2"), ("c", "x1")))
    right = corrected(asked, now)
    assert right.pairs == (("a", "s2"), ("b", "s1"), ("c", "s2"))
    assert right.sides == asked.sides


def test_a_right_order_is_carried():
    now = corrected(ordering(), replace(ordering(), order=("b", "a", "c", "d")))
    assert (earns(now, *"bacd"), earns(now, *"abcd")) == (1, 0)


def test_wordings_come_and_go():
    now = corrected(short_text("urge", "itch"), replace(short_text("urge", "wave")))
    assert [earns(now, text=text) for text in ("urge", "wave", "itch")] == [1, 1, 0]


def test_gaps_take_other_words():
    now = corrected(gap_fill(("up",), ("in",)), gap_fill(("down",), ("in", "out")))
    assert (earns(now, "down", "out"), earns(now, "up", "in")) == (1, 0)


def test_another_way_on_may_be_right():
    door, chair, window = scenario().situations
    swapped = tuple(replace(way, correct=not way.correct) for way in chair.ways)
    now = corrected(scenario(), replace(scenario(), situations=(door, replace(chair, ways=swapped), window)))
    assert (earns(now, "greet", "tell"), earns(now, "greet", "listen")) == (1, 0)


def test_marks_weights_and_feedback_come_with_the_key():
    heavy = replace(item("q1", right="b"), marks=3, part_marks=True, feedback="<p>New.</p>")
    heavy = replace(heavy, options=tuple(replace(one, weight=50, feedback="New.") for one in heavy.options))
    now = corrected(item("q1"), heavy)
    assert (now.marks, now.part_marks, now.feedback) == (3, True, "<p>New.</p>")
    assert {(one.weight, one.feedback) for one in now.options} == {(50, "New.")}


def test_what_was_read_stays_as_it_was_read():
    asked = item("q1")
    options = tuple(replace(one, text=f"New {one.text}") for one in item("q1", right="b").options)
    now = corrected(asked, replace(item("q1", right="b"), prompt="<p>Other?</p>", options=options, tool=7))
    assert (now.prompt, now.tool) == (asked.prompt, None)
    assert [(one.key, one.text) for one in now.options] == [(one.key, one.text) for one in asked.options]


def test_new_words_or_feedback_alone_are_no_correction():
    asked = scenario()
    said = tuple(
        replace(one, ways=tuple(replace(way, feedback="New.") for way in one.ways)) for one in asked.situations
    )
    assert corrected(asked, replace(asked, feedback="<p>New.</p>", situations=said)) is asked


@pytest.mark.parametrize(
    ("prompt", "is_new"), [("<p>Question q1?</p>", False), ("<p>question  Q1?</p>", False), ("No", True)]
)
def test_other_words_of_the_question_are_told(prompt, is_new):
    assert is_reworded(item("q1"), replace(item("q1"), prompt=prompt)) is is_new


# --- What cannot be -------------------------------------------------------------------------------


def with_texts(*texts):
    return replace(
        item("q1"), options=tuple(Option(key, text, key == "a", "") for key, text in zip("abc", texts, strict=True))
    )


STORY = scenario().situations
CANNOT = [
    (written(), written(), Hindrance.READ_BY_TRAINER),
    (item("q1"), written("q1"), Hindrance.READ_BY_TRAINER),
    (item("q1"), item("q1", kind=Kind.MULTIPLE), Hindrance.OTHER_KIND),
    (item("q1"), item("q1", options="ab"), Hindrance.OTHER_ANSWERS),
    (item("q1"), item("q1", options="abcd"), Hindrance.OTHER_ANSWERS),
    (item("q1"), item("q1", options="abd"), Hindrance.OTHER_ANSWERS),
    (ordering("ABC"), ordering("ABCD"), Hindrance.OTHER_ANSWERS),
    (with_texts("Blue", "Red", "Green"), with_texts("Red", "Blue", "Green"), Hindrance.ANSWERS_CHANGED_PLACES),
    (with_texts("Blue", "Red", "Green"), with_texts("red.", "Pink", "Green"), Hindrance.ANSWERS_CHANGED_PLACES),
    (
        matching(),
        replace(
            matching(), sides=(*matching().sides, Side("s4", "New")), pairs=(("a", "s4"), ("b", "s2"), ("c", "s2"))
        ),
        Hindrance.OTHER_SIDES,
    ),
    (gap_fill(("a",)), gap_fill(("a",), ("b",)), Hindrance.OTHER_GAPS),
    (gap_fill(("a",)), replace(gap_fill(("a",)), gaps=None), Hindrance.OTHER_GAPS),
    (gap_fill(("a",)), replace(gap_fill(("a",)), gaps=Gaps(("other ", " words"), (("a",),))), Hindrance.OTHER_GAPS),
    (scenario(), replace(scenario(), situations=STORY[:2]), Hindrance.OTHER_STORY),
    (
        scenario(),
        replace(scenario(), situations=(Situation("door", "At the door.", STORY[0].ways[:1]), *STORY[1:])),
        Hindrance.OTHER_STORY,
    ),
]


@pytest.mark.parametrize(("asked", "now", "why"), CANNOT)
def test_what_no_longer_fits_is_not_carried_over(asked, now, why):
    assert hindrance(asked, now) is why
    assert corrected(asked, now) is None


@pytest.mark.parametrize("texts", [("Blue!", "Red", "Green"), ("Navy", "Red", "Green")])
def test_an_answer_that_was_worded_anew_is_still_the_same_answer(texts):
    assert hindrance(with_texts("Blue", "Red", "Green"), with_texts(*texts)) is None


# --- For every kind -------------------------------------------------------------------------------


@st.composite
def keys_made_anew(draw: st.DrawFn, asked: Item) -> Item:
    """Return the question with another key: any that an editor could give it, with any marks."""
    options = tuple(_made_anew(draw, option) for option in asked.options)
    situations = tuple(replace(one, ways=tuple(_made_anew(draw, way) for way in one.ways)) for one in asked.situations)
    sides = [side.key for side in asked.sides]
    pairs = tuple((option.key, draw(st.sampled_from(sides))) for option in asked.options) if sides else ()
    order = tuple(draw(st.permutations(asked.order)))
    words = st.lists(st.sampled_from(["rises", "falls", "passes", "waits"]), min_size=1).map(tuple)
    gaps = asked.gaps and Gaps(asked.gaps.parts, tuple(draw(words) for _ in asked.gaps.accepted))
    more = {"marks": draw(st.integers(1, 10)), "part_marks": draw(st.booleans())}
    return replace(asked, options=options, situations=situations, pairs=pairs, order=order, gaps=gaps, **more)


def _made_anew(draw: st.DrawFn, option: Option) -> Option:
    weight = draw(st.none() | st.integers(-100, 100))
    return replace(option, correct=draw(st.booleans()), weight=weight, feedback=draw(st.sampled_from(["", "New."])))


kinds = st.sampled_from(MACHINE_MARKED)


@given(st.data(), kinds, st.integers(0, 99))
def test_carrying_over_twice_is_carrying_over_once(data, kind, seed):
    now = data.draw(keys_made_anew(ONE_OF_EACH[kind]))
    [asked] = shuffled([ONE_OF_EACH[kind]], seed)
    once = corrected(asked, now)
    assert corrected(once, now) is once


@given(st.data(), kinds, st.integers(0, 99))
def test_the_corrected_question_marks_every_answer_as_the_question_now_does(data, kind, seed):
    now, answer = data.draw(keys_made_anew(ONE_OF_EACH[kind])), data.draw(any_answers())
    right = corrected(shuffled_options(ONE_OF_EACH[kind], seed), now)
    assert mark_item(right, answer) == mark_item(now, answer)


@given(st.data(), kinds)
def test_no_corrected_mark_is_less_than_nothing_or_more_than_all(data, kind):
    now, answer = data.draw(keys_made_anew(ONE_OF_EACH[kind])), data.draw(any_answers())
    assert 0 <= mark_item(corrected(ONE_OF_EACH[kind], now), answer) <= now.marks


@given(st.data(), kinds, st.integers(0, 99), st.integers(0, 99))
def test_the_order_in_which_it_was_asked_never_changes_a_corrected_mark(data, kind, one, other):
    now, answer = data.draw(keys_made_anew(ONE_OF_EACH[kind])), data.draw(any_answers())
    asked = [shuffled_options(ONE_OF_EACH[kind], seed) for seed in (one, other)]
    assert len({mark_item(corrected(question, now), answer) for question in asked}) == 1


@given(st.data(), kinds, st.integers(0, 99))
def test_there_and_back_again_is_the_question_as_it_was_asked(data, kind, seed):
    first = ONE_OF_EACH[kind]
    asked = shuffled_options(first, seed)
    there = corrected(asked, data.draw(keys_made_anew(first)))
    assert corrected(there, first) == asked


def shuffled_options(question: Item, seed: int) -> Item:
    """Return the question with its options in another order, its sides called as they were, so that answers fit."""
    return question if question.kind is Kind.MATCHING else shuffled([question], seed)[0]


@given(st.data(), st.integers(0, 99))
def test_pairs_are_right_by_their_words_in_whatever_order_the_sides_were_asked(data, seed):
    now = data.draw(keys_made_anew(matching()))
    right = corrected(shuffled([matching()], seed)[0], now)
    texts = [{side.key: side.text for side in one.sides} for one in (right, now)]
    assert {(left, texts[0][side]) for left, side in right.pairs} == {
        (left, texts[1][side]) for left, side in now.pairs
    }
    assert mark_item(right, best_answer(right)) == now.marks


# --- What follows ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "due", "may_move", "same", "effect"),
    [
        (IN_PROGRESS, PASSED, True, False, Effect.IN_PROGRESS),
        (NOT_YET, PASSED, True, False, Effect.PASSES),
        (NOT_YET, PASSED, False, False, Effect.PASSES),
        (NOT_YET, AWAITING, True, False, Effect.TO_TRAINER),
        (NOT_YET, AWAITING, False, False, Effect.STAYS),
        (NOT_YET, NOT_YET, True, False, Effect.MARKS),
        (NOT_YET, NOT_YET, True, True, Effect.NOTHING),
        (PASSED, NOT_YET, True, False, Effect.PASS_WAITS),
        (PASSED, PASSED, True, False, Effect.MARKS),
        (AWAITING, NOT_YET, True, False, Effect.MARKS),
        (AWAITING, AWAITING, True, True, Effect.NOTHING),
    ],
)
def test_what_becomes_of_an_attempt(before, due, may_move, same, effect):
    assert effect_of(before, due, may_move=may_move, same_percent=same) is effect


@given(st.sampled_from([IN_PROGRESS, AWAITING, PASSED, NOT_YET]), st.sampled_from(AttemptStatus), st.booleans())
def test_no_pass_is_ever_taken_away_and_every_move_is_allowed(before, due, may_move):
    after = status_after(before, effect_of(before, due, may_move=may_move, same_percent=False))
    assert before is not PASSED or after is PASSED
    assert after is before or after in TRANSITIONS[before]
