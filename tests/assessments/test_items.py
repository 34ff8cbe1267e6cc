"""The paper as frozen values: kept as JSON and back, shuffled without a trace of what is right."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.items import Paper, shuffled
from assessments.rules import Kind
from tests.assessments.papers import ONE_OF_EACH, item, matching, ordering, paper, questions, weighted, written

SEEDS = st.integers(0, 2**31)


@given(st.lists(questions(), max_size=6), SEEDS)
def test_a_paper_is_read_back_as_it_was_kept(asked, seed):
    made = paper(*shuffled(asked, seed), weighted(50, -50), written())
    assert Paper.from_json(json.loads(json.dumps(made.to_json()))) == made


def test_a_paper_of_the_first_step_is_still_read():
    option = {"key": "a", "text": "A", "correct": True, "feedback": ""}
    row = {"key": "q1", "kind": "single", "prompt": "<p>?</p>", "feedback": "", "options": [option]}
    read = Paper.from_json({"items": [row], "pass_mark": 80, "seed": 1})
    assert (read.items[0].marks, read.items[0].part_marks, read.items[0].correct_keys) == (1, False, {"a"})


def test_a_paper_of_the_second_step_is_still_read():
    kept = paper(written()).to_json()
    new = {"marks", "part_marks", "sides", "pairs", "order", "gaps", "situations", "tool"}
    row = {name: value for name, value in kept["items"][0].items() if name not in new}
    assert Paper.from_json({"items": [row], "pass_mark": 80, "seed": 1}).items == (written(),)


@given(st.permutations("ABCDE"), SEEDS)
def test_what_is_to_be_put_in_order_never_stands_in_the_right_one(texts, seed):
    question = ordering("".join(texts))
    [mixed] = shuffled([question], seed)
    assert [one.key for one in mixed.options] != list(question.order)
    assert set(mixed.options) == set(question.options)


@given(SEEDS)
def test_nor_does_it_read_so_when_two_lines_are_alike(seed):
    [mixed] = shuffled([ordering("AAB")], seed)
    assert "".join(one.text for one in mixed.options) != "AAB"


@pytest.mark.parametrize("texts", ["A", "AA"])
def test_lines_that_have_no_wrong_order_stay(texts):
    assert len(shuffled([ordering(texts)], 1)[0].options) == len(texts)


@given(SEEDS)
def test_the_key_of_a_side_tells_nothing_of_where_it_belongs(seed):
    [mixed] = shuffled([matching()], seed)
    texts = {side.key: side.text for side in mixed.sides}
    assert [side.key for side in mixed.sides] == ["side-1", "side-2", "side-3"]
    assert [(left, texts[right]) for left, right in mixed.pairs] == [("a", "Side 1"), ("b", "Side 2"), ("c", "Side 2")]


@given(SEEDS)
def test_true_stays_before_false(seed):
    question = ONE_OF_EACH[Kind.TRUE_FALSE]
    assert shuffled([question], seed) == (question,)


@given(SEEDS)
def test_the_same_seed_gives_the_same_paper(seed):
    asked = list(ONE_OF_EACH.values())
    assert shuffled(asked, seed) == shuffled(asked, seed)


def test_questions_are_found_by_their_key():
    made = paper(item("q1"), replace(written(), key="q2"))
    assert (made.item("q2"), made.item("q3")) == (made.items[1], None)
