"""Outlines and what follows from them: percent, what is left, what comes next."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.rules import (
    Change,
    Difference,
    Facts,
    Loss,
    Outline,
    all_required_done,
    difference,
    minutes_left,
    next_to_do,
    percent_done,
    refuse_retirement,
)
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
    changed = Change(activity("b"), activity("b", minutes=99))
    assert difference(old, new) == Difference((activity("d"),), (activity("a"),), (changed,))


@pytest.mark.parametrize("about", [{"title": "Better words"}, {"required": False}, {"minutes": 5}, {"kind": "quiz"}])
def test_whatever_is_said_of_an_activity_can_change(about):
    new = replace(activity("a"), **about)
    assert difference(outline(activity("a")), outline(new)).changed == (Change(activity("a"), new),)


def test_the_fewest_activities_that_moved_are_named():
    old = outline(activity("a"), activity("b"), activity("c"), activity("d"))
    new = outline(activity("d"), activity("a"), activity("x"), activity("b"), activity("c"))
    assert difference(old, new).moved == (activity("d"),)


def test_another_module_is_a_change_of_its_own():
    old, new = outline(activity("a", module="One")), outline(activity("a", module="Two"))
    (change,) = difference(old, new).changed
    assert (change.changes_module, change.changes_itself) == (True, False)


def test_a_module_with_another_name_is_told_once():
    old, new = (outline(*(replace(activity(key), module=name) for key in "ab")) for name in ("Old", "New"))
    assert difference(old, new) == Difference(renamed=(("Old", "New"),))


@given(outlines)
def test_an_outline_differs_from_itself_in_nothing(made):
    assert not difference(made, made)


@given(outlines, st.randoms())
def test_what_did_not_move_is_in_order(made, chance):
    mixed = Outline(tuple(chance.sample(made.activities, len(made.activities))))
    moved = set(difference(made, mixed).moved)
    stayed = [activity for activity in mixed.activities if activity not in moved]
    assert stayed == [activity for activity in made.activities if activity not in moved]


@given(outlines_with_done(), st.data())
def test_retiring_never_lowers_the_percent_and_bringing_back_restores_it(case, data):
    made, done = case
    retired = data.draw(st.frozensets(st.sampled_from([*made.keys, "gone"])))
    more = data.draw(st.sampled_from([*made.keys, "gone"]))
    before, after = Facts(done, retired), Facts(done, retired | {more})
    assert 0 <= before.percent(made) <= after.percent(made) <= 100
    assert (after.percent(made) == 100) == after.has_nothing_left(made)


def test_what_was_done_and_is_retired_still_counts():
    facts = Facts(frozenset({"a"}), frozenset({"a", "b"}))
    assert facts.to_take(TWO).keys == ("a", "c")
    assert Facts(frozenset({"a"}), frozenset({"a"})).percent(TWO) == 75


def test_nothing_to_take_out_leaves_the_outline_itself():
    assert TWO.without(["gone"]) is TWO


QUIZ, TEST = replace(activity("q"), kind="quiz"), replace(activity("t"), kind="quiz")
OPTIONAL = activity("o", required=False)


@pytest.mark.parametrize(
    ("made", "key", "retired", "loss"),
    [
        (outline(QUIZ, activity("a")), "a", (), None),
        (outline(QUIZ, activity("a")), "q", (), Loss.LAST_ASSESSMENT),
        (outline(QUIZ, TEST), "q", (), None),
        (outline(QUIZ, TEST), "q", ("t",), Loss.NOTHING_REQUIRED),
        (outline(QUIZ, TEST, activity("a")), "q", ("t",), Loss.LAST_ASSESSMENT),
        (outline(activity("a")), "a", (), Loss.NOTHING_REQUIRED),
        (outline(activity("a"), OPTIONAL), "a", (), Loss.NOTHING_REQUIRED),
        (outline(activity("a"), OPTIONAL), "o", (), None),
        (outline(activity("a")), "elsewhere", (), None),
        (outline(activity("a")), "a", ("a",), None),
        (outline(activity("a"), activity("b")), "a", (), None),
    ],
)
def test_the_last_thing_needed_and_the_last_assessment_stay(made, key, retired, loss):
    assert refuse_retirement(made, key, retired=retired, assessments={"quiz"}, awards=True) == loss


def test_a_course_that_awards_nothing_may_lose_its_quizzes():
    about = {"retired": (), "assessments": {"quiz"}, "awards": False}
    assert refuse_retirement(outline(QUIZ, activity("a")), "q", **about) is None
