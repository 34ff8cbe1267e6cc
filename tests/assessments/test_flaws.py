"""What stands against asking a question: a table of each kind, and what was left over from another kind."""

import pytest

from assessments.flaws import Flaw, OptionFacts, QuestionFacts, flaws_of
from assessments.gaps import brackets_are_closed, gaps_of
from assessments.rules import Kind

RIGHT, WRONG = OptionFacts("Yes", correct=True), OptionFacts("No")


def weighed(*pairs):
    return tuple(OptionFacts(f"Answer {n}", correct=right, weight=weight) for n, (right, weight) in enumerate(pairs))


def pairs(*both):
    return tuple(OptionFacts(left, right) for left, right in both)


def steps(*texts):
    return tuple(OptionFacts(text) for text in texts)


@pytest.mark.parametrize(
    ("kind", "options", "flaws"),
    [
        (Kind.SINGLE, (RIGHT, WRONG), ()),
        (Kind.SINGLE, (RIGHT,), (Flaw.TOO_FEW_OPTIONS,)),
        (Kind.SINGLE, (WRONG, WRONG), (Flaw.NOT_ONE_RIGHT,)),
        (Kind.SINGLE, (RIGHT, RIGHT), (Flaw.NOT_ONE_RIGHT,)),
        (Kind.SINGLE, weighed((True, 100), (False, 50)), ()),
        (Kind.SINGLE, weighed((True, 50), (False, None)), (Flaw.NO_FULL_MARK,)),
        (Kind.SINGLE, (RIGHT, OptionFacts(" ")), (Flaw.OPTION_WITHOUT_TEXT,)),
        (Kind.SINGLE, (RIGHT, OptionFacts("No", "Never")), (Flaw.MATCH_UNWANTED,)),
        (Kind.MULTIPLE, (RIGHT, RIGHT), ()),
        (Kind.MULTIPLE, (RIGHT,), (Flaw.TOO_FEW_OPTIONS,)),
        (Kind.MULTIPLE, (WRONG, WRONG), (Flaw.NONE_RIGHT,)),
        (Kind.MULTIPLE, weighed((True, 60), (True, 40), (False, -50)), ()),
        (Kind.MULTIPLE, weighed((True, 60), (True, 60), (False, -50)), (Flaw.RIGHT_ONES_NOT_ALL,)),
        (Kind.MULTIPLE, weighed((True, 100), (False, 10)), (Flaw.RIGHT_ONES_NOT_ALL,)),
        (Kind.TRUE_FALSE, (RIGHT, WRONG), ()),
        (Kind.TRUE_FALSE, (RIGHT, RIGHT), (Flaw.NOT_TRUE_OR_FALSE,)),
        (Kind.TRUE_FALSE, (RIGHT, WRONG, WRONG), (Flaw.NOT_TRUE_OR_FALSE,)),
        (Kind.TRUE_FALSE, weighed((True, 100), (False, None)), (Flaw.WEIGHT_UNWANTED,)),
        (Kind.MATCHING, pairs(("A", "1"), ("B", "2"), ("", "3")), ()),
        (Kind.MATCHING, pairs(("A", "1"), ("", "2")), (Flaw.TOO_FEW_PAIRS,)),
        (Kind.MATCHING, pairs(("A", "1"), ("B", "1")), (Flaw.TOO_FEW_PAIRS,)),
        (Kind.MATCHING, pairs(("A", "1"), (" a", "2")), (Flaw.LEFT_TWICE,)),
        (Kind.MATCHING, pairs(("A", "1"), ("B", "2"), ("C", "")), (Flaw.WITHOUT_MATCH,)),
        (Kind.ORDERING, steps("A", "B", "C"), ()),
        (Kind.ORDERING, steps("A", "B"), (Flaw.TOO_FEW_STEPS,)),
        (Kind.ORDERING, steps("A", "B", "b "), (Flaw.STEP_TWICE,)),
        (Kind.SHORT_TEXT, (RIGHT,), ()),
        (Kind.SHORT_TEXT, (), (Flaw.NOTHING_ACCEPTED,)),
        (Kind.SHORT_TEXT, weighed((False, 50)), (Flaw.NOTHING_ACCEPTED,)),
        (Kind.GAP_FILL, (RIGHT,), (Flaw.OPTIONS_UNWANTED, Flaw.NO_GAP)),
        (Kind.SCENARIO, (RIGHT,), (Flaw.OPTIONS_UNWANTED, Flaw.NO_SITUATION)),
        (Kind.WRITING, (RIGHT,), (Flaw.OPTIONS_UNWANTED, Flaw.NO_RUBRIC)),
        (Kind.UPLOAD, (), (Flaw.NO_RUBRIC,)),
    ],
)
def test_answers_fit_the_kind(kind, options, flaws):
    assert flaws_of(QuestionFacts(kind, options)) == flaws


@pytest.mark.parametrize(
    ("text", "flaws"),
    [
        ("It [rises|grows] and [falls].", ()),
        ("It rises.", (Flaw.NO_GAP,)),
        ("It [] rises.", (Flaw.EMPTY_GAP,)),
        ("It [rises|].", (Flaw.EMPTY_GAP,)),
        ("It [rises.", (Flaw.OPEN_BRACKET,)),
        ("It rises].", (Flaw.OPEN_BRACKET,)),
        ("It [[rises].", (Flaw.OPEN_BRACKET,)),
        (r"It [rises\]] and \[this is plain.", ()),
    ],
)
def test_a_text_has_gaps_that_can_be_filled(text, flaws):
    assert flaws_of(QuestionFacts(Kind.GAP_FILL, gap_text=text)) == flaws


@pytest.mark.parametrize(
    ("left", "flaw"),
    [
        ({"gap_text": "It [rises]."}, Flaw.GAPS_UNWANTED),
        ({"situations": 1}, Flaw.STORY_UNWANTED),
        ({"has_rubric": True}, Flaw.RUBRIC_UNWANTED),
        ({"word_guide": True}, Flaw.WORD_GUIDE_UNWANTED),
    ],
)
def test_what_belongs_to_another_kind_is_left_empty(left, flaw):
    assert flaws_of(QuestionFacts(Kind.SINGLE, (RIGHT, WRONG), **left)) == (flaw,)


@pytest.mark.parametrize("kind", [Kind.WRITING, Kind.UPLOAD])
def test_what_a_trainer_reads_is_not_asked_on_an_open_course(kind):
    facts = {"has_rubric": True, "on_open_course": True}
    assert flaws_of(QuestionFacts(kind, **facts)) == (Flaw.ON_OPEN_COURSE,)


def test_a_scenario_needs_one_situation_only():
    assert flaws_of(QuestionFacts(Kind.SCENARIO, situations=1)) == ()


def test_plain_brackets_and_strokes_are_no_gaps():
    gaps = gaps_of(r"A \[plain\] one, then [up\|down|over].")
    assert (gaps.parts, gaps.accepted) == (("A [plain] one, then ", "."), (("up|down", "over"),))
    assert brackets_are_closed(r"A \[plain one")


def test_a_plain_backslash_before_a_stroke_or_a_bracket_is_none_of_its_marks():
    gaps = gaps_of(r"In C:\\[temp\\|tmp] and \[so\]")
    assert (gaps.parts, gaps.accepted) == (("In C:\\", " and [so]"), (("temp\\", "tmp"),))
    assert brackets_are_closed(r"C:\\[temp\\|tmp]")
