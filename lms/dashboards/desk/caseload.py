"""What a coordinator's partners need: a renewal, a qualified Lead, invitations, somebody to ask how it goes."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from certificates.models import Award
from enrolment.managers import LicenceQuerySet, PartnerQuerySet, PlaceAllowanceQuerySet, SiteQuerySet
from enrolment.models import (
    LeadAppointment,
    Licence,
    Nomination,
    PartnerKind,
    PartnerOrganisation,
    PlaceAllowance,
    Site,
)
from enrolment.rules.licences import LicenceState
from lms.accounts.models import User

SHOWN = 8


@dataclass(frozen=True)
class Scope:
    """Whose partners are meant: the licences and sites somebody looks after, as rows not read yet."""

    licences: LicenceQuerySet
    sites: SiteQuerySet

    @property
    def nominations(self) -> Any:
        """Return the people under these licences."""
        return Nomination.objects.listed().filter(allowance__licence__in=self.licences.values("pk"))

    @property
    def allowances(self) -> PlaceAllowanceQuerySet:
        """Return the licence years."""
        return PlaceAllowance.objects.filter(licence__in=self.licences.values("pk"))

    @property
    def organisations(self) -> PartnerQuerySet:
        """Return the organisations of the sites."""
        return PartnerOrganisation.objects.filter(pk__in=self.sites.values("organisation"))


@dataclass(frozen=True)
class Renewal:
    """A licence year whose end is near, or just behind. `is_ordered`: the next one waits for its fee."""

    allowance: PlaceAllowance
    state: LicenceState
    is_ordered: bool

    @property
    def is_over(self) -> bool:
        """Tell whether the year has ended, so that days of grace run."""
        return self.state is LicenceState.GRACE

    @property
    def grace_ends_on(self) -> date:
        """Return the last day on which people can go on without a renewal (domain B 11)."""
        return self.allowance.ends_on + timedelta(days=settings.LICENCE_GRACE_DAYS)


@dataclass(frozen=True)
class Caseload:
    """What the desk shows below the queue: the first of each list, and whether there are more."""

    renewals: tuple[Renewal, ...]
    without_lead: tuple[PartnerOrganisation, ...]
    more_renewals: bool
    more_without_lead: bool


def scope_of(user: User) -> Scope:
    """Return what `user` looks after as coordinator, national lead or Central Office for uncovered regions."""
    return Scope(Licence.objects.coordinated_by(user), Site.objects.coordinated_by(user))


def caseload_of(scope: Scope, *, at: datetime) -> Caseload:
    """Return what partners need at this moment, soonest first; two statements."""
    day = timezone.localdate(at)
    due = renewals_due(scope.allowances, on=day).with_site().order_by("ends_on", "pk")
    renewals = [renewal_of(row, day) for row in due[: SHOWN + 1]]
    without = list(without_qualified_lead(scope, on=day).order_by("name", "pk")[: SHOWN + 1])
    return Caseload(
        tuple(renewals[:SHOWN]),
        tuple(without[:SHOWN]),
        more_renewals=len(renewals) > SHOWN,
        more_without_lead=len(without) > SHOWN,
    )


def renewals_due(rows: PlaceAllowanceQuerySet, *, on: date) -> PlaceAllowanceQuerySet:
    """Return the paid licence years that end soon after `on` or are in grace, and that no paid year follows.

    With `is_ordered`: a year follows that is not paid yet.
    """
    following = PlaceAllowance.objects.filter(licence=OuterRef("licence"), ends_on__gt=OuterRef("ends_on"))
    first, last = on - timedelta(days=settings.LICENCE_GRACE_DAYS), on + timedelta(days=settings.RENEWAL_DUE_DAYS)
    due = rows.paid().filter(~Exists(following.paid()), starts_on__lte=on, ends_on__range=(first, last))
    return due.annotate(is_ordered=Exists(following))


def renewal_of(row: Any, day: date) -> Renewal:
    """Return the renewal of a licence year that `renewals_due` found."""
    return Renewal(row, row.state_on(day), row.is_ordered)


def without_qualified_lead(scope: Scope, *, on: date) -> PartnerQuerySet:
    """Return the organisations with no Lead on the day `on` who holds an award; UKSR needs none (domain B 13)."""
    leads: Any = leads_in(scope, on=on)
    partners = scope.organisations.exclude(kind=PartnerKind.UKSR)
    return partners.filter(~Exists(leads.filter(is_qualified=True, organisation=OuterRef("pk"))))


def leads_in(scope: Scope, *, on: date) -> QuerySet[LeadAppointment]:
    """Return the appointments of the day `on` for whole organisations, and for sites of the scope.

    With `is_qualified`: the Lead holds a valid award, whatever its programme.
    """
    held = Award.objects.issued().filter(learner=OuterRef("person"))
    here = Q(site__isnull=True) | Q(site__in=scope.sites.values("pk"))
    rows = LeadAppointment.objects.current(on=on).filter(here, person__is_active=True)
    return rows.annotate(is_qualified=Exists(held))
