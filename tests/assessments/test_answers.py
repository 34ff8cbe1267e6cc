"""Which answers a question takes, how they are kept, how far they go, and how short texts are compared."""

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.answers import (
    Answer,
    AnswerRefusal,
    AnswerState,
    is_accepted,
    kept,
    normalised,
    refuse_answer,
    situation_reached,
    state_of,
)
from assessments.marking import best_answer
from assessments.rules import LONGEST_TEXT, Kind
from tests.assessments.papers import (
    MACHINE_MARKED,
    ONE_OF_EACH,
    any_answers,
    gap_fill,
    item,
    matching,
    ordering,
    questions,
    scenario,
    short_text,
    written,
)

UNKNOWN, TWICE = AnswerRefusal.UNKNOWN_ANSWER, AnswerRefusal.PLACE_TAKEN_TWICE
ONE, LONG = AnswerRefusal.ONE_ANSWER_ONLY, AnswerRefusal.TEXT_TOO_LONG


def answer(*chosen, text=""):
    return Answer(chosen, text)


@pytest.mark.parametrize(
    ("question", "given", "refusal"),
    [
        (item("q1"), answer("a"), None),
        (item("q1"), answer("a", "b"), ONE),
        (item("q1"), answer("x"), UNKNOWN),
        (item("q1"), answer("a", "x"), UNKNOWN),
        (item("q1"), answer("a", text="words"), UNKNOWN),
        (item("q1", right="ab"), answer("a", "b", "c"), None),
        (item("q1", right="ab"), answer("a", "x"), UNKNOWN),
        (matching(), answer("a:s1"), None),
        (matching(), answer("a:s1", "b:s1", "c:s1"), None),
        (matching(), answer("a:s1", "a:s2"), UNKNOWN),
        (matching(), answer("x:s1"), UNKNOWN),
        (matching(), answer("a:x"), UNKNOWN),
        (matching(), answer("a"), UNKNOWN),
        (ordering(), answer("d", "c", "b", "a"), None),
        (ordering(), answer("a", "b", "c", "c"), TWICE),
        (ordering(), answer("a", "b"), TWICE),
        (ordering(), answer("a", "b", "c", "x"), UNKNOWN),
        (ordering(), answer("a", "b", "c", "d", "d"), UNKNOWN),
        (short_text(), answer(text="anything"), None),
        (short_text(), answer(text="x" * 301), LONG),
        (short_text(), answer("a"), UNKNOWN),
        (gap_fill(), answer("one", "", "two"), None),
        (gap_fill(), answer("one", "two"), UNKNOWN),
        (gap_fill(), answer("x" * 301, "", ""), LONG),
        (scenario(), answer("greet"), None),
        (scenario(), answer("wait", "stay"), None),
        (scenario(), answer("stay"), UNKNOWN),
        (scenario(), answer("greet", "stay"), UNKNOWN),
        (scenario(), answer("greet", "listen", "greet"), UNKNOWN),
        (written(), answer(text="x" * LONGEST_TEXT), None),
        (written(), answer(text="x" * (LONGEST_TEXT + 1)), LONG),
        (replace(written(), kind=Kind.UPLOAD), answer(text="words"), UNKNOWN),
    ],
)
def test_a_question_takes_what_belongs_to_it(question, given, refusal):
    assert refuse_answer(question, given) is refusal


@given(questions())
def test_an_empty_answer_and_the_best_one_are_always_taken(question):
    assert refuse_answer(question, Answer()) is None
    assert refuse_answer(question, best_answer(question)) is None


@given(questions(), any_answers())
def test_keeping_an_answer_twice_changes_nothing_more(question, given):
    assert kept(question, kept(question, given)) == kept(question, given)


@pytest.mark.parametrize(
    ("question", "given", "state"),
    [
        (item("q1"), answer(), AnswerState.OPEN),
        (item("q1"), answer("a"), AnswerState.ANSWERED),
        (matching(), answer("a:s1"), AnswerState.BEGUN),
        (matching(), answer("a:s1", "b:s1", "c:s1"), AnswerState.ANSWERED),
        (gap_fill(), answer("", "", ""), AnswerState.OPEN),
        (gap_fill(), answer("x", "", ""), AnswerState.BEGUN),
        (gap_fill(), answer("x", "y", "z"), AnswerState.ANSWERED),
        (scenario(), answer("greet"), AnswerState.BEGUN),
        (scenario(), answer("greet", "tell"), AnswerState.ANSWERED),
        (short_text(), answer(text="x"), AnswerState.ANSWERED),
        (replace(written(), kind=Kind.UPLOAD), Answer(has_file=True), AnswerState.ANSWERED),
    ],
)
def test_how_far_an_answer_goes(question, given, state):
    assert state_of(question, given) is state


@pytest.mark.parametrize("kind", MACHINE_MARKED)
def test_the_best_answer_leaves_nothing_open(kind):
    assert state_of(ONE_OF_EACH[kind], best_answer(ONE_OF_EACH[kind])) is AnswerState.ANSWERED


@pytest.mark.parametrize(
    ("walked", "reached"),
    [((), "door"), (("greet",), "chair"), (("wait",), "window"), (("greet", "tell"), None), (("forged",), "door")],
)
def test_a_story_goes_on_where_its_ways_lead(walked, reached):
    here = situation_reached(scenario().situations, walked)
    assert (here.key if here else None) == reached


# --- Short texts ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accepted", "given", "fits"),
    [
        ("urge", "Urge", True),
        ("urge surfing", "  urge   surfing. ", True),
        ("café", "CAFE", True),
        ("Straße", "strasse", True),
        ("it's", "it’s", True),
        ("self-care", "self–care", True),
        ("urge", "urges", False),
        ("urge", "", False),
        ("urge", "!", False),
        ("*wave*", "like a wave of the sea", True),
        ("*wave*", "wave", True),
        ("a * wave", "a big, tall wave", True),
        ("a * wave", "a wave", False),
        ("a * wave", "a wavewave", False),
        ("a. * b", "A. or B!", True),
        ("ab*ba", "aba", False),
        (r"5 \* 3", "5 * 3", True),
        (r"5 \* 3", "5 and 3", False),
        ("a (b)*[c]", "a (b) [c]", True),
        ("?", "?", True),
        ("?", "!", False),
        ("*", "x", True),
        ("*", " ", False),
    ],
)
def test_case_accents_spaces_and_end_marks_make_no_difference_and_stars_stand_for_any_words(accepted, given, fits):
    assert is_accepted(accepted, given) is fits


@given(st.text(max_size=40))
def test_normalising_twice_is_normalising_once(text):
    assert normalised(normalised(text)) == normalised(text)


@given(st.text(max_size=30).filter(lambda text: "*" not in text and "\\" not in text and text.strip()))
def test_whatever_is_accepted_fits_itself(text):
    assert is_accepted(text, text)


@given(st.lists(st.text("ab ", max_size=3), min_size=2, max_size=4), st.text("abc ", max_size=12))
def test_a_pattern_of_words_fits_whatever_puts_words_between(words, between):
    whole = between.join(words)
    assert is_accepted("*".join(word.strip() for word in words), whole) or not whole.strip()


def test_no_pattern_takes_long_to_compare():
    begin = time.process_time()
    assert not is_accepted("*a" * 140 + "*b", "a" * 300)
    assert time.process_time() - begin < 0.5
