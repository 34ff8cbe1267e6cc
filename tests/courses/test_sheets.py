"""A block as its reader sees it, and forms that keep what was typed."""

import pytest
from django.http import QueryDict

from content.interactive import Field, Option
from content.rendering import Slot
from courses.forms import LONG, SheetForm
from courses.sheets import fields_of_own, in_words, sheet_of
from courses.state import Entry, LearnerState, Margin
from tests.moment import NOW

KEY = "0b5b6f52-6f0b-4a0e-8f8e-0d2d2a3c4e5f"
FIELDS = (
    Field("words", "In words", kind="long"),
    Field("strength", "How strong", kind="number", minimum=1, maximum=10),
    Field("one", "One of them", kind="choice", options=(("a", "Apples"), ("b", "Bread"))),
    Field("some", "Some of them", kind="choices", options=(("a", "Apples"), ("b", "Bread"))),
)


class Value:
    """A question in the text with two right answers."""

    fields = (Field("chosen", "Which?", kind="choices", options=(("a", "A"), ("b", "B"), ("c", "C"))),)
    options = (Option("a", "A", True, "Yes."), Option("b", "B", True, ""), Option("c", "C", False, "No."))


def form(sent):
    return SheetForm(FIELDS, QueryDict(sent), block=KEY)


def sheet(answers=None, *, key=KEY, shown=None):
    entries = {KEY: Entry(answers, NOW)} if answers else {}
    learner = LearnerState(enrolment_id="1", margin=Margin(entries=entries))
    return sheet_of(Slot("check", key, Value()), learner, shown)


def test_what_is_left_empty_is_no_answer():
    filled = form("words=&strength=")
    assert filled.is_valid()
    assert filled.answers == {}


def test_answers_come_as_what_they_are():
    filled = form("words=Calm.&strength=7&one=b&some=a&some=b")
    assert filled.is_valid()
    assert filled.answers == {"words": "Calm.", "strength": 7, "one": "b", "some": ["a", "b"]}


@pytest.mark.parametrize(
    "sent", ["strength=eleven", "strength=11", "strength=0", "one=c", "some=c", f"words={'x' * (LONG + 1)}"]
)
def test_what_makes_no_sense_is_said_beside_its_field(sent):
    filled = form(sent)
    assert not filled.is_valid()
    assert list(filled.errors) == [sent.partition("=")[0]]


def test_nobody_has_no_sheet():
    slot = Slot("check", KEY, Value())
    assert sheet_of(slot, None) is None
    assert sheet_of(slot, LearnerState(may_enrol=True)) is None


def test_a_block_that_was_never_saved_has_none():
    assert sheet(key="") is None


def test_a_sheet_says_which_version_it_shows():
    assert (sheet().seen, sheet({"chosen": ["a"]}).seen) == ("", NOW.isoformat())


def test_the_form_of_another_block_is_not_shown_here():
    other = SheetForm(Value.fields, QueryDict("chosen=c"), block="another")
    assert sheet({"chosen": ["a"]}, shown=other).form["chosen"].value() == ["a"]
    mine = SheetForm(Value.fields, QueryDict("chosen=c"), block=KEY)
    assert sheet({"chosen": ["a"]}, shown=mine).form["chosen"].value() == ["c"]


@pytest.mark.parametrize(
    ("chosen", "right"), [(["a", "b"], True), (["a"], False), (["a", "b", "c"], False), ("a", False), (["gone"], False)]
)
def test_only_just_the_right_answers_are_right(chosen, right):
    assert sheet({"chosen": chosen}).is_all_right is right


def test_answers_are_said_in_the_words_of_their_options():
    answers = {"words": "Calm.", "strength": 7, "one": "b", "some": ["a", "b"]}
    said = [("In words", "Calm."), ("How strong", "7"), ("One of them", "Bread"), ("Some of them", "Apples, Bread")]
    assert in_words(FIELDS, answers) == tuple(said)


def test_what_no_field_asks_for_any_more_is_still_shown():
    assert in_words(FIELDS, {"old": "Still mine.", "one": "gone"}) == (("One of them", "gone"), ("old", "Still mine."))


@pytest.mark.parametrize(
    ("kind", "name", "label"),
    [("worksheet", "a", "A: What happened"), ("reflection", "text", "What you wrote"), ("check", "chosen", "chosen")],
)
def test_words_whose_block_may_not_be_shown_stand_under_what_all_of_its_kind_have(kind, name, label):
    assert in_words(fields_of_own(kind, None), {name: "Mine."}) == ((label, "Mine."),)


def test_words_stand_under_the_labels_of_their_block():
    assert fields_of_own("check", Slot("check", KEY, Value())) == Value.fields
