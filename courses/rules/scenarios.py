"""How far somebody has come in a scenario: pure, out of its steps and what was chosen at each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from content.interactive import Choice, Step


@dataclass(frozen=True)
class Scene:
    """One situation the reader has come to; `chosen` is None while they have not decided."""

    step: Step
    chosen: Choice | None


def scenes_of(steps: Sequence[Step], answers: Mapping[str, Any]) -> tuple[Scene, ...]:
    """Return the situations in the order the reader came to them, the last one perhaps still open.

    Arguments: `answers`, the keys of the choices by the field names of the steps. A choice that is no longer there
    counts as not made; ways only lead on to later steps, so every story ends.
    """
    by_key = {step.key: (number, step) for number, step in enumerate(steps)}
    scenes: list[Scene] = []
    at, following = -1, steps[0].key if steps else ""
    while following in by_key and by_key[following][0] > at:
        at, step = by_key[following]
        chosen = next((one for one in step.choices if one.key == answers.get(step.field_name)), None)
        scenes.append(Scene(step, chosen))
        following = chosen.leads_to if chosen else ""
    return tuple(scenes)


def answers_along(steps: Sequence[Step], before: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, str]:
    """Return what is to be kept once `new` was chosen after `before`: the way walked, nothing beside or after it.

    Choosing anew at an earlier situation ends what came after it.
    """
    kept: dict[str, str] = {}
    for scene in scenes_of(steps, {**before, **new}):
        name = scene.step.field_name
        if scene.chosen:
            kept[name] = scene.chosen.key
        if name in new and new[name] != before.get(name):
            break
    return kept
