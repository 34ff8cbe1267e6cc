"""The form of one question: native choices, and nothing in it that tells which one is right."""

import pytest
from django.utils.datastructures import MultiValueDict

from assessments.forms.answers import AnswerForm, in_a_line
from tests.assessments.papers import item

ONE = item("q1")
SEVERAL = item("q1", right="ab")


def posted(question, *values):
    return AnswerForm(question, MultiValueDict({"question-q1": list(values)}))


def test_one_right_answer_is_chosen_by_radio_buttons():
    html = str(AnswerForm(ONE))
    assert html.count('type="radio"') == 3
    assert "Choose one answer." in html


def test_several_right_answers_are_chosen_by_tick_boxes():
    html = str(AnswerForm(SEVERAL))
    assert html.count('type="checkbox"') == 3
    assert "Choose all that apply." in html


@pytest.mark.parametrize("question", [ONE, SEVERAL])
def test_the_form_holds_no_key_and_no_feedback(question):
    html = str(AnswerForm(question))
    assert [word for word in ("About", "Think of", "correct", "True", "right") if word in html] == []


def test_what_was_chosen_is_read_back():
    form = posted(SEVERAL, "a", "b")
    assert form.is_valid()
    assert form.answer == {"chosen": ["a", "b"]}
    form = posted(ONE, "a")
    assert form.is_valid()
    assert form.answer == {"chosen": ["a"]}


@pytest.mark.parametrize(
    ("question", "values"), [(ONE, []), (SEVERAL, []), (ONE, ["forged"]), (SEVERAL, ["a", "forged"])]
)
def test_no_answer_and_a_forged_one_are_refused_in_words(question, values):
    form = posted(question, *values)
    assert not form.is_valid()
    assert form.errors["question-q1"][0].endswith(".")


def test_a_prompt_of_paragraphs_becomes_lines_of_a_legend():
    assert in_a_line("<p>Read this.</p>\n<p class='x'>Which <b>one</b>?</p>") == "Read this.<br>Which <b>one</b>?"
