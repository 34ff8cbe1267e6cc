"""Courses whose certificate waits for a check: passed, check awaited (domain B 18)."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q

from enrolment.managers import EnrolmentQuerySet
from enrolment.models import Affiliation, CheckConfirmation, Enrolment


def due_for_award(*, on: date) -> EnrolmentQuerySet:
    """Return the completed enrolments that qualify and have no award, though nothing keeps it back on the day `on`."""
    return _without_award().filter(Q(course__requires_check=False) | Exists(_seen(on)))


def awaiting_check(*, on: date) -> EnrolmentQuerySet:
    """Return the completed enrolments whose award waits for a check on the day `on`."""
    return _without_award().filter(~Exists(_seen(on)), course__requires_check=True)


def waits_for_check(enrolment: Enrolment, *, on: date) -> bool:
    """Tell whether the course of `enrolment` asks for a check that no organisation of the learner has seen."""
    if not enrolment.course.requires_check:
        return False
    return not Enrolment.objects.filter(Exists(_seen(on)), pk=enrolment.pk).exists()


def _without_award() -> EnrolmentQuerySet:
    return Enrolment.objects.completed().filter(course__programme__isnull=False, awards__isnull=True)


def _seen(on: date) -> Any:
    """Return the current checks of the learner that an organisation has seen to which they belong."""
    theirs = Affiliation.objects.current(on=on).filter(
        person=OuterRef("person"), site__organisation=OuterRef("organisation")
    )
    return CheckConfirmation.objects.current(on=on).filter(Exists(theirs), person=OuterRef("learner"))
