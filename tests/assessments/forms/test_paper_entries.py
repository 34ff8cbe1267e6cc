"""Entering from paper: what is ticked, what is left open again, and a story all at once."""

import pytest

from assessments.answers import PAIR, Answer
from assessments.forms.paper_entries import BeginPaperForm, CheckPaperForm, paper_form
from tests.assessments.papers import item, matching, scenario

STORY = "question-q1-"


@pytest.mark.parametrize(
    ("ticked", "chosen"),
    [
        ({"door": "greet", "chair": "tell"}, ("greet", "tell")),
        ({"door": "wait"}, ("wait",)),
        ({"door": "wait", "window": "stay"}, ("wait", "stay")),
    ],
)
def test_a_story_is_read_from_its_beginning(ticked, chosen):
    form = paper_form(scenario(), {STORY + key: way for key, way in ticked.items()})
    assert form.is_valid(), form.errors
    assert form.answer == Answer(chosen)


@pytest.mark.parametrize("ticked", [{"door": "greet", "window": "stay"}, {"chair": "tell"}])
def test_a_tick_off_the_way_is_looked_at_again(ticked):
    form = paper_form(scenario(), {STORY + key: way for key, way in ticked.items()})
    assert not form.is_valid()
    assert set(form.errors) <= {STORY + "window", STORY + "chair"}


def test_a_story_shows_what_is_saved():
    form = paper_form(scenario(), saved=Answer(("greet", "tell")))
    assert form.initial == {STORY + "door": "greet", STORY + "chair": "tell"}


def test_one_option_can_be_left_open_again():
    form = paper_form(item("q1"), {"question-q1": ""})
    assert form.is_blank
    assert [label for _key, label in form.fields["question-q1"].choices] == [
        "Left open on the paper",
        "A – A",
        "B – B",
        "C – C",
    ]


def test_several_options_have_their_letters():
    assert [label for _key, label in paper_form(item("q1", right="ab")).fields["question-q1"].choices] == [
        "A – A",
        "B – B",
        "C – C",
    ]


def test_matching_is_entered_by_letters_however_short_they_are():
    form = paper_form(matching(), {"question-q1-a": "s2"})
    assert form.is_valid()
    assert form.answer == Answer((f"a{PAIR}s2",))
    assert [letter for letter, _text in form.listed] == ["A", "B", "C"]


def test_the_box_about_the_screen_stands_there_only_where_something_was_begun():
    assert "instead" in BeginPaperForm(is_begun=True).fields
    assert "instead" not in BeginPaperForm(is_begun=False).fields


def test_the_box_about_the_signature_quotes_what_was_signed():
    form = CheckPaperForm("I did this myself.")
    assert "“I did this myself.”" in str(form.fields["declared"].label)
    assert "declared" not in CheckPaperForm("").fields
