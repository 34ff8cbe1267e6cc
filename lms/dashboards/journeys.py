"""Where many nominated people stand: one word and one percentage each, in a constant number of statements.

Desks show nothing finer to partners: no scores, no answers, no feedback (domain B 15).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.models import Attempt
from assessments.rules import AttemptStatus
from certificates.models import Award
from courses.models import CoursePage, CoursePrerequisite
from courses.rules import percent_done
from enrolment.models import Enrolment, LicenceTypeCourse, Nomination
from enrolment.progress import done_keys_of
from enrolment.rules.places import NominationStatus, is_lapsed
from enrolment.rules.words import JourneyFacts, Word, word_for


@dataclass(frozen=True)
class Journey:
    """One nominated person: the word for where they stand, and how far along the whole path (0-100)."""

    word: Word
    percent: int = 0

    @property
    def words(self) -> str:
        """Return what a desk shows."""
        if self.word is Word.LEARNING:
            return _("learning %(percent)d %%") % {"percent": self.percent}
        return str(WORDS[self.word]())

    @property
    def tag(self) -> str:
        """Return the shape of the status tag (docs/design.md)."""
        return TAGS.get(self.word, "locked")


WORDS = {
    Word.NOMINATED: lambda: _("nominated"),
    Word.INVITED: lambda: _("invited"),
    Word.DECLINED: lambda: _("declined"),
    Word.REFUSED: lambda: _("refused"),
    Word.LAPSED: lambda: _("lapsed"),
    Word.REVOKED: lambda: _("revoked"),
    Word.RELEASED: lambda: _("released"),
    Word.LEARNING: lambda: _("learning"),
    Word.AWAITING_REVIEW: lambda: _("awaiting review"),
    Word.NOT_YET_PASSED: lambda: _("not yet passed"),
    Word.CHECK_AWAITED: lambda: _("passed, check awaited"),
    Word.QUALIFIED: lambda: _("qualified"),
}
TAGS = {
    Word.NOMINATED: "todo",
    Word.INVITED: "todo",
    Word.LEARNING: "now",
    Word.AWAITING_REVIEW: "now",
    Word.NOT_YET_PASSED: "now",
    Word.CHECK_AWAITED: "done",
    Word.QUALIFIED: "done",
}


def journeys_of(nominations: Iterable[Nomination], *, at: datetime) -> dict[Any, Journey]:
    """Return the journey of each nomination at this moment, by primary key; at most six statements.

    The nominations come `with_lapse()` and with their allowance and its licence fetched.
    """
    rows = list(nominations)
    facts = _read([row for row in rows if row.status == NominationStatus.REDEEMED])
    return {row.pk: _journey(row, facts, at) for row in rows}


@dataclass
class _Facts:
    """Rows that all journeys share, read once."""

    paths: dict[int, "_Path"] = field(default_factory=dict)
    enrolments: dict[tuple[int, int], Enrolment] = field(default_factory=dict)
    done: dict[Any, frozenset[str]] = field(default_factory=dict)
    latest: dict[Any, set[str]] = field(default_factory=dict)
    awarded: set[tuple[int, int]] = field(default_factory=set)

    def of(self, learner_id: int, courses: Iterable[CoursePage]) -> list[Enrolment | None]:
        """Return the learner's enrolment on each of the courses, None where there is none."""
        return [self.enrolments.get((learner_id, course.pk)) for course in courses]


@dataclass(frozen=True)
class _Path:
    """What a place of one licence type leads through: the courses it opens, and those with the open ones before."""

    gated: tuple[CoursePage, ...]
    whole: tuple[CoursePage, ...]


