"""How far somebody has come in a scenario, whatever was chosen and however the story was rewritten since."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.interactive import Choice, Step
from courses.rules.scenarios import answers_along, scenes_of

STEPS = (
    Step("a", 1, "One", (Choice("wait", "Wait", "Nothing."), Choice("ask", "Ask", "Sam nods.", "b"))),
    Step("b", 2, "Two", (Choice("go", "Go on", "Silence.", "c"), Choice("end", "Close", "They leave."))),
    Step("c", 3, "Three", (Choice("stop", "Stop", "Done."),)),
)
FIELDS = ["step-a", "step-b", "step-c", "step-z"]
CHOSEN = st.dictionaries(st.sampled_from(FIELDS), st.sampled_from(["wait", "ask", "go", "end", "stop", "gone"]))


def way(answers):
    return [(scene.step.key, scene.chosen.key if scene.chosen else None) for scene in scenes_of(STEPS, answers)]


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, [("a", None)]),
        ({"step-a": "wait"}, [("a", "wait")]),
        ({"step-a": "ask"}, [("a", "ask"), ("b", None)]),
        ({"step-a": "ask", "step-b": "end"}, [("a", "ask"), ("b", "end")]),
        ({"step-a": "ask", "step-b": "go", "step-c": "stop"}, [("a", "ask"), ("b", "go"), ("c", "stop")]),
        ({"step-b": "go"}, [("a", None)]),
        ({"step-a": "no longer there"}, [("a", None)]),
    ],
)
def test_a_way_leads_from_choice_to_choice(answers, expected):
    assert way(answers) == expected


def test_a_scenario_without_situations_has_no_scenes():
    assert scenes_of((), {"step-a": "ask"}) == ()


def test_a_way_that_leads_back_ends_there():
    looping = (Step("a", 1, "One", (Choice("again", "Again", "Hm.", "a"),)),)
    assert len(scenes_of(looping, {"step-a": "again"})) == 1


def test_choosing_anew_earlier_ends_what_came_after():
    before = {"step-a": "ask", "step-b": "go", "step-c": "stop"}
    assert answers_along(STEPS, before, {"step-a": "wait"}) == {"step-a": "wait"}
    assert answers_along(STEPS, before, {"step-b": "end"}) == {"step-a": "ask", "step-b": "end"}


def test_a_choice_off_the_way_is_not_kept():
    assert answers_along(STEPS, {}, {"step-c": "stop"}) == {}


@given(CHOSEN, CHOSEN)
def test_what_is_kept_is_always_a_way_through_the_story(before, new):
    kept = answers_along(STEPS, before, new)
    assert [f"step-{key}" for key, chosen in way(kept) if chosen] == list(kept)
