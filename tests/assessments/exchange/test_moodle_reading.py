from pathlib import Path

import pytest

from assessments.exchange.moodle_reading import read_moodle_xml
from assessments.rules import Kind
from lms.core.errors import DomainError

KINDS = read_moodle_xml((Path(__file__).parent / "fixtures" / "kinds.xml").read_bytes())
TITLED = {question.title: question for question in KINDS.questions}


def refusal(inner, kind="cloze"):
    reading = read_moodle_xml(f'<quiz><question type="{kind}">{inner}</question></quiz>')
    assert (reading.questions, len(reading.refused)) == ((), 1)
    return reading.refused[0].sentence


def text(words):
    return f"<questiontext format='html'><text>{words}</text></questiontext>"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Points", Kind.SINGLE),
        ("Tools", Kind.MULTIPLE),
        ("Urges", Kind.TRUE_FALSE),
        ("Wish", Kind.SHORT_TEXT),
        ("ABC", Kind.MATCHING),
        ("ABC by hand", Kind.MATCHING),
        ("Meeting", Kind.ORDERING),
        ("Gaps", Kind.GAP_FILL),
        ("Chosen", Kind.GAP_FILL),
        ("Essay", Kind.WRITING),
        ("Plan", Kind.UPLOAD),
    ],
)
def test_each_kind_of_moodle_becomes_one_of_ours(title, kind):
    assert TITLED[title].kind is kind
    assert TITLED[title].category == "Tools"


def test_nothing_active_comes_along_and_what_is_lost_is_told():
    points = TITLED["Points"]
    assert points.prompt == "<p>How many points?</p>"
    told = " ".join(points.notes)
    assert [word for word in ("onclick", "script", "four fingers", "four.png", "p-1", "2.0") if word not in told] == []
    assert [word for word in ("Count your fingers", "Look again") if word not in told] == []


def test_usual_words_of_moodle_are_not_told():
    assert "Your answer is correct" not in " ".join(TITLED["Points"].notes)


def test_tags_line_and_feedback_are_read():
    points = TITLED["Points"]
    assert (points.tags, points.line, points.feedback) == (("point 1", "easy"), 7, "<p>See the handbook.</p>")
    assert [(option.text, option.weight, option.feedback) for option in points.options] == [
        ("four", 100, "Yes"),
        ("twelve", 0, ""),
    ]


def test_true_comes_first():
    assert [(option.weight, option.feedback) for option in TITLED["Urges"].options] == [
        (100, "Right."),
        (0, "They do."),
    ]


def test_things_come_in_the_order_that_is_right():
    assert [option.text for option in TITLED["Meeting"].options] == ["check-in", "check-out"]


def test_gaps_keep_their_right_answers_and_tell_the_others():
    assert TITLED["Gaps"].gap_text == "An A is an [activating event|activating].\nB \\[is\\] a [belief]."
    assert "“belief” earns nothing" in TITLED["Gaps"].notes[1]
    assert TITLED["Chosen"].gap_text == "The [urge] passes."
    assert TITLED["Chosen"].notes[1].endswith("bus.")


def test_what_is_not_offered_is_refused_by_name_with_its_line():
    refused = {one.title: one for one in KINDS.refused}
    assert list(refused) == ["Gaps to choose", "Minutes", "Sums", "Read", "Nothing right"]
    assert "MULTICHOICE" in refused["Gaps to choose"].sentence
    assert "calculatedmulti" in refused["Sums"].sentence
    assert refused["Minutes"].line == 90


def test_what_is_said_about_a_category_is_told():
    assert KINDS.notes == ("What is said about the category “Tools” is left out: “For facilitators”.",)


@pytest.mark.parametrize(
    ("inner", "kind", "words"),
    [
        (text("No gap"), "cloze", "no gap"),
        (text("{1:SA:~a}"), "cloze", "no word"),
        (text("The [[3]]"), "gapselect", "[[3]]"),
        (text("None"), "ddwtos", "no gap"),
        (text("a") + "<answer fraction='100'><text>yes</text></answer>", "truefalse", "must be"),
        (text("a") + "<answer fraction='lots'><text>a</text></answer>", "shortanswer", "“lots”"),
        (text("a") + "<answer fraction='1'><text>a</text></answer>", "ordering", "put in order"),
        (text("a" * 50_001), "essay", "50000"),
        ("", "essay", "no words"),
        ("", "", "kind “”"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_a_sentence(inner, kind, words):
    assert words in refusal(inner, kind)


def test_a_line_counts_empty_lines_above_the_file():
    assert read_moodle_xml("\n\n<quiz>\n<question type='x'/></quiz>").refused[0].line == 4


def test_a_file_without_questions_says_so():
    xml = "<quiz><question type='category'><category><text>top/A</text></category></question></quiz>"
    notes = ("The category “A” has no questions.", "There is no question in this file.")
    assert read_moodle_xml(xml).notes == notes


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        ("<quiz><question></quiz>", "not_readable"),
        ("<quiz>", "not_readable"),
        ("", "not_readable"),
        ("<html><body/></html>", "unknown_format"),
        ("<!DOCTYPE quiz><quiz/>", "unsafe_xml"),
        ("<quiz><question type='essay'>" + "<a>" * 40 + "</a>" * 40 + "</question></quiz>", "unsafe_xml"),
        ("<quiz><question type='essay'>" + "<a/>" * 4000 + "</question></quiz>", "unsafe_xml"),
        ("<quiz>" + ("<question type='x'>" + "<a/>" * 2900 + "</question>") * 55 + "</quiz>", "unsafe_xml"),
        ("<quiz>" + "<question/>" * 2001 + "</quiz>", "too_many_questions"),
    ],
)
def test_a_whole_file_is_refused_by_a_code(xml, code):
    with pytest.raises(DomainError) as refused:
        read_moodle_xml(xml)
    assert refused.value.code == code
