"""What each kind of question earns, in tables; and what holds for all of them, whatever is answered."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.answers import Answer
from assessments.items import shuffled
from assessments.marking import best_answer, mark_item, mark_paper
from assessments.rules import Kind
from tests.assessments.papers import (
    MACHINE_MARKED,
    ONE_OF_EACH,
    any_answers,
    gap_fill,
    given_answers,
    item,
    matching,
    ordering,
    paper,
    questions,
    scenario,
    short_text,
    weighted,
    written,
)


def earns(question, *chosen, text=""):
    return mark_item(question, Answer(chosen, text))


@pytest.mark.parametrize(
    ("kind", "weights", "chosen", "mark"),
    [
        (Kind.SINGLE, (100, 50, -25), "a", "1"),
        (Kind.SINGLE, (100, 50, -25), "b", "1/2"),
        (Kind.SINGLE, (100, 50, -25), "c", "0"),
        (Kind.SINGLE, (100, 50, -25), "ab", "0"),
        (Kind.SINGLE, (100, 50, -25), "ax", "0"),
        (Kind.SINGLE, (100, 50, -25), "aa", "1"),
        (Kind.TRUE_FALSE, (100, None), "a", "1"),
        (Kind.TRUE_FALSE, (100, None), "b", "0"),
        (Kind.MULTIPLE, (50, 50, -50), "ab", "1"),
        (Kind.MULTIPLE, (50, 50, -50), "a", "1/2"),
        (Kind.MULTIPLE, (50, 50, -50), "abc", "1/2"),
        (Kind.MULTIPLE, (50, 50, -50), "c", "0"),
        (Kind.MULTIPLE, (50, 50, -50), "aa", "1/2"),
        (Kind.MULTIPLE, (60, 60, None), "ab", "1"),
        (Kind.MULTIPLE, (50, 50, -50), "ax", "1/2"),
    ],
)
def test_weights_decide_what_an_answer_earns_and_never_less_than_nothing(kind, weights, chosen, mark):
    assert earns(weighted(*weights, kind=kind), *chosen) == Fraction(mark)


@pytest.mark.parametrize(
    ("right", "chosen", "mark"),
    [
        ("ab", "ab", "1"),
        ("ab", "a", "1/2"),
        ("ab", "abc", "1/2"),
        ("ab", "ac", "0"),
        ("ab", "c", "0"),
        ("abc", "ab", "2/3"),
        ("ab", "aa", "1/2"),
        ("ab", "ax", "0"),
        ("ab", "", "0"),
    ],
)
def test_with_part_marks_each_wrong_choice_takes_a_right_one_away(right, chosen, mark):
    question = replace(item("q1", right=right, kind=Kind.MULTIPLE), part_marks=True)
    assert earns(question, *chosen) == Fraction(mark)


PAIRS = [
    (("a:s1", "b:s2", "c:s2"), "1", "1"),
    (("c:s2", "a:s1", "b:s2"), "1", "1"),
    (("a:s1", "b:s2"), "2/3", "0"),
    (("a:s1", "b:s2", "c:s3"), "2/3", "0"),
    (("a:s2", "b:s1", "c:s1"), "0", "0"),
    (("a:s1", "a:s1", "b:s2", "c:s2"), "1", "1"),
    (("a:s1", "a:s2", "b:s2", "c:s2"), "1/2", "0"),
    (("a:s1", "b:s2", "c:s2", "x:s1"), "3/4", "0"),
    (("a", "forged", "c:"), "0", "0"),
    ((), "0", "0"),
]


@pytest.mark.parametrize(("chosen", "part", "whole"), PAIRS)
def test_pairs_count_once_each_and_doubled_lines_do_not(chosen, part, whole):
    assert earns(matching(part_marks=True), *chosen) == Fraction(part)
    assert earns(matching(), *chosen) == Fraction(whole)


@pytest.mark.parametrize(
    ("texts", "chosen", "part", "whole"),
    [
        ("ABCD", "abcd", "1", "1"),
        ("ABCD", "abdc", "1/2", "0"),
        ("ABCD", "dcba", "0", "0"),
        ("ABCD", "bcda", "0", "0"),
        ("ABCD", "abc", "3/4", "0"),
        ("ABCD", "aaaa", "1/4", "0"),
        ("ABCD", "abcdx", "4/5", "0"),
        ("ABCD", "axcd", "3/4", "0"),
        ("ABAC", "cbad", "1", "1"),
        ("ABCD", "", "0", "0"),
    ],
)
def test_each_line_in_its_place_counts_and_lines_that_read_the_same_are_alike(texts, chosen, part, whole):
    assert earns(ordering(texts, part_marks=True), *chosen) == Fraction(part)
    assert earns(ordering(texts), *chosen) == Fraction(whole)


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("urge", "1"),
        ("  An  URGE. ", "1"),
        ("“urge”", "1"),
        ("Ürge", "1"),
        ("a strong wave comes", "1"),
        ("a feeling", "1/2"),
        ("urges", "0"),
        ("wave", "0"),
        ("", "0"),
        ("...", "0"),
    ],
)
def test_a_short_text_earns_what_its_best_wording_is_worth(text, mark):
    assert earns(short_text("urge", "an urge", "* wave*", ("a feeling", 50)), text=text) == Fraction(mark)


@pytest.mark.parametrize(
    ("given", "part", "whole"),
    [
        (("rises", "falls", "passes"), "1", "1"),
        (("GROWS", " falls ", "Passes!"), "1", "1"),
        (("rises", "", "passes"), "2/3", "0"),
        (("falls", "rises", "passes"), "1/3", "0"),
        (("", "", ""), "0", "0"),
        (("rises", "falls"), "2/3", "0"),
        (("rises", "falls", "passes", "more"), "3/4", "0"),
        ((".", ".", "."), "0", "0"),
    ],
)
def test_each_gap_filled_with_one_of_its_words_counts(given, part, whole):
    assert earns(gap_fill(part_marks=True), *given) == Fraction(part)
    assert earns(gap_fill(), *given) == Fraction(whole)


def test_a_gap_that_accepts_an_empty_word_is_not_filled_by_a_full_stop():
    assert earns(gap_fill(("rises", ""), part_marks=True), ".") == 0


@pytest.mark.parametrize(
    ("walked", "part", "whole"),
    [
        (("greet", "listen"), "1", "1"),
        (("greet", "tell"), "1/2", "0"),
        (("wait", "stay"), "1/2", "0"),
        (("wait", "leave"), "0", "0"),
        (("greet",), "0", "0"),
        (("listen",), "0", "0"),
        (("greet", "stay"), "0", "0"),
        (("greet", "listen", "greet"), "1", "1"),
        ((), "0", "0"),
    ],
)
def test_a_story_earns_the_right_choices_on_the_way_to_its_end(walked, part, whole):
    assert earns(scenario(part_marks=True), *walked) == Fraction(part)
    assert earns(scenario(), *walked) == Fraction(whole)


def test_points_multiply_what_is_right():
    assert earns(replace(matching(part_marks=True), marks=6), "a:s1", "b:s2") == 4


def test_what_a_trainer_reads_earns_nothing_here():
    assert earns(written(), text="A long text.") == 0


# --- For every kind -------------------------------------------------------------------------------


@given(questions(), any_answers())
def test_no_answer_earns_less_than_nothing_or_more_than_all(question, answer):
    assert 0 <= mark_item(question, answer) <= question.marks


@given(questions())
def test_the_best_answer_earns_all_the_points(question):
    assert mark_item(question, best_answer(question)) == question.marks


@given(questions(), any_answers(), st.integers(0, 2**31))
def test_shuffling_a_question_never_changes_what_its_best_answer_earns(question, answer, seed):
    [mixed] = shuffled([question], seed)
    assert mark_item(mixed, best_answer(mixed)) == question.marks


@given(st.data(), st.sampled_from([kind for kind in MACHINE_MARKED if kind is not Kind.MATCHING]), st.integers(0, 99))
def test_shuffling_a_question_never_changes_what_an_answer_earns(data, kind, seed):
    question = replace(ONE_OF_EACH[kind], part_marks=True)
    answer = data.draw(any_answers())
    [mixed] = shuffled([question], seed)
    assert mark_item(mixed, answer) == mark_item(question, answer)


@given(st.lists(st.tuples(questions(), any_answers()), max_size=5), st.randoms())
def test_the_order_of_questions_never_changes_a_mark(cases, chance):
    asked = [(replace(question, key=f"q{n}"), answer) for n, (question, answer) in enumerate(cases)]
    answers = {question.key: answer for question, answer in asked}
    mixed = chance.sample([question for question, _answer in asked], len(asked))
    assert mark_paper(paper(*mixed), answers) == mark_paper(paper(*(one for one, _answer in asked)), answers)


UNORDERED = [kind for kind in MACHINE_MARKED if kind not in (Kind.ORDERING, Kind.GAP_FILL, Kind.SCENARIO)]


@given(st.data(), st.sampled_from(UNORDERED))
def test_the_order_of_choices_and_pairs_never_changes_a_mark(data, kind):
    question, answer = replace(ONE_OF_EACH[kind], part_marks=True), data.draw(any_answers())
    mixed = replace(answer, chosen=tuple(data.draw(st.permutations(answer.chosen))))
    assert mark_item(question, mixed) == mark_item(question, answer)


@given(st.data(), st.sampled_from([kind for kind in MACHINE_MARKED if kind is not Kind.SCENARIO]))
def test_part_marks_never_earn_less_than_all_or_nothing(data, kind):
    question = ONE_OF_EACH[kind]
    answer = data.draw(given_answers(question))
    assert mark_item(replace(question, part_marks=True), answer) >= mark_item(question, answer)


@pytest.mark.parametrize("accepted", [r"5 \* 3", "any *", r"\*", "?", "*"])
def test_the_best_answer_to_a_short_text_is_one_that_somebody_could_write(accepted):
    question = short_text(accepted)
    assert mark_item(question, best_answer(question)) == 1


def test_a_question_without_answers_has_no_best_one():
    bare = replace(item("q1"), options=())
    kinds = (Kind.SINGLE, Kind.SHORT_TEXT, Kind.SCENARIO, Kind.GAP_FILL)
    assert {best_answer(replace(bare, kind=kind)) for kind in kinds} == {Answer()}


def test_a_story_without_a_right_way_on_has_no_best_answer():
    door = replace(scenario().situations[0], ways=scenario().situations[0].ways[1:])
    assert best_answer(replace(scenario(), situations=(door,))) == Answer()
