from pathlib import Path

import pytest

from assessments.exchange.drafts import OptionDraft
from assessments.exchange.gift_reading import read_gift
from assessments.exchange.limits import MOST_QUESTIONS
from assessments.rules import Kind
from lms.core.errors import DomainError

KINDS = read_gift((Path(__file__).parent / "fixtures" / "kinds.gift").read_text())


def one(text):
    """Return the only question, which is read."""
    reading = read_gift(text)
    assert (len(reading.questions), reading.refused) == (1, ())
    return reading.questions[0]


def refusal(text):
    reading = read_gift(text)
    assert (reading.questions, len(reading.refused)) == ((), 1)
    return reading.refused[0].sentence


def marks(question):
    return {option.text: option.weight for option in question.options}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Which?{=a ~b}", Kind.SINGLE),
        ("Which?{~%50%a ~%50%b ~c}", Kind.MULTIPLE),
        ("It rains.{T}", Kind.TRUE_FALSE),
        ("It rains.{FALSE}", Kind.TRUE_FALSE),
        ("Match.{=a -> 1 =b -> 2}", Kind.MATCHING),
        ("How?{~a -> b =c -> d}", Kind.SINGLE),
        ("Who?{=no one =nobody}", Kind.SHORT_TEXT),
        ("Who?{nobody}", Kind.SHORT_TEXT),
        ("Two and two is {=four =4}.", Kind.GAP_FILL),
        ("Grant is {~here =there} now.", Kind.SINGLE),
        ("Write.{}", Kind.WRITING),
        ("// [kind:upload]\nHand in.{}", Kind.UPLOAD),
        ("// [kind:ordering]\nOrder.{=b -> 2 =a -> 1}", Kind.ORDERING),
        ("// [kind:ordering]\nOrder.{=b -> x =a -> y}", Kind.MATCHING),
    ],
)
def test_the_braces_say_which_kind_it_is(text, kind):
    assert one(text).kind is kind


def test_a_choice_has_weights_and_feedback():
    options = one("Which?{=a#yes ~%-50%b # no, see\n page 3 ~c}").options
    assert options == (OptionDraft("a", 100, "yes"), OptionDraft("b", -50, "no, see page 3"), OptionDraft("c"))


def test_parts_of_a_mark_that_make_a_whole_still_do():
    question = one("Which?{~%33.33333%a ~%33.33333%b ~%33.33333%c ~%-100%d}")
    assert list(marks(question).values()) == [34, 33, 33, -100]
    assert question.notes == ("Parts of the mark were rounded to whole per cents.",)


@pytest.mark.parametrize(("word", "feedback"), [("T", ("right", "wrong")), ("F", ("wrong", "right"))])
def test_true_or_false_names_the_feedback_for_a_wrong_answer_first(word, feedback):
    assert tuple(option.feedback for option in one(f"It rains.{{{word}#wrong#right}}").options) == feedback


def test_general_feedback_is_no_feedback_to_an_answer():
    question = one("Which?{=a#yes ~b\n####Read [html] <i>on</i>.}")
    assert (question.feedback, question.options[1].feedback) == ("<p>Read [html] <i>on</i>.</p>", "")


def test_what_stands_behind_a_backslash_is_no_mark():
    question = one("::A\\: b::Which \\{one\\} \\~ \\= \\# \\\\ \\neq?{=\\=4 ~a\\#b}")
    assert question.title == "A: b"
    assert question.prompt == "<p>Which {one} ~ = # \\<br>eq?</p>"
    assert list(marks(question)) == ["=4", "a#b"]


@pytest.mark.parametrize(
    ("text", "prompt"),
    [
        ("[html]<p>It <em>is</em></p>{}", "<p>It <i>is</i></p>"),
        ("[markdown]It **is**\n{}", "<p>It <b>is</b></p>"),
        ("[plain]Is <b> a\\ntag\nor not?{}", "<p>Is &lt;b&gt; a<br>tag or not?</p>"),
        ("[moodle]It <b>is</b>\nso{}", "<p>It <b>is</b> so</p>"),
        ("[other]It is{}", "<p>[other]It is</p>"),
        ("Is 3 <x and x> 2?{}", "<p>Is 3 &lt;x and x&gt; 2?</p>"),
    ],
)
def test_each_format_becomes_safe_html(text, prompt):
    assert one(text).prompt == prompt


