"""What must hold between allowances, nominations, tokens, enrolments, appointments and permission rows."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import DateTimeField, Exists, ExpressionWrapper, F, OuterRef, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone

from enrolment.models import (
    Affiliation,
    CoordinatorAssignment,
    Enrolment,
    EnrolmentToken,
    LeadAppointment,
    LicenceTypeUserPermission,
    NationalLead,
    Nomination,
    PartnerUserPermission,
    PlaceAllowance,
    RegionUserPermission,
    SiteUserPermission,
    Source,
)
from enrolment.rules.places import NominationStatus
from enrolment.services.appointments import COORDINATE, COORDINATE_TYPE, LEAD, LEAD_SITE
from enrolment.statements import statements_of

BATCH = 500
ORGANISATION = "allowance__licence__site__organisation"
# The last day (in London) on which a token can be redeemed: it lapses at midnight when its licence year does.
LAST_DAY = TruncDate(ExpressionWrapper(F("expires_at") - timedelta(microseconds=1), output_field=DateTimeField()))


def statement_findings() -> Iterator[str]:
    """Yield a sentence for each allowance whose places do not add up: granted = held + used + left + expired (B 4)."""
    at, batch = timezone.now(), []
    for allowance in PlaceAllowance.objects.order_by("pk").iterator(chunk_size=BATCH):
        batch.append(allowance)
        if len(batch) == BATCH:
            yield from _sums(batch, at)
            batch = []
    yield from _sums(batch, at)


def _sums(batch: list[PlaceAllowance], at: Any) -> Iterator[str]:
    for pk, statement in statements_of(batch, at=at).items():
        if not statement.adds_up:
            yield f"Allowance {pk} has {statement.granted} places and {statement.held + statement.used} are taken."


def nomination_findings() -> Iterator[str]:
    """Yield a sentence for each nomination that disagrees with its tokens or its enrolments."""
    tokens = EnrolmentToken.objects.filter(nomination=OuterRef("pk"))
    mine = Enrolment.objects.filter(nomination=OuterRef("pk"))
    wrong: tuple[tuple[str, QuerySet[Nomination]], ...] = (
        ("is invited and has no live token", _in(NominationStatus.INVITED).filter(~Exists(tokens.live()))),
        (
            "has a live token and is not invited",
            Nomination.objects.exclude(status=NominationStatus.INVITED).filter(Exists(tokens.live())),
        ),
        (
            "has a token that outlives its licence year",
            _in(NominationStatus.INVITED).filter(
                Exists(tokens.live().annotate(last_day=LAST_DAY).filter(last_day__gt=OuterRef("allowance__ends_on")))
            ),
        ),
        ("is taken up and opened no course", Nomination.objects.redeemed().filter(~Exists(mine))),
        (
            "has ended and leaves somebody enrolled",
            Nomination.objects.ended().filter(Exists(mine.active())),
        ),
        (
            "is used and none of its courses is completed",
            Nomination.objects.used().filter(~Exists(mine.completed())),
        ),
        (
            "opened a completed course and its place is not used",
            Nomination.objects.filter(used_at__isnull=True).filter(Exists(mine.completed())),
        ),
        (
            "went on as a nomination of another organisation",
            _in(NominationStatus.TRANSFERRED).exclude(**{f"moved_to__{ORGANISATION}": F(ORGANISATION)}),
        ),
        (
            "went on as a nomination of somebody else",
            _in(NominationStatus.TRANSFERRED).exclude(learner=None).exclude(moved_to__learner=F("learner")),
        ),
    )
    for words, rows in wrong:
        for pk in rows.values_list("pk", flat=True):
            yield f"Nomination {pk} {words}."
    strangers = Enrolment.objects.filter(source=Source.PLACE).exclude(nomination__learner=F("learner"))
    for pk in strangers.values_list("pk", flat=True):
        yield f"Enrolment {pk} came from a place that somebody else took up."


def belonging_findings() -> Iterator[str]:
    """Yield a sentence for each place taken up by somebody who never belonged to its site (domain B 8)."""
    belonged = Affiliation.objects.filter(person=OuterRef("learner"), site=OuterRef("allowance__licence__site"))
    for pk in Nomination.objects.redeemed().filter(~Exists(belonged)).values_list("pk", flat=True):
        yield f"Nomination {pk} is taken up by somebody who never belonged to its site."


def _in(status: NominationStatus) -> QuerySet[Nomination]:
    return Nomination.objects.filter(status=status)


def permission_findings() -> Iterator[str]:
    """Yield a sentence for each permission row without its appointment, and each open appointment without its row."""
    whole = LeadAppointment.objects.filter(site__isnull=True)
    yield from _compare(whole, "organisation", PartnerUserPermission, LEAD)
    yield from _compare(LeadAppointment.objects.exclude(site=None), "site", SiteUserPermission, LEAD_SITE)
    yield from _compare(CoordinatorAssignment.objects.all(), "region", RegionUserPermission, COORDINATE)
    yield from _compare(NationalLead.objects.all(), "licence_type", LicenceTypeUserPermission, COORDINATE_TYPE)


def _compare(appointments: Any, field: str, rights: Any, codename: str) -> Iterator[str]:
    permitted = rights.objects.filter(permission__codename=codename)
    open_ended = appointments.filter(ends_on__isnull=True)
    rows = set(permitted.values_list("user", "content_object"))
    truth = set(open_ended.values_list("person", field))
    # One with a last day keeps its row until the sweep has tidied up after that day.
    dated = set(appointments.filter(ends_on__isnull=False).values_list("person", field))
    name = appointments.model._meta.get_field(field).verbose_name
    for person, pk in sorted(rows - truth - dated):
        yield f"Person {person} has the permission {codename} for {name} {pk} without an appointment."
    for person, pk in sorted(truth - rows):
        yield f"Person {person} is appointed for {name} {pk} without the permission {codename}."
