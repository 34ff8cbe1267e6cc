"""Where many nominated people stand: a word with its flags, since when, a percentage, in a few statements.

Desks show nothing finer to partners: no scores, no answers, no feedback (domain B 15).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.rules import AttemptStatus
from certificates.models import Award, Route
from courses.models import Access, CourseEdition, CoursePage
from courses.rules import Facts
from enrolment.access import is_source_alive
from enrolment.models import Enrolment, LicenceTypeCourse, Nomination
from enrolment.path import open_before, read_needs
from enrolment.progress import facts_of
from enrolment.rules.flags import Flag, FlagFacts, flags_for
from enrolment.rules.places import NominationStatus, is_lapsed
from enrolment.rules.words import JourneyFacts, Word, word_for
from lms.dashboards.desk.flags import with_last_activity
from lms.dashboards.desk.words import latest_written


@dataclass(frozen=True)
class Journey:
    """One nominated person: the word for where they stand, since which day, how far along the whole path (0-100).

    `last_active_on`: the day of the last thing they did, once they have taken up the place.
    """

    word: Word
    since: date
    percent: int = 0
    flags: tuple[Flag, ...] = ()
    last_active_on: date | None = None

    @property
    def words(self) -> str:
        """Return what a desk shows."""
        if self.word is Word.LEARNING:
            return _("learning %(percent)d %%") % {"percent": self.percent}
        return label_of(self.word)

    @property
    def label(self) -> str:
        """Return the word without its percentage, for where that stands apart."""
        return label_of(self.word)

    @property
    def flag_labels(self) -> tuple[str, ...]:
        """Return what desks write beside the word."""
        return tuple(flag_label_of(flag) for flag in self.flags)

    @property
    def flag_tags(self) -> tuple[tuple[str, str], ...]:
        """Return the shape of each flag's tag, with what it says."""
        return tuple((FLAG_TAGS[flag], flag_label_of(flag)) for flag in self.flags)

    @property
    def is_quiet(self) -> bool:
        """Tell whether the day of the last thing they did says something that the word does not."""
        return Flag.STALLED in self.flags

    @property
    def tag(self) -> str:
        """Return the shape of the status tag (docs/design.md)."""
        return TAGS.get(self.word, "ended")


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
FLAG_TAGS = {Flag.SUSPENDED: "locked", Flag.PAUSED: "ended", Flag.STALLED: "needs-you", Flag.RECOGNISED: "done"}
FLAGS = {
    Flag.SUSPENDED: lambda: _("waits for the licence"),
    Flag.PAUSED: lambda: _("paused"),
    Flag.STALLED: lambda: _("stalled"),
    Flag.RECOGNISED: lambda: _("recognised"),
}


def label_of(word: Word) -> str:
    """Return the word as desks write it."""
    return str(WORDS[word]())


def flag_label_of(flag: Flag) -> str:
    """Return the flag as desks write it."""
    return str(FLAGS[flag]())


def journeys_of(nominations: Iterable[Nomination], *, at: datetime) -> dict[Any, Journey]:
    """Return the journey of each nomination at this moment, by primary key; at most five statements.

    The nominations come `with_lapse()` and `with_people()`.
    """
    rows, taken = list(nominations), NominationStatus.REDEEMED
    facts = _read([row for row in rows if row.status == taken], at)
    return {row.pk: _on_the_way(row, facts, at) if row.status == taken else _before(row, at) for row in rows}


def _before(row: Any, at: datetime) -> Journey:
    """Return the journey of a nomination that nobody has taken up, or that has ended."""
    status = NominationStatus(row.status)
    lapsed = is_lapsed(row.facts(row.lapses_at), at=at, day=timezone.localdate(at))
    word = word_for(JourneyFacts(status, is_lapsed=lapsed))
    if lapsed and not row.lapses_at:
        return Journey(word, row.allowance.ends_on + timedelta(days=1))
    since = row.lapses_at if lapsed else row.ended_at or row.invited_at or row.nominated_at
    return Journey(word, timezone.localdate(since))


@dataclass(frozen=True)
class _Path:
    """What a place of one licence type leads through: the courses it opens, and those with the open ones before."""

    gated: tuple[CoursePage, ...] = ()
    whole: tuple[CoursePage, ...] = ()


@dataclass
class _Facts:
    """Rows that all journeys share, read once. The enrolments tell when their written work came to stand as it does."""

    paths: dict[int, _Path] = field(default_factory=dict)
    enrolments: dict[tuple[int, int], Any] = field(default_factory=dict)
    editions: dict[int, CourseEdition] = field(default_factory=dict)
    done: dict[Any, Facts] = field(default_factory=dict)
    by_learner: dict[int, list[Any]] = field(default_factory=dict)

    def of(self, learner_id: int | None, courses: Iterable[CoursePage]) -> list[Any]:
        """Return the learner's enrolment on each of the courses, None where there is none."""
        return [self.enrolments.get((learner_id or 0, course.pk)) for course in courses]

    def share(self, enrolment: Any) -> int:
        """Return how much of its course an enrolment has behind it, 0-100; nothing where there is none."""
        if enrolment is None or enrolment.is_completed:
            return 100 if enrolment else 0
        return self.done[enrolment.pk].percent(self.editions[enrolment.edition_id].outline)


