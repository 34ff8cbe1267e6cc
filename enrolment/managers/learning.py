"""The vocabulary of enrolments."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery

from enrolment.rules import EnrolmentStatus

if TYPE_CHECKING:
    from courses.models import CourseEdition
    from enrolment.models import Enrolment


def licence_facts(*, on: date, prefix: str = "") -> dict[str, Any]:
    """Return what `with_licence_day` adds; `prefix` leads to the enrolment from rows of another model."""
    licence = f"{prefix}nomination__allowance__licence"
    years = apps.get_model("enrolment.PlaceAllowance").objects.paid()
    years = years.filter(licence=OuterRef(licence), starts_on__lte=on)
    volunteers = apps.get_model("enrolment.Affiliation").objects.current(on=on).of_volunteers()
    theirs = {"person": OuterRef(f"{prefix}learner"), "site__organisation": OuterRef(f"{licence}__site__organisation")}
    return {
        "licence_day": Subquery(years.order_by("-ends_on").values("ends_on")[:1]),
        "place_is_of_uksr": Q(**{f"{licence}__site__organisation__kind": "uksr"}),
        "is_volunteer": Exists(volunteers.filter(**theirs)),
    }


def prerequisite_facts(*, prefix: str = "") -> dict[str, Any]:
    """Return what `with_prerequisites` adds; `prefix` as above."""
    done = apps.get_model("enrolment.Enrolment").objects.filter(
        learner=OuterRef(OuterRef(f"{prefix}learner")), course=OuterRef("requires"), status=EnrolmentStatus.COMPLETED
    )
    needed = apps.get_model("courses.CoursePrerequisite").objects.filter(course=OuterRef(f"{prefix}course"))
    return {"lacks_prerequisites": Exists(needed.filter(~Exists(done)))}


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    """Enrolments by standing and by who may see them."""

    def active(self) -> "EnrolmentQuerySet":
        """Return the enrolments somebody is working on."""
        return self.filter(status=EnrolmentStatus.ACTIVE)

    def completed(self) -> "EnrolmentQuerySet":
        """Return the enrolments that are finished."""
        return self.filter(status=EnrolmentStatus.COMPLETED)

    def current(self) -> "EnrolmentQuerySet":
        """Return the enrolments that were not ended before completion: what somebody takes or has taken."""
        return self.exclude(status=EnrolmentStatus.WITHDRAWN)

    def ended(self) -> "EnrolmentQuerySet":
        """Return the enrolments that ended before completion, the latest first."""
        return self.filter(status=EnrolmentStatus.WITHDRAWN).order_by("-withdrawn_at", "-enrolled_at")

    def behind(self, edition: "CourseEdition") -> "EnrolmentQuerySet":
        """Return the enrolments in progress on the course of `edition` that are pinned to another one."""
        return self.active().filter(course=edition.course_id).exclude(edition=edition)

    def pin(self, edition: "CourseEdition") -> int:
        """Move active rows to `edition`; return how many moved (compare-and-swap)."""
        return self.active().update(edition=edition)

    def of_learner(self, user: Any) -> "EnrolmentQuerySet":
        """Return the enrolments of `user` as a learner, whatever else they may see; none for a visitor."""
        return self.filter(learner=user) if user.is_authenticated else self.none()

    def visible_to(self, user: Any) -> "EnrolmentQuerySet":
        """Return the enrolments `user` may see: their own; nobody's for a visitor who is not signed in."""
        return self.of_learner(user)

    def with_licence_day(self, *, on: date) -> "EnrolmentQuerySet":
        """Return the rows with `licence_day`: the last day of the licence behind a place, as far as it runs on `on`.

        And with what decides instead for a place of UKSR's own (domain B 7): `place_is_of_uksr`, `is_volunteer`.
        """
        return self.annotate(**licence_facts(on=on))

    def with_prerequisites(self) -> "EnrolmentQuerySet":
        """Return the rows with `lacks_prerequisites`: whether a course that comes before is still to be completed."""
        return self.annotate(**prerequisite_facts())

    def with_last_read(self) -> "EnrolmentQuerySet":
        """Return the rows with `last_key` and `last_anchor`: the page last opened that is not done, and where on it."""
        same = {name: OuterRef(name) for name in ("enrolment", "activity_key")}
        done = apps.get_model("enrolment.ActivityCompletion").objects.filter(**same)
        read = apps.get_model("enrolment.ReadingPlace").objects.filter(~Exists(done), enrolment=OuterRef("pk"))
        latest = read.order_by("-seen_at", "-pk")
        return self.annotate(
            last_key=Subquery(latest.values("activity_key")[:1]), last_anchor=Subquery(latest.values("anchor")[:1])
        )

    def locked(self) -> "EnrolmentQuerySet":
        """Return the same rows locked until the transaction ends (SQLite begins IMMEDIATE and needs no row lock).

        Only these rows: locking a joined edition too would make everybody on the course wait for one another.
        """
        return self.select_for_update(no_key=True, of=("self",))

    def mark_completed(self, *, at: Any) -> int:
        """Move active rows to completed; return how many moved (compare-and-swap)."""
        return self.active().update(status=EnrolmentStatus.COMPLETED, completed_at=at)

    def mark_withdrawn(self, *, at: Any) -> int:
        """End active rows before completion; return how many ended (compare-and-swap)."""
        return self.active().update(status=EnrolmentStatus.WITHDRAWN, withdrawn_at=at)
