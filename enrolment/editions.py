"""Who is on which edition of a course and how far, and what an editor's act would do to them: counts, no names."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import Count

from courses.models import CourseEdition, CoursePage, RetiredActivity
from courses.outline import retired_pages
from courses.rules import Activity, Facts, Outline
from enrolment.models import Enrolment
from enrolment.progress import each_with_facts
from enrolment.rules.effects import Band, Effect, band_of, effect_of


@dataclass(frozen=True)
class OnEdition:
    """The people on one edition: how many have finished, how many are learning, and how far those are."""

    edition: CourseEdition
    completed: int
    bands: dict[Band, int]

    @property
    def learning(self) -> int:
        """Return how many are in progress."""
        return sum(self.bands.values())


def people_on(course: CoursePage) -> list[OnEdition]:
    """Return the editions of `course` that people are on, newest first, and its newest one in any case."""
    editions = list(CourseEdition.objects.filter(course=course).order_by("-number"))
    outlines = {edition.pk: edition.outline for edition in editions}
    counted = Counter(
        (enrolment.edition_id, band_of(facts.percent(outlines[enrolment.edition_id])))
        for enrolment, facts in _in_progress(course)
    )
    completed = dict(Enrolment.objects.filter(course=course).completed().values_list("edition").annotate(Count("pk")))
    rows = [
        OnEdition(one, completed.get(one.pk, 0), {band: counted[one.pk, band] for band in Band}) for one in editions
    ]
    return [row for row in rows if row.learning or row.completed or row.edition == editions[0]]


def editions_in_use(course: CoursePage) -> list[CourseEdition]:
    """Return the newest edition of `course` and the older ones that people are learning with, newest first."""
    latest = CourseEdition.objects.current_for(course)
    used = Enrolment.objects.filter(course=course).active().values("edition")
    older = CourseEdition.objects.filter(pk__in=used).order_by("-number")
    return [*([latest] if latest else []), *(edition for edition in older if edition != latest)]


def effect_of_applying(edition: CourseEdition) -> dict[CourseEdition, Effect]:
    """Return what moving everybody in progress to `edition` would do, by the edition they are on now, newest first."""
    percents: dict[int, list[tuple[int, int]]] = {}
    outlines = _outlines(edition.course)
    for enrolment, facts in _in_progress(edition.course):
        if enrolment.edition_id != edition.pk:
            now = facts.percent(outlines[enrolment.edition_id])
            percents.setdefault(enrolment.edition_id, []).append((now, facts.percent(edition.outline)))
    older = CourseEdition.objects.filter(pk__in=percents).order_by("-number")
    return {one: effect_of(percents[one.pk]) for one in older}


def effect_of_retiring(course: CoursePage, key: str) -> Effect:
    """Return what retiring the activity `key` would do to everybody in progress."""
    return _effect(course, lambda facts: Facts(facts.done, facts.retired | {key}))


def effect_of_bringing_back(course: CoursePage, key: str) -> Effect:
    """Return what bringing the activity `key` back would do to everybody in progress."""
    return _effect(course, lambda facts: Facts(facts.done, facts.retired - {key}))


@dataclass(frozen=True)
class Line:
    """One activity as editors find it: in which editions it stands, and whether it was retired."""

    activity: Activity
    editions: tuple[int, ...]
    retired: RetiredActivity | None


def listed_activities(course: CoursePage) -> list[Line]:
    """Return what stands in the newest edition of `course` and those people are on, and what was retired and is kept.

    In the order of the newest edition, then what only older ones have, then what only its page is left of; seven
    statements at most.
    """
    editions = editions_in_use(course)
    standing = RetiredActivity.objects.standing().filter(course=course).select_related("retired_by")
    retired = {str(row.activity_key): row for row in standing}
    found: dict[str, Activity] = {}
    for edition in editions:
        found = {activity.key: activity for activity in edition.outline.activities} | found
    pages = {activity.key: activity for activity in retired_pages(course)} if retired.keys() - found.keys() else {}
    keys = [key for edition in editions for key in edition.outline.keys]
    return [
        Line(activity, tuple(sorted(one.number for one in editions if key in one.outline.keys)), retired.get(key))
        for key, activity in ((key, (pages | found)[key]) for key in dict.fromkeys([*keys, *pages]))
    ]


def _effect(course: CoursePage, change: Callable[[Facts], Facts]) -> Effect:
    outlines = _outlines(course)
    return effect_of(
        (facts.percent(outlines[enrolment.edition_id]), change(facts).percent(outlines[enrolment.edition_id]))
        for enrolment, facts in _in_progress(course)
    )


def _outlines(course: CoursePage) -> dict[int, Outline]:
    # Read once for all: an outline is long, and many people share it.
    return {edition.pk: edition.outline for edition in CourseEdition.objects.filter(course=course)}


def _in_progress(course: CoursePage) -> Iterator[tuple[Enrolment, Facts]]:
    return each_with_facts(Enrolment.objects.filter(course=course).active().order_by("pk").iterator(chunk_size=500))
