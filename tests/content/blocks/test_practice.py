"""What learners fill in or choose: what each block asks, how it looks empty, and what is not published."""

import pytest

from content.blocks import CheckBlock, ReflectionBlock, ScenarioBlock, WorksheetBlock, WorksheetKind
from content.interactive import fields_of
from tests.content.blocks.pieces import drawn, refused, tags


def worksheet(kind="abc", heading=""):
    return {"kind": kind, "heading": heading, "text": ""}


def answers(*right: bool):
    return [{"text": f"Answer {n}", "is_right": is_right, "feedback": f"Word {n}"} for n, is_right in enumerate(right)]


def check(*right: bool):
    return {"question": "What passes?", "answers": answers(*right)}


def situation(text, *leads_to):
    ways = [{"text": f"Way {n}", "feedback": f"Then {n}", "goes_to": goes_to} for n, goes_to in enumerate(leads_to)]
    return {"text": text, "choices": ways}


def scenario(*situations):
    return {"title": "A long evening", "situations": list(situations)}


# --- Worksheets ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", WorksheetKind.values)
def test_an_empty_sheet_has_a_labelled_space_for_every_field(kind):
    value = WorksheetBlock().normalize(worksheet(kind))
    html = drawn(WorksheetBlock(), **worksheet(kind))
    assert len(tags(html, ".sheet__space")) == len(fields_of(value))
    assert not tags(html, "input, textarea, form")


def test_a_sheet_in_a_table_has_headings_for_columns_and_rows():
    html = drawn(WorksheetBlock(), **worksheet("urge-log"))
    assert tags(html, "th[scope=row]") == ["Urge 1", "Urge 2", "Urge 3", "Urge 4"]
    assert len(tags(html, "th[scope=col]")) == 5
    assert tags(html, "caption") == ["My urges"]


@pytest.mark.parametrize(("heading", "shown"), [("", "ABC"), ("One thought", "One thought")])
def test_a_sheet_is_called_by_its_name_or_a_title_of_its_own(heading, shown):
    assert tags(drawn(WorksheetBlock(), **worksheet(heading=heading)), ".sheet__title") == [shown]


# --- Reflections --------------------------------------------------------------------------------------


def test_a_reflection_asks_one_question():
    value = ReflectionBlock().normalize({"question": "What helped?", "help_text": "Two lines."})
    assert [(field.name, field.label, field.help, field.kind) for field in fields_of(value)] == [
        ("text", "What helped?", "Two lines.", "long")
    ]


# --- Questions in the text ----------------------------------------------------------------------------


@pytest.mark.parametrize(("right", "kind"), [((True, False), "choice"), ((True, True, False), "choices")])
def test_a_question_lets_choose_as_many_as_may_be_right(right, kind):
    (field,) = fields_of(CheckBlock().normalize(check(*right)))
    assert (field.kind, len(field.options)) == (kind, len(right))


def test_every_answer_has_its_own_words():
    html = drawn(CheckBlock(), **check(True, False))
    assert tags(html, "details dd") == ["Right. Word 0", "Not quite. Word 1"]


def test_a_question_without_a_right_answer_stays_a_draft():
    assert "tick at least one answer as right" in refused(CheckBlock(), **check(False, False))
    assert refused(CheckBlock(), draft=True, **check(False, False)) == ""


def test_one_answer_is_no_question():
    assert refused(CheckBlock(), **check(True))


def test_keys_of_answers_stay_when_editors_change_their_order():
    block = CheckBlock()
    saved = block.get_prep_value(block.normalize(check(True, False)))
    before = {option.text: option.key for option in block.to_python(saved).options}
    saved["answers"].reverse()
    assert {option.text: option.key for option in block.to_python(saved).options} == before


# --- Scenarios ----------------------------------------------------------------------------------------


def steps(*situations):
    return ScenarioBlock().normalize(scenario(*situations)).steps


def test_ways_lead_to_later_situations_or_end_the_story():
    first, second = steps(situation("A", 2, None), situation("B", None, None))
    assert [choice.leads_to for choice in first.choices] == [second.key, ""]


def test_a_scenario_keeps_one_choice_for_each_situation():
    value = ScenarioBlock().normalize(scenario(situation("A", 2, None), situation("B", None, None)))
    assert [field.name for field in fields_of(value)] == [step.field_name for step in value.steps]
    assert {field.kind for field in fields_of(value)} == {"choice"}


def test_a_scenario_can_be_gone_through_without_scripts_or_an_account():
    html = drawn(ScenarioBlock(), **scenario(situation("A", 2, None), situation("B", None, None)))
    assert tags(html, "ol > li > details > summary") == ["Way 0", "Way 1", "Way 0", "Way 1"]
    assert "Go on with situation 2." in html


@pytest.mark.parametrize("leads_to", [1, 3, 9])
def test_a_way_that_leads_nowhere_or_round_in_circles_stays_a_draft(leads_to):
    story = scenario(situation("A", None, None), situation("B", leads_to, None))
    assert refused(ScenarioBlock(), **story)
    assert refused(ScenarioBlock(), draft=True, **scenario(situation("A", None, None), situation("B", 2, None))) == ""
