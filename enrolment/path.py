"""The path through the courses, and where one person stands with each."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils import timezone

from courses.models import CourseEdition, CoursePage, CoursePrerequisite
from courses.rules import minutes_left, percent_done
from courses.state import LearnerState, Station, StationKind
from enrolment.access import is_source_alive
from enrolment.models import Enrolment
from enrolment.progress import done_keys_of, enrolled_state


@dataclass
class _Facts:
    """Rows that all stations share, read once."""

    enrolments: dict[int, Enrolment]
    done: dict[Any, frozenset[str]]
    ready: frozenset[int]
    needs: dict[int, list[tuple[int, str]]] = field(default_factory=dict)


@dataclass(frozen=True)
class Path:
    """The courses in the order of the path, and what was read to say where somebody stands with each."""

    stations: tuple[Station, ...]
    _courses: dict[str, CoursePage]
    _facts: _Facts

    def state_at(self, station: Station) -> LearnerState:
        """Return what is to do in the course of `station`, which is being learned; one statement."""
        course = self._courses[station.slug]
        enrolment = self._facts.enrolments[course.pk]
        return enrolled_state(course, enrolment, done=self._facts.done.get(enrolment.pk, frozenset()))


def path_of(user: Any) -> Path:
    """Return the path as `user` stands on it; at most five statements.

    The published courses, and those `user` has begun: what one has done does not vanish while a course is unpublished.
    """
    facts = _read(user)
    courses = list(CoursePage.objects.filter(Q(live=True) | Q(pk__in=facts.enrolments)).on_path())
    return Path(tuple(_station(course, facts) for course in courses), {one.slug: one for one in courses}, facts)


def stations_for(user: Any) -> tuple[Station, ...]:
    """Return the stations of the path of `user`."""
    return path_of(user).stations


def _read(user: Any) -> _Facts:
    mine = Enrolment.objects.of_learner(user).current().with_licence_day(on=timezone.localdate())
    mine = mine.select_related("edition").order_by("enrolled_at")
    enrolments = {enrolment.course_id: enrolment for enrolment in mine}
    ready = frozenset(CourseEdition.objects.values_list("course_id", flat=True).distinct().order_by())
    facts = _Facts(enrolments, done_keys_of(list(enrolments.values())), ready)
    prerequisites = CoursePrerequisite.objects.order_by("requires__path")
    for course_id, required_id, title in prerequisites.values_list("course_id", "requires_id", "requires__title"):
        facts.needs.setdefault(course_id, []).append((required_id, title))
    return facts


def _station(course: CoursePage, facts: _Facts) -> Station:
    enrolment = facts.enrolments.get(course.pk)
    about = {name: getattr(course, name) for name in ("slug", "title", "summary", "study_minutes", "is_open")}
    if enrolment is None:
        return Station(**about, **_before_enrolling(course, facts))
    done = facts.done.get(enrolment.pk, frozenset())
    percent = 100 if enrolment.is_completed else percent_done(enrolment.edition.outline, done)
    return Station(
        **about,
        **_while_enrolled(enrolment, facts),
        percent=percent,
        minutes_left=minutes_left(course.study_minutes, percent),
        completed_at=enrolment.completed_at,
        enrolment_id=str(enrolment.pk),
        awards=course.programme_id is not None,
    )


def _while_enrolled(enrolment: Enrolment, facts: _Facts) -> dict[str, Any]:
    if enrolment.is_completed:
        return {"kind": StationKind.DONE}
    if not is_source_alive(enrolment):
        return {"kind": StationKind.SUSPENDED}
    missing = _missing(enrolment.course_id, facts)
    # Somebody with a place is enrolled on the whole path and starts at its first open course.
    return {"kind": StationKind.LATER if missing else StationKind.LEARNING, "after": ", ".join(missing)}


def _missing(course_id: int, facts: _Facts) -> list[str]:
    return [title for pk, title in facts.needs.get(course_id, []) if not _is_completed(facts, pk)]


def _before_enrolling(course: CoursePage, facts: _Facts) -> dict[str, Any]:
    missing = _missing(course.pk, facts)
    if not course.is_open:
        return {"kind": StationKind.NOMINATED, "after": ", ".join(missing)}
    if missing or course.pk not in facts.ready:
        return {"kind": StationKind.LATER, "after": ", ".join(missing)}
    return {"kind": StationKind.READY}


def _is_completed(facts: _Facts, course_id: int) -> bool:
    enrolment = facts.enrolments.get(course_id)
    return bool(enrolment and enrolment.is_completed)


def open_courses_before(courses: Iterable[CoursePage]) -> list[CoursePage]:
    """Return the open courses that come before any of `courses`, in the order of the path; one statement."""
    return open_before(courses, read_needs())


def read_needs() -> dict[int, list[CoursePage]]:
    """Return the courses that each course comes after, by its primary key; one statement."""
    needs: dict[int, list[CoursePage]] = {}
    for row in CoursePrerequisite.objects.select_related("requires"):
        needs.setdefault(row.course_id, []).append(row.requires)
    return needs


def open_before(courses: Iterable[CoursePage], needs: dict[int, list[CoursePage]]) -> list[CoursePage]:
    """Return the open courses before any of `courses`, in the order of the path, from what `read_needs` found."""
    found: dict[int, CoursePage] = {}
    waiting = list(courses)
    while waiting:
        # Only the new ones: editors may have made a circle.
        new = {row.pk: row for row in needs.get(waiting.pop().pk, []) if row.pk not in found}
        found |= new
        waiting += new.values()
    return sorted((course for course in found.values() if course.is_open), key=lambda course: course.path)
