"""What must hold between appointments and roles, and between people, their sites, places and checks."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.contrib.auth.models import Group
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from enrolment.managers import AffiliationQuerySet
from enrolment.models import Affiliation, CheckConfirmation
from enrolment.services.appointments import IN_ROLE
from lms.accounts.models import User
from lms.accounts.roles import Role

# What is past its last day is put away by the daily sweep: only what it has passed over twice is wrong.
SWEPT = timedelta(days=2)


def role_findings() -> Iterator[str]:
    """Yield a sentence for each role held without an appointment, and each running appointment without its role."""
    day = timezone.localdate()
    for role in IN_ROLE:
        held = set(Group.objects.filter(name=role.value).values_list("user", flat=True)) - {None}
        for person in sorted(held - _appointed(role, on=day - SWEPT)):
            yield f"Person {person} holds the role {role.value} without an appointment."
        for person in sorted(_who_can_sign_in(_appointed(role, on=day)) - held):
            yield f"Person {person} is appointed and does not hold the role {role.value}."


def _appointed(role: Role, *, on: date) -> set[int]:
    running = [model.objects.running(on=on).values_list("person", flat=True) for model in IN_ROLE[role]]
    return set().union(*running)


def _who_can_sign_in(people: set[int]) -> set[int]:
    return set(User.objects.filter(pk__in=people, is_active=True).values_list("pk", flat=True))


def affiliation_findings() -> Iterator[str]:
    """Yield a sentence for each affiliation, check or leaver's place that cannot be as it is written down."""
    for pk in _twice().values_list("pk", flat=True):
        yield f"Affiliation {pk} says of days what another one says already."
    stranger = Affiliation.objects.filter(person=OuterRef("person"), site__organisation=OuterRef("organisation"))
    for number in CheckConfirmation.objects.filter(~Exists(stranger)).order_by("pk").values_list("pk", flat=True):
        yield f"Check {number} is of somebody who never belonged to the organisation."
    gone = Affiliation.objects.left(on=timezone.localdate() - SWEPT).still_holding_places()
    for pk in gone.order_by("pk").values_list("pk", flat=True):
        yield f"Affiliation {pk} has ended, and the person still holds a place of the site."


def _twice() -> AffiliationQuerySet:
    """Return those that begin on a day on which another one to the same site holds."""
    other = Affiliation.objects.filter(person=OuterRef("person"), site=OuterRef("site")).exclude(pk=OuterRef("pk"))
    before = other.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=OuterRef("starts_on")))
    return Affiliation.objects.filter(Exists(before.filter(starts_on__lte=OuterRef("starts_on")))).order_by("pk")
