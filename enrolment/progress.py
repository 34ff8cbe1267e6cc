"""Putting a learner's facts into the small frozen values that pages show."""

from typing import Any

from courses.models import CoursePage
from courses.outline import outline_modules
from courses.rules import minutes_left, next_to_do, percent_done
from courses.state import LearnerState
from enrolment.access import Standing
from enrolment.models import ActivityCompletion, Enrolment


def learner_state(standing: Standing) -> LearnerState:
    """Return what a course page may know of its reader; two statements when enrolled, none when not."""
    if standing.enrolment is None:
        refusal = standing.enrol_refusal
        return LearnerState(may_enrol=refusal is None, sentence=standing.sentence(refusal))
    done = done_keys_of([standing.enrolment]).get(standing.enrolment.pk, frozenset())
    sentence = standing.sentence(standing.study_refusal)
    return enrolled_state(standing.course, standing.enrolment, done=done, sentence=sentence)


def enrolled_state(
    course: CoursePage, enrolment: Enrolment, *, done: frozenset[str], sentence: str = ""
) -> LearnerState:
    """Return what a page may know of somebody who takes `course`; one statement.

    Arguments: `enrolment`, with its edition; `done`, the keys of what is done; `sentence`, why not, when they may not
    study now.
    """
    outline = enrolment.edition.outline
    modules = outline_modules(course, outline, done)
    percent = 100 if enrolment.is_completed else percent_done(outline, done)
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
    )


def done_keys_of(enrolments: list[Enrolment]) -> dict[Any, frozenset[str]]:
    """Return the keys done in each enrolment, by its primary key; one statement for all."""
    rows = ActivityCompletion.objects.filter(enrolment__in=enrolments).values_list("enrolment_id", "activity_key")
    found: dict[Any, set[str]] = {}
    for enrolment_id, key in rows:
        found.setdefault(enrolment_id, set()).add(str(key))
    return {enrolment_id: frozenset(keys) for enrolment_id, keys in found.items()}
