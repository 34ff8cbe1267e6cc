"""Outlines and what follows from them: percent, what is left, what comes next."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.rules import Difference, Outline, all_required_done, difference, minutes_left, next_to_do, percent_done
from tests.courses.outlines import activity, outline, outlines, outlines_with_done

TWO = outline(activity("a", minutes=30), activity("b", minutes=10), activity("c", minutes=60, required=False))


@pytest.mark.parametrize(
    ("done", "percent"),
    [((), 0), (("a",), 75), (("b",), 25), (("a", "b"), 100), (("c",), 0), (("a", "c"), 75), (("gone",), 0)],
)
def test_percent_counts_the_minutes_of_what_is_required(done, percent):
    assert percent_done(TWO, done) == percent


def test_rounding_never_gives_a_hundred_early():
    assert percent_done(outline(activity("a", minutes=600), activity("b", minutes=1)), ["a"]) == 99


def test_a_lesson_without_minutes_still_counts():
    assert percent_done(outline(activity("a", minutes=0), activity("b", minutes=0)), ["a"]) == 50


@given(outlines_with_done())
def test_percent_is_a_percentage_and_a_hundred_exactly_when_all_required_is_done(case):
    made, done = case
    assert 0 <= percent_done(made, done) <= 100
    assert (percent_done(made, done) == 100) == all_required_done(made, done)


@given(outlines_with_done(), st.data())
def test_doing_more_never_lowers_the_percent(case, data):
    made, done = case
    more = data.draw(st.sampled_from([*made.keys, "gone"]))
    assert percent_done(made, done | {more}) >= percent_done(made, done)


@given(outlines_with_done())
def test_what_comes_next_is_open_and_there_while_something_is_open(case):
    made, done = case
    following = next_to_do(made, done)
    assert (following is None) == (set(made.keys) <= done)
    assert following is None or following.key not in done


@pytest.mark.parametrize(
    ("done", "key"), [((), "a"), (("a",), "b"), (("b",), "a"), (("a", "b"), "c"), (("a", "b", "c"), None)]
)
def test_required_activities_come_next_before_optional_ones(done, key):
    following = next_to_do(TWO, done)
    assert getattr(following, "key", None) == key


@given(st.integers(1, 3000), st.integers(0, 100))
def test_the_time_left_lies_between_nothing_and_everything(study_minutes, percent):
    assert 0 <= minutes_left(study_minutes, percent) <= study_minutes
    assert (minutes_left(study_minutes, 0), minutes_left(study_minutes, 100)) == (study_minutes, 0)


@given(outlines)
def test_an_outline_survives_being_kept_as_json(made):
    assert Outline.from_json(json.loads(json.dumps(made.to_json()))) == made


def test_a_difference_names_what_is_new_changed_and_gone():
    old = outline(activity("a"), activity("b"), activity("c"))
    new = outline(activity("b", minutes=99), activity("c"), activity("d"))
    assert difference(old, new) == Difference(frozenset({"d"}), frozenset({"b"}), (activity("a"),), False)


def test_a_difference_tells_of_another_order():
    old, new = outline(activity("a"), activity("b")), outline(activity("b"), activity("x"), activity("a"))
    assert difference(old, new).is_reordered


@given(outlines)
def test_an_outline_differs_from_itself_in_nothing(made):
    assert difference(made, made) == Difference(frozenset(), frozenset(), (), False)
