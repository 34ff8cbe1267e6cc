"""The rules of courses: pure, no database."""

from courses.rules.outlines import (
    Activity,
    Change,
    Difference,
    Facts,
    Loss,
    Outline,
    all_required_done,
    difference,
    minutes_left,
    next_to_do,
    percent_done,
    refuse_retirement,
)

__all__ = [
    "Activity",
    "Change",
    "Difference",
    "Facts",
    "Loss",
    "Outline",
    "all_required_done",
    "difference",
    "minutes_left",
    "next_to_do",
    "percent_done",
    "refuse_retirement",
]