def _read(taken: list[Nomination], at: datetime) -> _Facts:
    if not taken:
        return _Facts()
    facts = _Facts(paths=_paths({row.allowance.licence.licence_type_id for row in taken}))
    mine = Enrolment.objects.filter(learner__in={row.learner_id for row in taken}).current()
    mine = mine.with_licence_day(on=timezone.localdate(at))
    for enrolment in with_last_activity(_with_moments(mine)).order_by("enrolled_at"):
        facts.enrolments[enrolment.learner_id, enrolment.course_id] = enrolment
        facts.by_learner.setdefault(enrolment.learner_id, []).append(enrolment)
    # Outlines are long, and the people of a page share a few of them.
    facts.editions = CourseEdition.objects.in_bulk({row.edition_id for row in facts.enrolments.values()})
    facts.done = facts_of([row for row in facts.enrolments.values() if not row.is_completed])
    return facts


def _with_moments(enrolments: Any) -> Any:
    """Return the enrolments with when they came to wait for a review, were not yet passed, were awarded; else None."""
    waits, not_yet = (
        latest_written(status).filter(enrolment=OuterRef("pk"))
        for status in (AttemptStatus.AWAITING_REVIEW, AttemptStatus.NOT_YET_PASSED)
    )
    awards = Award.objects.issued().filter(enrolment=OuterRef("pk"))
    return enrolments.annotate(
        waits_since=Subquery(waits.order_by("-submitted_at").values("submitted_at")[:1]),
        not_yet_since=Subquery(not_yet.order_by("-finished_at").values("finished_at")[:1]),
        awarded_at=Subquery(awards.values("issued_at")[:1]),
        is_recognised=Exists(awards.filter(route=Route.RECOGNISED)),
        course_access=F("course__access"),
    )


def _paths(type_ids: Collection[int]) -> dict[int, _Path]:
    needs = read_needs()
    gated: dict[int, list[CoursePage]] = {}
    for step in LicenceTypeCourse.objects.filter(licence_type__in=type_ids).select_related("course"):
        gated.setdefault(step.licence_type_id, []).append(step.course)
    return {pk: _Path(tuple(courses), (*open_before(courses, needs), *courses)) for pk, courses in gated.items()}


def _on_the_way(row: Nomination, facts: _Facts, at: datetime) -> Journey:
    """Return the journey of somebody who has taken up the place."""
    path = facts.paths.get(row.allowance.licence.licence_type_id, _Path())
    taken = facts.of(row.learner_id, path.gated)
    moments = _moments([enrolment for enrolment in taken if enrolment])
    word = word_for(
        JourneyFacts(
            NominationStatus.REDEEMED,
            awaits_review=Word.AWAITING_REVIEW in moments,
            not_yet_passed=Word.NOT_YET_PASSED in moments,
            has_passed=bool(taken) and all(enrolment and enrolment.is_completed for enrolment in taken),
            is_qualified=bool(taken) and all(enrolment and enrolment.awarded_at for enrolment in taken),
        )
    )
    since = timezone.localdate(moments.get(word, row.redeemed_at))
    told = _told(row, word, path, facts, at)
    flags = flags_for(told, at=at, days=settings.STALLED_DAYS)
    percent = _percent(row.learner_id, path, facts)
    return Journey(word, since, percent, flags, timezone.localdate(told.last_active_at))


def _told(row: Any, word: Word, path: _Path, facts: _Facts, at: datetime) -> FlagFacts:
    """Return what decides the flags: from the courses of this place, and from open ones."""
    gated = {course.pk for course in path.gated}
    mine = facts.by_learner.get(row.learner_id, [])
    known = [one for one in mine if one.course_id in gated or one.course_access == Access.OPEN]
    of_place = [one for one in mine if one.nomination_id == row.pk and not one.is_completed]
    return FlagFacts(
        word,
        last_active_at=max([row.redeemed_at, *(one.last_active_at for one in known)]),
        is_paused=row.paused_at is not None,
        is_suspended=not all(is_source_alive(one, on=timezone.localdate(at)) for one in of_place),
        is_recognised=any(one.is_recognised for one in mine if one.course_id in gated),
    )


def _moments(taken: list[Any]) -> dict[Word, datetime]:
    """Return when the enrolments last came to what makes each word; only for what somewhere holds."""
    found = {
        Word.QUALIFIED: [enrolment.awarded_at for enrolment in taken],
        Word.CHECK_AWAITED: [enrolment.completed_at for enrolment in taken],
        Word.AWAITING_REVIEW: [enrolment.waits_since for enrolment in taken],
        Word.NOT_YET_PASSED: [enrolment.not_yet_since for enrolment in taken],
    }
    return {word: max(filter(None, moments)) for word, moments in found.items() if any(moments)}


def _percent(learner_id: int | None, path: _Path, facts: _Facts) -> int:
    minutes = sum(course.study_minutes for course in path.whole)
    pairs = zip(path.whole, facts.of(learner_id, path.whole), strict=True)
    done = sum(course.study_minutes * facts.share(enrolment) for course, enrolment in pairs)
    return done // minutes if minutes else 0
