"""Beginning a course once more: what somebody did on it before they left counts again, where the edition has it."""

from typing import Any

from django.db.models import Model

from courses.rules import Outline
from enrolment.models import ActivityCompletion, Enrolment, PrivateEntry, ReadingPlace

# What the learner alone wrote or left behind goes with them; the facts of the older enrolment stay where they are.
OWN: tuple[type[Model], ...] = (ReadingPlace, PrivateEntry)
# On a gated course, quizzes and written tasks belong to the place they were done on: its attempts are counted there.
KINDS_OF_OPEN, KINDS_OF_GATED = frozenset({"lesson", "quiz"}), frozenset({"lesson"})


def carry_over(enrolment: Enrolment) -> int:
    """Let what was done on the same course before count in `enrolment`, which has just begun; return how many things.

    From the learner's enrolments that ended early: lessons, and on an open course the quizzes passed, that stand in the
    edition, each with the day it was done. What they wrote in the text and their place in it move along from the latest
    of them; notes and study time belong to person and course anyway. Never everything: the last activity needed is left
    to do, because nobody finishes a course by beginning it. One statement when there is nothing. Refuses nothing.
    """
    ended = list(Enrolment.objects.filter(learner=enrolment.learner_id, course=enrolment.course_id).ended())
    if not ended:
        return 0
    outline = enrolment.edition.outline
    kinds = KINDS_OF_OPEN if enrolment.course.is_open else KINDS_OF_GATED
    counting = {activity.key for activity in outline.activities if activity.kind in kinds}
    facts = _first_facts(ended, counting)
    left = _left_to_do(outline, facts)
    rows = [_again(enrolment, fact) for key, fact in facts.items() if key not in left]
    ActivityCompletion.objects.bulk_create(rows)
    _move_own(ended[0], enrolment, list(outline.keys))
    return len(rows)


def _first_facts(ended: list[Enrolment], keys: set[str]) -> dict[str, ActivityCompletion]:
    rows = ActivityCompletion.objects.filter(enrolment__in=ended, activity_key__in=keys).order_by("-completed_at")
    return {str(row.activity_key): row for row in rows}  # the earliest comes last and stays


def _left_to_do(outline: Outline, facts: dict[str, Any]) -> frozenset[str]:
    if not outline.required_keys <= facts.keys():
        return frozenset()
    needed = [key for key in outline.keys if key in outline.required_keys]
    return frozenset(needed[-1:])


def _again(enrolment: Enrolment, fact: ActivityCompletion) -> ActivityCompletion:
    return ActivityCompletion(
        enrolment=enrolment, activity_key=fact.activity_key, source=fact.source, completed_at=fact.completed_at
    )


def _move_own(before: Enrolment, now: Enrolment, keys: list[str]) -> None:
    for model in OWN:
        model._default_manager.filter(enrolment=before, activity_key__in=keys).update(enrolment=now)
