"""What somebody is shown who comes with an enrolment code: the place, who offers it, and what they would do with it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from courses.models import CoursePage
from enrolment.links import Found, code_of
from enrolment.models import Enrolment, EnrolmentToken, Nomination, PartnerOrganisation
from enrolment.path import open_courses_before
from enrolment.rules import EnrolmentStatus


@dataclass(frozen=True)
class OfferedCourse:
    """A course of the path. `is_done`: finished by the person who looks; `is_taken`: begun or finished."""

    title: str
    minutes: int
    is_done: bool
    is_taken: bool


@dataclass(frozen=True)
class Offer:
    """One invitation. `address` is masked for whoever has not shown that it is theirs."""

    nomination: Nomination
    courses: tuple[OfferedCourse, ...]
    minimum_age: int
    address: str
    good_until: datetime

    @property
    def organisation(self) -> Any:
        """Return the partner organisation that offers the place."""
        return self.site.organisation

    @property
    def site(self) -> Any:
        """Return the site whose place it is."""
        return self.nomination.allowance.licence.site

    @property
    def nominator(self) -> str:
        """Return the name of who made the nomination; empty once that person was erased."""
        return self.nomination.nominated_by.get_full_name()

    @property
    def minutes(self) -> int:
        """Return about how long the whole path takes."""
        return sum(course.minutes for course in self.courses)

    @property
    def minutes_to_do(self) -> int:
        """Return about how long the courses take that are not finished yet."""
        return sum(course.minutes for course in self.courses if not course.is_done)


def offer_of(found: Found, visitor: Any) -> Offer:
    """Return what `found` offers, as `visitor` may see it; two statements, three for somebody signed in."""
    nomination = found.token.nomination
    steps = nomination.allowance.licence.licence_type.steps.select_related("course")
    gated = [step.course for step in steps]
    path = [*open_courses_before(gated), *gated]
    mine = dict(Enrolment.objects.of_learner(visitor).current().values_list("course_id", "status"))
    knows_address = found.proves_address or getattr(visitor, "email", None) == nomination.email
    return Offer(
        nomination=nomination,
        courses=tuple(_offered(course, mine) for course in path),
        minimum_age=max((course.minimum_age for course in path), default=0),
        address=nomination.email if knows_address else masked(nomination.email),
        good_until=found.token.last_moment,
    )


def _offered(course: CoursePage, mine: dict[int, str]) -> OfferedCourse:
    status = mine.get(course.pk)
    return OfferedCourse(
        course.title, course.study_minutes, is_done=status == EnrolmentStatus.COMPLETED, is_taken=status is not None
    )


def masked(email: str) -> str:
    """Return enough of an address to know one's own by, and too little to write to: a…@e….org."""
    local, _at, domain = email.partition("@")
    name, _dot, ending = domain.rpartition(".")
    return f"{local[:1]}…@{name[:1]}….{ending}"


@dataclass(frozen=True)
class WaitingPlace:
    """An invitation on the learner's home: who offers the place, until when, and the end of its page's address."""

    organisation: PartnerOrganisation
    good_until: datetime
    code: str


def places_waiting_for(user: Any, *, at: datetime) -> tuple[WaitingPlace, ...]:
    """Return the invitations to any confirmed address of `user` that can be taken up at `at`; one statement."""
    tokens = EnrolmentToken.objects.live().filter(nomination__in=Nomination.objects.waiting_for(user, at=at))
    tokens = tokens.select_related("nomination__allowance__licence__site__organisation").order_by("expires_at")
    return tuple(
        WaitingPlace(
            token.nomination.allowance.licence.site.organisation,
            token.last_moment,
            code_of(token.nomination, token.generation),
        )
        for token in tokens
    )
