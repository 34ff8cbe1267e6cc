"""The path through the courses, and where one person stands with each."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, Subquery

from courses.models import CourseEdition, CoursePage, CoursePrerequisite
from courses.rules import Facts, minutes_left
from courses.state import LearnerState, Station, StationKind
from enrolment.access import Standing, foremost_first, is_source_alive
from enrolment.managers import EnrolmentQuerySet
from enrolment.managers.study_time import with_study
from enrolment.models import Enrolment, Nomination
from enrolment.progress import enrolled_state, facts_of, learner_state, percent_of
from enrolment.rules import EnrolmentFacts
from enrolment.rules.path_time import PathTime, Stretch, path_time
from enrolment.time_spent import short_in, time_in

# What a page above wants to know of the enrolments besides, read in the same statement.
Annotating = Callable[[EnrolmentQuerySet], EnrolmentQuerySet]


@dataclass
class _Facts:
    """Rows that all stations share, read once."""

    enrolments: dict[int, Enrolment]
    finished: frozenset[int]
    done: dict[Any, Facts]
    ready: set[int] = field(default_factory=set)
    needs: dict[int, list[tuple[int, str]]] = field(default_factory=dict)
    left: dict[int, datetime | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Path:
    """The courses in the order of the path, and what was read to say where somebody stands with each."""

    stations: tuple[Station, ...]
    _courses: dict[str, CoursePage]
    _facts: _Facts

    @property
    def places(self) -> tuple[Nomination, ...]:
        """Return the training places whose courses are being learned, each once."""
        learning = [one for one in self._facts.enrolments.values() if one.nomination and not one.is_completed]
        return tuple({one.nomination_id: one.nomination for one in learning if one.nomination}.values())

    @property
    def time(self) -> PathTime:
        """Return how long the path is that the person is on: what they take or have taken, and the open courses."""
        mine = [one for one in self.stations if one.enrolment_id or self._can_be_begun_some_day(one)]
        return path_time(Stretch(one.study_minutes, one.percent) for one in mine)

    def enrolment_at(self, station: Station) -> Enrolment | None:
        """Return the enrolment on the course of `station`, as it was read; None where there is none."""
        return self.enrolment_on(self._courses[station.slug])

    def enrolment_on(self, course: CoursePage) -> Enrolment | None:
        """Return the enrolment on `course`, as it was read; None where there is none."""
        return self._facts.enrolments.get(course.pk)

    def standings(self) -> tuple[Standing, ...]:
        """Return where the person stands with each course they take or have taken; no statement."""
        return tuple(self._standing(course) for course in self._courses.values() if course.pk in self._facts.enrolments)

    def state_at(self, station: Station) -> LearnerState:
        """Return what is to do in the course of `station`; one statement where it is taken, else none."""
        return self.state_of(self._courses[station.slug])

    def state_of(self, course: CoursePage) -> LearnerState:
        """Return what a page of `course` may know of the person; one statement where they take it, else none."""
        if course.slug in self._courses:
            course.programme = self._courses[course.slug].programme  # read already, and the page names it
        standing = self._standing(course)
        enrolment = standing.enrolment
        if enrolment is None:
            return replace(learner_state(standing), left_at=self._facts.left.get(course.pk))
        facts, sentence = self._facts.done[enrolment.pk], standing.sentence(standing.study_refusal)
        state = resumed(enrolled_state(course, enrolment, facts=facts, sentence=sentence), enrolment)
        time, place = self.time, enrolment.nomination
        return replace(
            state,
            path_minutes=time.minutes,
            path_minutes_left=time.left,
            time=time_in(enrolment),
            minutes_short=short_in(enrolment, course),
            place_id=str(place.pk) if place else "",
            is_paused=bool(place and place.paused_at),
        )

    def _standing(self, course: CoursePage) -> Standing:
        enrolment = self._facts.enrolments.get(course.pk)
        facts = EnrolmentFacts(
            is_open=course.is_open,
            is_ready=bool(enrolment) or (course.live and course.pk in self._facts.ready),
            is_enrolled=enrolment is not None,
            missing=tuple(_missing(course.pk, self._facts)),
            source_alive=enrolment is None or is_source_alive(enrolment),
        )
        return Standing(course, enrolment, facts)

    def _can_be_begun_some_day(self, station: Station) -> bool:
        return station.is_open and self._courses[station.slug].pk in self._facts.ready


def path_of(user: Any, *, also: Annotating | None = None) -> Path:
    """Return the path as `user` stands on it; at most three statements, whatever the number of courses.

    The published courses, and those `user` has begun: what one has done does not vanish while a course is unpublished.
    Arguments: `also`, what to annotate the enrolments with besides.
    """
    facts = _read(user, also)
    courses = _read_courses(user, facts)
    stations = tuple(_station(course, facts) for course in courses)
    return Path(stations, {course.slug: course for course in courses}, facts)


def stations_for(user: Any) -> tuple[Station, ...]:
    """Return the stations of the path of `user`."""
    return path_of(user).stations


def resumed(state: LearnerState, enrolment: Enrolment) -> LearnerState:
    """Return `state` with the page that was last opened as the next one, while that is not done and can be opened.

    `enrolment` comes `with_last_read`.
    """
    row = state.row(str(enrolment.last_key))  # type: ignore[attr-defined]  # annotated by the queryset
    if row is None or row.done or not row.url or state.completed_at:
        return state
    anchor = enrolment.last_anchor  # type: ignore[attr-defined]  # as above
    return replace(state, next_row=replace(row, url=f"{row.url}#{anchor}" if anchor else row.url))


def _read(user: Any, also: Annotating | None) -> _Facts:
    mine = with_study(foremost_first(Enrolment.objects.of_learner(user))).with_last_read()
    place = "nomination__allowance__licence__site__organisation"
    rows = list((also(mine) if also else mine).select_related("edition", place))
    enrolments: dict[int, Enrolment] = {}
    for enrolment in rows:
        enrolments.setdefault(enrolment.course_id, enrolment)
    finished = frozenset(enrolment.course_id for enrolment in rows if enrolment.is_completed)
    return _Facts(enrolments, finished, facts_of(list(enrolments.values())) if enrolments else {})


def _read_courses(user: Any, facts: _Facts) -> list[CoursePage]:
    """Return the courses in the order of the path; one row comes for each course that another comes after."""
    ended = Enrolment.objects.of_learner(user).ended().filter(course=OuterRef("pk"))
    rows = CoursePage.objects.filter(Q(live=True) | Q(pk__in=facts.enrolments)).select_related("programme")
    rows = rows.annotate(
        is_ready=Exists(CourseEdition.objects.filter(course=OuterRef("pk"))),
        needs_id=F("prerequisites__requires"),
        needs_title=F("prerequisites__requires__title"),
        left_at=Subquery(ended.values("withdrawn_at")[:1]),
    )
    courses: dict[int, CoursePage] = {}
    for row in rows.on_path().order_by("path", "prerequisites__requires__path"):
        courses.setdefault(row.pk, row)
        facts.left[row.pk] = row.left_at
        if row.needs_id:
            facts.needs.setdefault(row.pk, []).append((row.needs_id, row.needs_title))
        if row.is_ready:
            facts.ready.add(row.pk)
    return list(courses.values())


def _station(course: CoursePage, facts: _Facts) -> Station:
    enrolment = facts.enrolments.get(course.pk)
    if enrolment:
        enrolment.course = course  # read already: nobody need ask again
    about = {
        name: getattr(course, name) for name in ("slug", "title", "summary", "who_for", "study_minutes", "is_open")
    }
    about |= {
        "comes_after": tuple(title for _pk, title in facts.needs.get(course.pk, [])),
        "awards": course.programme_id is not None,
        "certificate": course.programme.name if course.programme else "",
    }
    if enrolment is None:
        return Station(**about, **_before_enrolling(course, facts))
    percent = percent_of(enrolment, facts.done[enrolment.pk])
    return Station(
        **about,
        **_while_enrolled(enrolment, facts),
        percent=percent,
        minutes_left=minutes_left(course.study_minutes, percent),
        completed_at=enrolment.completed_at,
        enrolment_id=str(enrolment.pk),
        is_paused=bool(enrolment.nomination and enrolment.nomination.paused_at),
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
    return [title for pk, title in facts.needs.get(course_id, []) if pk not in facts.finished]


def _before_enrolling(course: CoursePage, facts: _Facts) -> dict[str, Any]:
    missing = _missing(course.pk, facts)
    if not course.is_open:
        return {"kind": StationKind.NOMINATED, "after": ", ".join(missing)}
    if missing or course.pk not in facts.ready:
        return {"kind": StationKind.LATER, "after": ", ".join(missing)}
    return {"kind": StationKind.READY}


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