def test_a_text_around_right_answers_is_a_text_with_gaps():
    assert one("The [A] is {=event =thing | x} here.").gap_text == "The \\[A\\] is [event|thing \\| x] here."
    assert one("{=Asia} is large.").gap_text == "[Asia] is large."


def test_a_text_around_other_answers_shows_a_line_and_says_so():
    question = one("Jesus was from {=Nazareth =%50%Nazereth}.")
    assert (question.kind, question.prompt) == (Kind.SHORT_TEXT, "<p>Jesus was from _____.</p>")
    assert "_____" in question.notes[0]


def test_an_answer_that_earns_nothing_is_left_out_with_its_words():
    question = one("Which?{=Frog =%0%*#No at all}")
    assert list(marks(question)) == ["Frog"]
    assert question.notes == ("The answer “*” earns nothing and is left out. Its feedback was: “No at all”.",)


def test_a_right_side_may_belong_to_nothing_and_lines_may_be_empty():
    pairs = one("Match.{\n=a -> 1\n\n=b -> 2 # so\n= -> 3}")
    assert [(pair.text, pair.match) for pair in pairs.options] == [("a", "1"), ("b", "2"), ("", "3")]
    assert pairs.notes == ("Feedback to “b” has no place here and is left out: “so”.",)


def test_comments_give_tags_and_categories_hold_for_what_follows():
    points = KINDS.questions[0]
    assert (points.tags, points.category, points.line) == (("point 1", "points]"), "Points of the programme", 6)
    assert {question.category for question in KINDS.questions[2:]} == {"Tools"}
    assert "[id:…]" in points.notes[0]


def test_nothing_of_a_file_is_dropped_and_refusals_name_the_line():
    assert (len(KINDS.questions), [refused.line for refused in KINDS.refused]) == (14, [13, 44, 46, 48])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("How many?{#10:5}", "numbers"),
        ("How many?{#\n=10:5#yes}", "numbers"),
        ("Read on.", "no braces"),
        ("Which?{=a ~b", "no partner"),
        ("Which?}", "no partner"),
        ("Which?{=a {b} ~c}", "no partner"),
        ("Which?{~a ~b}", "right one"),
        ("Which?{=%50%a ~b}", "right one"),
        ("Which?{=%300%a ~b}", "“300”"),
        ("Which?{a =b ~c}", "neither = nor ~"),
        ("Which?{= ~b}", "no words"),
        ("{=a ~b}", "itself has no words"),
        ("Which?{=" + "a" * 301 + " ~b}", "longer than 300"),
        ("a" * 50_001 + "{}", "longer than 50000"),
        ("Match.{=a -> b =c}", "no arrow"),
        ("Match.{=a -> b = -> c}", "two pairs"),
        ("It {T} and {F} so", "more than one pair"),
        ("It {=a =%50%b} and {=c} so", "not wholly right"),
        ("// [kind:gap_fill] [gap_text:none]\nFill.{}", "no gap"),
        ("// [kind:gap_fill] [gap_text:a [b]\nFill.{}", "without its partner"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_a_sentence(text, words):
    assert words in refusal(text)


def test_a_mistake_costs_its_own_question_only():
    reading = read_gift("One {=a ~b\n\nTwo?{=a ~b}\n\nThree?{~a}\n\n::Four::Is it?{T}\n::Five::Is it?{F}")
    assert [question.line for question in reading.questions] == [3, 7, 8]
    assert [refused.line for refused in reading.refused] == [1, 5]


def test_a_long_title_and_long_feedback_are_shortened_and_told_in_full():
    question = one(f"::{'t' * 130}::Which?{{=a#{'f' * 310} ~b}}")
    assert (len(question.title), len(question.options[0].feedback)) == (120, 300)
    assert "t" * 130 in question.notes[0]
    assert "f" * 310 in question.notes[1]


@pytest.mark.parametrize("formula", ["$$x^2$$", "\\\\(x\\\\)", "$ 1 \\\\neq 0 $"])
def test_a_formula_stays_as_typed_and_is_noted(formula):
    assert one(f"[plain]Is {formula} so?{{}}").notes == ("A formula is shown as it was typed.",)


def test_a_category_without_questions_and_a_file_without_any_say_so():
    notes = read_gift("$CATEGORY: $course$/top/Steps").notes
    assert notes == ("The category “Steps” has no questions.", "There is no question in this file.")


def test_more_than_two_thousand_questions_are_refused():
    with pytest.raises(DomainError) as refused:
        read_gift("a{T}\n\n" * (MOST_QUESTIONS + 1))
    assert refused.value.code == "too_many_questions"
