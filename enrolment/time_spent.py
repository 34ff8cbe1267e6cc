"""How long somebody has studied, for that person alone: sums of their study time, and what a minimum still asks for."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Sum

from courses.models import CoursePage
from courses.state import TimeSpent
from enrolment.models import Enrolment, StudyTime
from enrolment.rules.study_time import Mark, minutes_missing

SUMS = {"counted": Sum("seconds", default=0), "guessed": Sum("estimated_seconds", default=0)}


@dataclass(frozen=True)
class CourseTime:
    """The time somebody spent on one course: as a whole, by activity in the order of the course, and on what is gone.

    `other` is the time on pages that are no longer part of the course as they take it; all together make `whole`.
    """

    course: CoursePage
    whole: TimeSpent
    rows: tuple[tuple[str, TimeSpent], ...]
    other: TimeSpent


def minutes_by_course(user: Any) -> dict[int, TimeSpent]:
    """Return how long `user` has studied each course, by its primary key; one statement, courses without any left out.

    A course taken twice counts as one.
    """
    rows: Any = StudyTime.objects.of_learner(user).values("enrolment__course").annotate(**SUMS).order_by()
    return {row["enrolment__course"]: TimeSpent(row["counted"], row["guessed"]) for row in rows}


def time_on(enrolment: Enrolment) -> TimeSpent:
    """Return how long the learner of `enrolment` has studied its course, with an earlier enrolment too; one statement.

    Whoever left and came back goes on where they were.
    """
    theirs = {"enrolment__learner": enrolment.learner_id, "enrolment__course": enrolment.course_id}
    found = StudyTime.objects.filter(**theirs).aggregate(**SUMS)
    return TimeSpent(found["counted"], found["guessed"])


def minutes_short(enrolment: Enrolment) -> int:
    """Return how many minutes are missing to the least study time of the course; no statement where it asks for none.

    `enrolment` comes with its course.
    """
    minimum = enrolment.course.minimum_study_minutes
    return minutes_missing(minimum, time_on(enrolment).seconds) if minimum else 0


def time_in(enrolment: Any) -> TimeSpent:
    """Return how long somebody has studied the course of an enrolment read `with_study`; no statement."""
    return TimeSpent(enrolment.counted, enrolment.estimated)


def short_in(enrolment: Any, course: CoursePage, *, just_now: int = 0) -> int:
    """Return how many minutes are missing to the least study time of `course`, with `just_now` seconds; no statement.

    The enrolment was read `with_study`. Whoever has completed the course misses none.
    """
    if enrolment.is_completed:
        return 0
    return minutes_missing(course.minimum_study_minutes, time_in(enrolment).seconds + just_now)


def mark_in(enrolment: Any) -> Mark | None:
    """Return where the open interval of the learner stands, read `with_study`; no statement."""
    if enrolment.open_heard_at is None:
        return None
    return Mark(
        enrolment.open_enrolment,
        enrolment.open_key,
        enrolment.open_heard_at,
        is_beating=enrolment.open_is_beating,
        left_at=enrolment.open_left_at,
        is_first=not enrolment.open_has_time,
    )


def times_of(user: Any) -> tuple[CourseTime, ...]:
    """Return the time `user` spent, course by course in the order of the path; two statements."""
    spent: dict[int, dict[str, TimeSpent]] = defaultdict(dict)
    for row in StudyTime.objects.of_learner(user).annotate(course=F("enrolment__course")):
        mine, key = spent[row.course], str(row.activity_key)
        mine[key] = mine.get(key, TimeSpent()) + TimeSpent(row.seconds, row.estimated_seconds)
    taken = Enrolment.objects.of_learner(user).filter(course__in=spent).select_related("course", "edition")
    latest = {enrolment.course_id: enrolment for enrolment in taken.order_by("course__path", "enrolled_at")}
    return tuple(_course_time(enrolment, spent[pk]) for pk, enrolment in latest.items())


def _course_time(enrolment: Enrolment, spent: dict[str, TimeSpent]) -> CourseTime:
    activities = enrolment.edition.outline.activities
    rows = tuple((one.title, spent[one.key]) for one in activities if one.key in spent)
    whole = sum(spent.values(), TimeSpent())
    here = sum((time for _title, time in rows), TimeSpent())
    other = TimeSpent(whole.counted - here.counted, whole.estimated - here.estimated)
    return CourseTime(enrolment.course, whole, rows, other)
