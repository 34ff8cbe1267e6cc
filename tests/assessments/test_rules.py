"""The frozen paper, and who may start an attempt when."""

import json
from datetime import timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.items import Paper, shuffled
from assessments.rules import (
    TRANSITIONS,
    AttemptHistory,
    AttemptPolicy,
    AttemptStatus,
    ReopenFacts,
    ReopenRefusal,
    StartRefusal,
    next_start_at,
    refuse_reopening,
    refuse_start,
)
from tests.assessments.papers import item, paper, papers, written
from tests.cast import NOW

DAY = timedelta(days=1)
THREE = AttemptPolicy(allowed=3, cool_down=DAY)
FREE = AttemptPolicy(allowed=None, cool_down=timedelta(0))


def history(finished=0, *, ago=None, passed=False, awaits=False):
    return AttemptHistory(finished, NOW - ago if ago else None, passed, awaits)


@pytest.mark.parametrize(
    ("policy", "before", "questions", "refusal"),
    [
        (THREE, history(), 5, None),
        (THREE, history(), 0, StartRefusal.NO_QUESTIONS),
        (THREE, history(1, ago=DAY), 5, None),
        (THREE, history(1, ago=DAY - timedelta(seconds=1)), 5, StartRefusal.COOLING_DOWN),
        (THREE, history(2, ago=2 * DAY), 5, None),
        (THREE, history(3, ago=9 * DAY), 5, StartRefusal.ATTEMPTS_USED),
        (THREE, history(4, ago=timedelta(hours=1)), 5, StartRefusal.ATTEMPTS_USED),
        (THREE, history(1, ago=DAY, passed=True), 5, StartRefusal.ALREADY_PASSED),
        (THREE, history(3, ago=DAY, passed=True), 0, StartRefusal.ALREADY_PASSED),
        (THREE, history(awaits=True), 5, StartRefusal.AWAITING_REVIEW),
        (FREE, history(1, ago=DAY, awaits=True), 5, StartRefusal.AWAITING_REVIEW),
        (THREE, history(1, ago=DAY, passed=True, awaits=True), 5, StartRefusal.ALREADY_PASSED),
        (FREE, history(50, ago=timedelta(seconds=1)), 5, None),
        (FREE, history(1, ago=DAY, passed=True), 5, StartRefusal.ALREADY_PASSED),
    ],
)
def test_who_may_start_an_attempt(policy, before, questions, refusal):
    assert refuse_start(policy, before, questions=questions, at=NOW) is refusal


def test_the_next_start_is_one_cool_down_after_the_last_end():
    assert next_start_at(THREE, history(1, ago=timedelta(hours=1))) == NOW + timedelta(hours=23)
    assert next_start_at(THREE, history()) is None


@given(st.integers(1, 5), st.integers(0, 8), st.integers(0, 72))
def test_there_are_never_more_attempts_than_allowed(allowed, finished, hours):
    policy = AttemptPolicy(allowed, timedelta(hours=24))
    refusal = refuse_start(policy, history(finished, ago=timedelta(hours=hours)), questions=1, at=NOW)
    assert refusal is not None or finished < allowed


PROGRESS, AWAITING, PASSED, NOT_YET, WITHDRAWN = AttemptStatus
MOVES = {
    (PROGRESS, AWAITING),
    (PROGRESS, PASSED),
    (PROGRESS, NOT_YET),
    (PROGRESS, WITHDRAWN),
    (AWAITING, PASSED),
    (AWAITING, NOT_YET),
    (AWAITING, WITHDRAWN),
    # Reopened by staff.
    (AWAITING, PROGRESS),
    (NOT_YET, PROGRESS),
    # Marked again by a corrected key; a pass only once somebody has decided so.
    (NOT_YET, PASSED),
    (NOT_YET, AWAITING),
    (PASSED, NOT_YET),
}


@pytest.mark.parametrize(("before", "after"), [*product(AttemptStatus, AttemptStatus)])
def test_an_attempt_is_handed_in_and_marked_reopened_before_it_is_read_and_a_pass_stands(before, after):
    assert (after in TRANSITIONS[before]) is ((before, after) in MOVES)


@given(papers())
def test_a_paper_survives_being_kept_as_json(made):
    assert Paper.from_json(json.loads(json.dumps(made.to_json()))) == made


@given(papers(), st.integers(0, 2**31))
def test_shuffling_keeps_every_question_in_its_place_with_all_its_options(made, seed):
    mixed = shuffled(made.items, seed)
    assert [one.key for one in mixed] == [one.key for one in made.items]
    assert [set(one.options) for one in mixed] == [set(one.options) for one in made.items]


@given(papers(), st.integers(0, 2**31))
def test_the_same_seed_shuffles_the_same_way(made, seed):
    assert shuffled(made.items, seed) == shuffled(made.items, seed)


def test_a_question_is_found_by_its_key():
    made = paper(item("q1"), item("q2"))
    assert made.item("q2") == made.items[1]
    assert made.item("q9") is None


def test_a_paper_with_a_written_answer_survives_being_kept_as_json():
    made = paper(item("q1"), written("w1"))
    assert Paper.from_json(json.loads(json.dumps(made.to_json()))) == made


def test_a_paper_kept_before_there_were_written_answers_is_still_read():
    kept = json.loads(json.dumps(paper(item("q1")).to_json()))
    for row in kept["items"]:
        del row["word_from"], row["word_to"], row["rubric"]
    assert Paper.from_json(kept) == paper(item("q1"))


def test_a_review_gives_a_level_for_each_criterion_of_each_written_answer():
    made = paper(item("q1"), written("w1"), written("w2"))
    assert made.level_keys == {f"{key}.c{number}" for key in ("w1", "w2") for number in range(4)}
    assert (made.chosen, made.written) == (made.items[:1], made.items[1:])


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        (ReopenFacts(NOT_YET), None),
        (ReopenFacts(AWAITING), None),
        (ReopenFacts(PROGRESS), ReopenRefusal.STILL_OPEN),
        (ReopenFacts(PASSED), ReopenRefusal.OUTCOME_STANDS),
        (ReopenFacts(WITHDRAWN), ReopenRefusal.ENROLMENT_ENDED),
        (ReopenFacts(WITHDRAWN, was_on_paper=True), ReopenRefusal.FROM_PAPER),
        (ReopenFacts(NOT_YET, has_ended=True), ReopenRefusal.ENROLMENT_ENDED),
        (ReopenFacts(NOT_YET, is_passed=True), ReopenRefusal.OUTCOME_STANDS),
        (ReopenFacts(NOT_YET, was_read=True), ReopenRefusal.HAS_BEEN_READ),
        (ReopenFacts(NOT_YET, was_on_paper=True), ReopenRefusal.FROM_PAPER),
        (ReopenFacts(NOT_YET, other_is_open=True, is_latest=False), ReopenRefusal.ANOTHER_IS_OPEN),
        (ReopenFacts(NOT_YET, is_latest=False), ReopenRefusal.NOT_THE_LATEST),
    ],
)
def test_an_attempt_is_reopened_while_nobody_has_read_it_and_none_came_after_it(facts, refusal):
    assert refuse_reopening(facts) is refusal
