"""The form of one question: native choices, and nothing in it that tells which one is right."""

from dataclasses import replace

import pytest
from django.utils.datastructures import MultiValueDict

from assessments.forms.answers import AnswerForm, in_a_line
from tests.assessments.papers import item, written

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


# --- Written answers ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (150, 300, "About 150 to 300 words."),
        (150, None, "About 150 words."),
        (None, 300, "About 300 words."),
        (None, None, "Write as you would speak"),
    ],
)
def test_how_much_to_write_is_a_guide(low, high, words):
    assert words in str(AnswerForm(replace(written(), word_from=low, word_to=high)))


def test_a_browser_never_cuts_a_text_off():
    assert "maxlength" not in str(AnswerForm(written()))


def test_a_text_is_kept_with_plain_line_ends():
    form = AnswerForm(written(), {"question-w1": "One.\r\n\r\nTwo."})
    assert form.is_valid()
    assert form.answer == {"text": "One.\n\nTwo."}


def test_what_was_typed_is_known_even_when_it_is_refused():
    form = AnswerForm(written(), {"question-w1": "x" * 20_001})
    assert (form.is_valid(), len(form.typed)) == (False, 20_001)
