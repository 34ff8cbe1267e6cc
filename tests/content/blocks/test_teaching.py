"""Terms, tools and the script of a meeting, as lessons show them."""

import pytest

from content.blocks import GlossaryBlock, ScriptStepBlock, ToolBlock
from content.models import Point
from tests.content.blocks.pieces import drawn, refused, tags
from tests.factories.library import GlossaryTermFactory, ToolFactory


def test_terms_are_defined(db):
    terms = [GlossaryTermFactory(name="Lapse", meaning="A slip."), GlossaryTermFactory(name="Urge", meaning="A pull.")]
    html = drawn(GlossaryBlock(), terms=terms)
    assert tags(html, "dl dfn") == ["Lapse", "Urge"]
    assert tags(html, "dd") == ["A slip.", "A pull."]


def test_a_tool_says_its_point_what_it_is_for_and_how_it_looks_on_a_flipchart(db):
    tool = ToolFactory(name="Urge Log", point=Point.URGES, purpose="See urges pass.")
    html = drawn(ToolBlock(), tool=tool, note="We use it weekly.")
    assert tags(html, 'section[aria-label="Tool: Urge Log"]')
    assert "Point 2: Coping with Urges" in html
    assert tags(html, "details li") == ["Draw five columns."]


def test_a_tool_without_a_flipchart_opens_nothing(db):
    assert "<details" not in drawn(ToolBlock(), tool=ToolFactory(flipchart=""), note="")


def test_a_draft_without_a_tool_chosen_yet_is_drawn():
    assert drawn(ToolBlock()).strip() == ""


def test_a_step_of_a_meeting_says_how_long_it_takes_what_to_say_and_what_to_do():
    html = drawn(ScriptStepBlock(), title="Check-in", minutes=75, say="<p>How are you?</p>", do="<p>Listen.</p>")
    assert tags(html, 'section[aria-label="Check-in"] .script-step__minutes') == ["1 h 15 min"]
    assert tags(html, ".script-step__say p") == ["Say", "How are you?"]
    assert tags(html, ".script-step__do p") == ["Do", "Listen."]


@pytest.mark.parametrize("minutes", [0, 121])
def test_a_step_of_a_meeting_takes_a_minute_to_two_hours(minutes):
    assert refused(ScriptStepBlock(), title="Check-in", minutes=minutes, say="", do="")