def _read(taken: list[Nomination]) -> _Facts:
    if not taken:
        return _Facts()
    facts = _Facts(paths=_paths({row.allowance.licence.licence_type_id for row in taken}))
    mine = Enrolment.objects.filter(learner__in={row.learner_id for row in taken}).current()
    for enrolment in mine.select_related("edition").order_by("enrolled_at"):
        facts.enrolments[enrolment.learner_id, enrolment.course_id] = enrolment
    facts.done = done_keys_of(list(facts.enrolments.values()))
    facts.latest = _latest_written(facts.enrolments.values())
    awards = Award.objects.issued().filter(learner__in={row.learner_id for row in taken})
    facts.awarded = set(awards.values_list("learner_id", "enrolment__course_id"))
    return facts


def _paths(type_ids: Collection[int]) -> dict[int, _Path]:
    needs: dict[int, list[CoursePage]] = {}
    for row in CoursePrerequisite.objects.select_related("requires"):
        needs.setdefault(row.course_id, []).append(row.requires)
    gated: dict[int, list[CoursePage]] = {}
    for step in LicenceTypeCourse.objects.filter(licence_type__in=type_ids).select_related("course"):
        gated.setdefault(step.licence_type_id, []).append(step.course)
    return {pk: _Path(tuple(courses), _with_open_before(courses, needs)) for pk, courses in gated.items()}


def _with_open_before(courses: list[CoursePage], needs: dict[int, list[CoursePage]]) -> tuple[CoursePage, ...]:
    found, waiting = {course.pk: course for course in courses}, list(courses)
    while waiting:
        before = [course for course in needs.get(waiting.pop().pk, []) if course.pk not in found and course.is_open]
        found |= {course.pk: course for course in before}
        waiting += before
    return tuple(found.values())


def _latest_written(enrolments: Iterable[Enrolment]) -> dict[Any, set[str]]:
    """Return the states of each enrolment's latest attempts at written tasks."""
    attempts = Attempt.objects.filter(enrolment__in=list(enrolments), is_written=True).order_by("number")
    latest = {(row[0], row[1]): row[2] for row in attempts.values_list("enrolment_id", "assessment_id", "status")}
    states: dict[Any, set[str]] = {}
    for (enrolment_id, _assessment), status in latest.items():
        states.setdefault(enrolment_id, set()).add(status)
    return states


def _journey(row: Nomination, facts: _Facts, at: datetime) -> Journey:
    status = NominationStatus(row.status)
    if status is not NominationStatus.REDEEMED:
        facts_of_row = row.facts(row.lapses_at)  # type: ignore[attr-defined]  # annotated by with_lapse()
        lapsed = is_lapsed(facts_of_row, at=at, day=timezone.localdate(at))
        return Journey(word_for(JourneyFacts(status, is_lapsed=lapsed)))
    path = facts.paths.get(row.allowance.licence.licence_type_id, _Path((), ()))
    learner_id = row.learner_id or 0
    taken = facts.of(learner_id, path.gated)
    states = {state for enrolment in taken if enrolment for state in facts.latest.get(enrolment.pk, ())}
    word = word_for(
        JourneyFacts(
            status,
            awaits_review=AttemptStatus.AWAITING_REVIEW in states,
            not_yet_passed=AttemptStatus.NOT_YET_PASSED in states,
            has_passed=all(enrolment and enrolment.is_completed for enrolment in taken),
            is_qualified=all((learner_id, course.pk) in facts.awarded for course in path.gated),
        )
    )
    return Journey(word, _percent(learner_id, path, facts))


def _percent(learner_id: int, path: _Path, facts: _Facts) -> int:
    minutes = sum(course.study_minutes for course in path.whole)
    pairs = zip(path.whole, facts.of(learner_id, path.whole), strict=True)
    done = sum(course.study_minutes * _share(enrolment, facts) for course, enrolment in pairs)
    return done // minutes if minutes else 0


def _share(enrolment: Enrolment | None, facts: _Facts) -> int:
    if enrolment is None:
        return 0
    if enrolment.is_completed:
        return 100
    return percent_done(enrolment.edition.outline, facts.done.get(enrolment.pk, frozenset()))
