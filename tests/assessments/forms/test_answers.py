"""The form of one question: native fields, nothing that tells what is right, and saved answers shown as they are."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDict
from hypothesis import given
from hypothesis import strategies as st

from assessments.answers import Answer, kept
from assessments.forms.answers import FORMS, answer_form, in_a_line
from assessments.items import Side
from assessments.rules import Kind
from tests.assessments.papers import (
    MACHINE_MARKED,
    ONE_OF_EACH,
    gap_fill,
    given_answers,
    item,
    matching,
    ordering,
    scenario,
    short_text,
    written,
)

ONE, SEVERAL = item("q1"), item("q1", right="ab")
NAME = "question-q1"


def posted(question, saved=None, **values):
    data = {NAME + name.replace("_", "-") if name != "only" else NAME: value for name, value in values.items()}
    lists = {name: value if isinstance(value, list) else [value] for name, value in data.items()}
    return answer_form(question, MultiValueDict(lists), saved=saved)


def drawn(form):
    return render_to_string(form.part, {"form": form})


class Fields(HTMLParser):
    """What a browser would post of a page, without a change to it."""

    def __init__(self, html):
        super().__init__()
        self.posts, self.select = MultiValueDict(), ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag == "select":
            self.select = values["name"]
        if tag == "option" and "selected" in values:
            self.posts.appendlist(self.select, values["value"])
        if tag == "input" and ("checked" in values or values["type"] == "text"):
            self.posts.appendlist(values["name"], values.get("value", ""))


# --- What each kind looks like --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "piece", "times"),
    [
        (Kind.SINGLE, 'type="radio"', 3),
        (Kind.TRUE_FALSE, 'type="radio"', 2),
        (Kind.MULTIPLE, 'type="checkbox"', 3),
        (Kind.MATCHING, "<select", 3),
        (Kind.ORDERING, "<select", 4),
        (Kind.SHORT_TEXT, 'type="text"', 1),
        (Kind.GAP_FILL, 'type="text"', 3),
        (Kind.SCENARIO, 'type="radio"', 2),
    ],
)
def test_each_kind_is_answered_by_native_fields(kind, piece, times):
    assert drawn(answer_form(ONE_OF_EACH[kind])).count(piece) == times


def test_every_kind_but_a_file_has_a_form():
    assert set(Kind) - set(FORMS) == {Kind.UPLOAD}


@pytest.mark.parametrize("kind", MACHINE_MARKED)
def test_every_field_is_named_by_the_question_and_has_a_label(kind):
    form = answer_form(ONE_OF_EACH[kind])
    assert all(name.startswith(NAME) for name in form.fields)
    assert all(field.label for field in form)


@pytest.mark.parametrize("kind", MACHINE_MARKED)
def test_no_form_holds_a_key_or_feedback(kind):
    html = drawn(answer_form(replace(ONE_OF_EACH[kind], feedback="Think of it.")))
    secrets = ("About", "Think of", "correct", "right", "urge", "rises", "falls", "At the chair", "leads")
    assert [word for word in secrets if word in html] == []


def test_the_first_choice_of_a_select_is_empty_and_all_sides_are_offered():
    html = drawn(answer_form(matching()))
    assert html.count('<option value="" selected>Choose …</option>') == 3
    assert html.count("Side 3") == 3


def test_sides_too_long_for_a_phone_are_listed_in_full_with_letters():
    sides = tuple(
        replace(side, text=f"{side.text}, which nobody could say in fewer words") for side in matching().sides
    )
    html = drawn(answer_form(replace(matching(), sides=sides)))
    assert "<dt>B</dt><dd>Side 2, which nobody could say in fewer words</dd>" in html
    assert html.count("B – Side 2, which") == 3


def test_sides_from_the_twenty_seventh_on_are_numbered():
    sides = tuple(Side(f"s{number}", "A long text that fills the line") for number in range(28))
    letters = [letter for letter, _text in answer_form(replace(matching(), sides=sides)).listed]
    assert (letters[0], letters[25:]) == ("A", ["Z", "27", "28"])


def test_gaps_are_counted_for_whoever_cannot_see_them():
    html = drawn(answer_form(gap_fill()))
    assert [f"Gap {number} of 3" in html for number in (1, 2, 3)] == [True, True, True]


@pytest.mark.parametrize("question", [short_text(), gap_fill(), written()])
def test_no_browser_cuts_a_text_off(question):
    assert "maxlength" not in drawn(answer_form(question))


def test_words_typed_on_a_shared_computer_are_not_offered_to_the_next_person():
    assert 'autocomplete="off"' in drawn(answer_form(short_text()))


@pytest.mark.parametrize(
    ("prompt", "line"),
    [
        ("<p>Read this.</p>\n<p class='x'>Which <b>one</b>?</p>", "Read this.<br>Which <b>one</b>?"),
        ("<p>Of these:</p><ul><li>one</li><li>two</li></ul>", "Of these:<br>– one<br>– two"),
        ("Plain", "Plain"),
        ("", ""),
    ],
)
def test_a_prompt_of_paragraphs_and_lists_becomes_lines_of_a_legend(prompt, line):
    assert in_a_line(prompt) == line


# --- What is read of it ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "values", "answer"),
    [
        (ONE, {"only": "a"}, Answer(("a",))),
        (SEVERAL, {"only": ["a", "b"]}, Answer(("a", "b"))),
        (matching(), {"_a": "s1", "_b": "", "_c": "s2"}, Answer(("a:s1", "c:s2"))),
        (ordering("ABC"), {"_a": "3", "_b": "1", "_c": "2"}, Answer(("b", "c", "a"))),
        (short_text(), {"only": "  An urge "}, Answer(text="An urge")),
        (gap_fill(), {"_1": "rises", "_3": " passes "}, Answer(("rises", "", "passes"))),
        (scenario(), {"only": "greet"}, Answer(("greet",))),
        (replace(written(), key="q1"), {"only": "One.\r\n\r\nTwo."}, Answer(text="One.\n\nTwo.")),
    ],
)
def test_what_was_sent_is_read(question, values, answer):
    form = posted(question, **values)
    assert form.is_valid(), form.errors
    assert form.answer == answer


@pytest.mark.parametrize("kind", [kind for kind in FORMS if kind is not Kind.WRITING])
def test_nothing_sent_is_told_in_a_sentence_and_known_to_be_blank(kind):
    form = posted(ONE_OF_EACH[kind])
    assert (form.is_blank, form.is_valid()) == (True, False)
    [sentence] = next(iter(form.errors.values()))
    assert sentence.endswith("for later.")


@pytest.mark.parametrize(
    ("question", "values", "named", "sentence"),
    [
        (ONE, {"only": "forged"}, "", "Please choose one of these answers."),
        (matching(), {"_a": "forged"}, "-a", "Please choose from the list."),
        (ordering("ABC"), {"_a": "1", "_b": "9", "_c": "2"}, "-b", "Please choose from the list."),
        (ordering("ABC"), {"_a": "1", "_b": "1", "_c": "2"}, "-b", "Place 1 is given twice."),
        (ordering("ABC"), {"_a": "1", "_b": "2"}, "-c", "Give this line a place, too."),
        (short_text(), {"only": "x" * 301}, "", "Your text has 301 characters, and 300 fit here."),
        (gap_fill(), {"_2": "x" * 301}, "-2", "Your text has 301 characters, and 300 fit here."),
        (scenario(), {"only": "listen"}, "", "The story has moved on."),
        (scenario(), {"only": "forged"}, "", "The story has moved on."),
    ],
)
def test_what_does_not_fit_is_told_beside_its_field_and_kept(question, values, named, sentence):
    form = posted(question, **values)
    assert sentence in form.errors[NAME + named][0]
    html = drawn(form)
    assert sentence in html
    assert all(f'value="{value}"' in html for value in values.values() if value.startswith("x"))


def test_places_that_were_chosen_stay_chosen_beside_the_sentence():
    html = drawn(posted(ordering("ABC"), _a="1", _b="1", _c="3"))
    assert html.count('<option value="1" selected>') == 2
    assert html.count("Place 1 is given twice.") == 2


def test_what_was_typed_is_known_even_when_it_is_refused():
    form = answer_form(written(), {"question-w1": "x" * 20_001})
    assert (form.is_valid(), len(form.typed)) == (False, 20_001)


def test_the_words_of_gaps_are_known_as_typed_and_choices_are_not():
    assert posted(gap_fill(), _1="one", _3="three").typed == "one\nthree"
    assert posted(ONE, only="a").typed == ""


@given(st.data(), st.sampled_from([kind for kind in MACHINE_MARKED if kind is not Kind.SCENARIO]))
def test_a_saved_answer_is_shown_and_sent_again_unchanged(data, kind):
    question = ONE_OF_EACH[kind]
    saved = data.draw(given_answers(question))
    again = answer_form(question, Fields(drawn(answer_form(question, saved=saved))).posts)
    assert again.is_valid(), again.errors
    assert kept(question, again.answer) == saved


# --- Stories --------------------------------------------------------------------------------------


def test_a_story_shows_the_way_walked_and_the_situation_reached_and_no_later_one():
    html = drawn(answer_form(scenario(), saved=Answer(("greet",))))
    shown = [words in html for words in ("At the door.", "You chose:", "Greet", "At the chair.", "At the window.")]
    assert shown == [True, True, True, True, False]


def test_a_story_goes_on_from_where_it_was():
    form = posted(scenario(), Answer(("greet",)), only="tell")
    assert form.is_valid()
    assert form.answer == Answer(("greet", "tell"))


@pytest.mark.parametrize("saved", [("greet",), ("greet", "tell")])
def test_a_way_sent_twice_is_taken_once(saved):
    form = posted(scenario(), Answer(saved), only=saved[-1])
    assert form.is_valid()
    assert form.answer == Answer(saved)


def test_a_story_that_has_ended_asks_nothing_more():
    form = answer_form(scenario(), saved=Answer(("wait", "leave")))
    assert (list(form.fields), "The story ends here." in drawn(form)) == ([], True)


def test_signs_of_a_story_are_not_taken_for_markup():
    told = replace(scenario().situations[0], text="<b>Loud</b>\n& clear")
    html = drawn(answer_form(replace(scenario(), situations=(told,))))
    assert "&lt;b&gt;Loud&lt;/b&gt;<br>&amp; clear" in html


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
    assert words in str(answer_form(replace(written(), word_from=low, word_to=high)))
