"""Putting a learner's facts into the small frozen values that pages show."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.db.models import BooleanField, Value

from courses.models import CourseEdition, CoursePage, RetiredActivity
from courses.outline import outline_modules
from courses.rules import Facts, minutes_left, next_to_do
from courses.state import LearnerState
from enrolment.access import Standing
from enrolment.models import ActivityCompletion, Enrolment

IS_DONE, IS_RETIRED = (Value(answer, output_field=BooleanField()) for answer in (False, True))


def learner_state(standing: Standing, *, facts: Facts | None = None) -> LearnerState:
    """Return what a course page may know of its reader; two statements when enrolled, none when not.

    Arguments: `facts`, what is done and retired, where the caller has read it; that saves one statement.
    """
    if standing.enrolment is None:
        refusal = standing.enrol_refusal
        return LearnerState(may_enrol=refusal is None, sentence=standing.sentence(refusal))
    facts = facts or facts_of([standing.enrolment])[standing.enrolment.pk]
    sentence = standing.sentence(standing.study_refusal)
    return enrolled_state(standing.course, standing.enrolment, facts=facts, sentence=sentence)


def enrolled_state(course: CoursePage, enrolment: Enrolment, *, facts: Facts, sentence: str = "") -> LearnerState:
    """Return what a page may know of somebody who takes `course`; one statement.

    Arguments: `enrolment`, with its edition; `facts`, what is done and what is retired; `sentence`, why not, when they
    may not study now.
    """
    outline, done = facts.to_take(enrolment.edition.outline), facts.done
    modules = outline_modules(course, outline, done)
    percent = percent_of(enrolment, facts)
    rows = {row.key: row for module in modules for row in module.rows}
    updating = {key for key, row in rows.items() if not row.is_available}
    # Something that can be opened comes first; only when nothing can, the page everybody waits for.
    following = next_to_do(outline, done | updating) or next_to_do(outline, done)
    return LearnerState(
        enrolment_id=str(enrolment.pk),
        completed_at=enrolment.completed_at,
        sentence=sentence,
        percent=percent,
        minutes_left=minutes_left(course.study_minutes, percent),
        modules=modules,
        next_row=rows[following.key] if following else None,
        can_finish=percent == 100 and not enrolment.is_completed and not sentence,
    )


def percent_of(enrolment: Enrolment, facts: Facts) -> int:
    """Return how far somebody is, 0-100; whoever has completed the course stays at 100."""
    return 100 if enrolment.is_completed else facts.percent(enrolment.edition.outline)


def was_offered(enrolment: Enrolment, activity_key: str) -> bool:
    """Tell whether the activity stands in the edition of `enrolment`, or stood in one before it (domain B 23)."""
    if enrolment.includes(activity_key):
        return True
    earlier = CourseEdition.objects.filter(course=enrolment.course_id, number__lt=enrolment.edition.number)
    return any(activity_key in edition.outline.keys for edition in earlier)


def facts_of(enrolments: Collection[Enrolment]) -> dict[Any, Facts]:
    """Return what is done in each enrolment and retired from its course, by its primary key; one statement for all."""
    done: dict[Any, set[str]] = {enrolment.pk: set() for enrolment in enrolments}
    retired: dict[Any, set[str]] = {enrolment.pk: set() for enrolment in enrolments}
    for enrolment_id, key, is_retired in _rows(enrolments):
        (retired if is_retired else done)[enrolment_id].add(str(key))
    return {pk: Facts(frozenset(keys), frozenset(retired[pk])) for pk, keys in done.items()}


def _rows(enrolments: Collection[Enrolment]) -> Iterable[tuple[Any, Any, bool]]:
    # Both in one statement: every page of a course asks.
    done = ActivityCompletion.objects.filter(enrolment__in=enrolments).order_by()
    retired = RetiredActivity.objects.standing().filter(course__enrolments__in=enrolments).order_by()
    return done.values_list("enrolment_id", "activity_key", IS_DONE).union(
        retired.values_list("course__enrolments", "activity_key", IS_RETIRED), all=True
    )


def done_keys_of(enrolments: Collection[Enrolment]) -> dict[Any, frozenset[str]]:
    """Return the keys done in each enrolment, by its primary key; one statement for all."""
    return {enrolment_id: facts.done for enrolment_id, facts in facts_of(enrolments).items() if facts.done}


def each_with_facts(enrolments: Iterable[Enrolment], *, batch: int = 500) -> Iterator[tuple[Enrolment, Facts]]:
    """Yield each enrolment with its facts, read `batch` at a time: however many there are, few are in memory."""
    waiting: list[Enrolment] = []
    for enrolment in enrolments:
        waiting.append(enrolment)
        if len(waiting) == batch:
            yield from _with_facts(waiting)
            waiting = []
    yield from _with_facts(waiting)


def _with_facts(enrolments: list[Enrolment]) -> Iterator[tuple[Enrolment, Facts]]:
    found = facts_of(enrolments)
    return ((enrolment, found[enrolment.pk]) for enrolment in enrolments)
