"""The one question of every gated URL: may this person study this course now? Asked of rows, never stored."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.conf import settings
from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.models import ActivityPage, CourseEdition, CoursePage, CoursePrerequisite
from enrolment.managers import EnrolmentQuerySet
from enrolment.managers.learning import licence_facts, prerequisite_facts
from enrolment.managers.study_time import with_study
from enrolment.models import Enrolment, Source, Status
from enrolment.rules import EnrolmentFacts, Refusal, refuse_self_enrolment, refuse_study
from enrolment.rules.licences import DAY

Rows = TypeVar("Rows", bound=QuerySet[Any])
STANDING_FACTS = ("licence_day", "place_is_of_uksr", "is_volunteer", "lacks_prerequisites")


@dataclass(frozen=True)
class Standing:
    """One person and one course: the enrolment, if there is one, and the facts the rules judge."""

    course: CoursePage
    enrolment: Enrolment | None
    facts: EnrolmentFacts

    @property
    def study_refusal(self) -> Refusal | None:
        """Return why the person may not study now, or None."""
        return refuse_study(self.facts)

    @property
    def enrol_refusal(self) -> Refusal | None:
        """Return why the person may not enrol themselves, or None."""
        return refuse_self_enrolment(self.facts)

    def sentence(self, refusal: Refusal | None) -> str:
        """Return the words for `refusal`, fit to show to the learner; empty for None."""
        return SENTENCES[refusal](self) if refusal else ""


def standing_of(user: Any, course: CoursePage) -> Standing:
    """Return where `user` stands with `course`; one statement for who may study it, two or three for others."""
    mine = Enrolment.objects.of_learner(user).filter(course=course).select_related("edition")
    return _standing(user, course, latest(mine))


def standing_under(user: Any, slug: str) -> Standing | None:
    """Return where `user` stands with the course whose address is `slug`, None when there is none.

    One statement for who may study it, as of `standing_of` one more for others.
    """
    mine = Enrolment.objects.of_learner(user).filter(course__slug=slug).select_related("course", "edition")
    enrolment = latest(mine)
    course = enrolment.course if enrolment else CoursePage.objects.filter(slug=slug).first()
    return _standing(user, course, enrolment) if course else None


def standing_at(user: Any, page: ActivityPage) -> Standing:
    """Return where `user` stands with the course above `page`, and leave the course there; one statement at best.

    The enrolment comes `with_study`.
    """
    mine = Enrolment.objects.of_learner(user).filter(course__path=page.course_path).select_related("course", "edition")
    enrolment = latest(with_study(mine))
    if enrolment:
        page.course = enrolment.course
    return _standing(user, page.course, enrolment)


def standings_at(user: Any, course_paths: Collection[str]) -> Iterator[Standing]:
    """Yield where `user` stands with those courses at `course_paths` that they take.

    One statement for all, then one for each that lacks what comes before: whoever has the answer stops asking.
    """
    mine = Enrolment.objects.of_learner(user).filter(course__path__in=course_paths).select_related("course", "edition")
    foremost: dict[int, Enrolment] = {}
    for enrolment in foremost_first(mine):
        foremost.setdefault(enrolment.course_id, enrolment)
    for enrolment in foremost.values():
        yield _standing(user, enrolment.course, enrolment)


def with_standing(rows: Rows, *, through: str) -> Rows:
    """Return the rows with what `standing_through` needs to know of the enrolment that `through` names."""
    theirs = {name: OuterRef(f"{through}__{name}") for name in ("learner", "course")}
    others = Enrolment.objects.current().filter(**theirs).exclude(pk=OuterRef(through))
    prefix = f"{through}__"
    known = licence_facts(on=timezone.localdate(), prefix=prefix) | prerequisite_facts(prefix=prefix)
    joined = rows.select_related(f"{through}__course", f"{through}__edition")
    return joined.annotate(**known, takes_it_twice=Exists(others))


def standing_through(row: Any, *, through: str, user: Any) -> Standing:
    """Return where `user`, whose enrolment `through` names, stands with its course; no statement at best.

    `row` comes `with_standing`. As `standing_of` does, it judges by the foremost enrolment on the course: it has to be
    asked for where this one has ended, or they take the course a second time.
    """
    enrolment: Enrolment = getattr(row, through)
    if row.takes_it_twice or enrolment.status == Status.WITHDRAWN:
        return standing_of(user, enrolment.course)
    for name in STANDING_FACTS:
        setattr(enrolment, name, getattr(row, name))
    return _standing(user, enrolment.course, enrolment)


def latest(mine: EnrolmentQuerySet) -> Enrolment | None:
    """Return the enrolment that is being worked on, else the latest completed one, with its edition."""
    return foremost_first(mine).first()


def foremost_first(mine: EnrolmentQuerySet) -> EnrolmentQuerySet:
    """Return the enrolments that were not ended early, those being worked on first, then the latest completed one.

    They know the last day of their licence, so that `is_source_alive` asks nothing more, and whether a course that
    comes before is missing, so that its titles are asked for only then.
    """
    known = mine.current().with_licence_day(on=timezone.localdate()).with_prerequisites()
    return known.order_by(F("completed_at").desc(nulls_first=True))


def is_source_alive(enrolment: Enrolment, *, on: date | None = None) -> bool:
    """Tell whether what the enrolment comes from still holds on the day `on`, today by default (domain B 7, B 11).

    One's own choice and a grant always do; a place needs its licence live or in grace, and a place of UKSR's own that
    the volunteer still is one. `enrolment` comes `with_licence_day` of that day.
    """
    if enrolment.source != Source.PLACE:
        return True
    if enrolment.place_is_of_uksr:  # type: ignore[attr-defined]  # annotated by the queryset, like the day below
        return bool(enrolment.is_volunteer)  # type: ignore[attr-defined]
    last_day = enrolment.licence_day  # type: ignore[attr-defined]  # annotated by the queryset
    day = on or timezone.localdate()
    return last_day is not None and day <= last_day + settings.LICENCE_GRACE_DAYS * DAY


def _standing(user: Any, course: CoursePage, enrolment: Enrolment | None) -> Standing:
    facts = EnrolmentFacts(
        is_open=course.is_open,
        is_ready=bool(enrolment) or (course.live and CourseEdition.objects.filter(course=course).exists()),
        is_enrolled=enrolment is not None,
        missing=missing_prerequisites(user, course) if _may_miss_some(enrolment) else (),
        source_alive=enrolment is None or is_source_alive(enrolment),
    )
    return Standing(course, enrolment, facts)


def _may_miss_some(enrolment: Enrolment | None) -> bool:
    return enrolment is None or enrolment.lacks_prerequisites  # type: ignore[attr-defined]  # annotated by the queryset


def missing_prerequisites(user: Any, course: CoursePage) -> tuple[str, ...]:
    """Return the titles of the courses `user` has still to complete before `course`, in order."""
    done = Enrolment.objects.of_learner(user).completed().values("course")
    needed = CoursePrerequisite.objects.filter(course=course).exclude(requires__in=done)
    return tuple(needed.order_by("requires__path").values_list("requires__title", flat=True))


def _prerequisites_sentence(standing: Standing) -> str:
    titles = standing.facts.missing
    return ngettext(
        "Please finish %(titles)s first. Then %(course)s opens for you.",
        "Please finish these courses first: %(titles)s. Then %(course)s opens for you.",
        len(titles),
    ) % {"titles": ", ".join(titles), "course": standing.course.title}


def _nomination_sentence(standing: Standing) -> str:
    return _(
        "%(course)s is for people nominated by a partner organisation. If you work or volunteer with one, "
        "ask its SMART Lead to nominate you."
    ) % {"course": standing.course.title}


def _licence_sentence(standing: Standing) -> str:
    return _(
        "Your training place for %(course)s comes with a licence that has ended. Nothing of yours is lost: "
        "once it is renewed you can go on where you were. Your SMART Lead can tell you more."
    ) % {"course": standing.course.title}


SENTENCES = {
    Refusal.LICENCE_LAPSED: _licence_sentence,
    Refusal.PREREQUISITES: _prerequisites_sentence,
    Refusal.NOMINATION_NEEDED: _nomination_sentence,
    Refusal.NOT_READY: lambda s: (
        _("%(course)s is being prepared and cannot be started yet.") % {"course": s.course.title}
    ),
    Refusal.ALREADY_ENROLLED: lambda s: _("You are already taking %(course)s.") % {"course": s.course.title},
    Refusal.NOT_ENROLLED: lambda s: (
        _("This page is part of %(course)s. Start the course to read it.") % {"course": s.course.title}
    ),
}
