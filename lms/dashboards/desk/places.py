"""The licence years of a Lead, each with its places and what can be done with them now."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import ngettext

from enrolment.models import Licence, PartnerOrganisation, PlaceAllowance, SetUpStep, SetUpTick, Site
from enrolment.rules.licences import LicenceState
from enrolment.rules.places import Statement
from enrolment.services.allowances import no_place_sentence
from enrolment.statements import counted
from lms.dashboards.desk.set_up import SiteSetUp

RUNNING = frozenset({LicenceState.LIVE, LicenceState.TO_COME})


@dataclass(frozen=True)
class Year:
    """One licence year: the allowance with its site, its statement, and where the licence stands on `day`."""

    allowance: PlaceAllowance
    statement: Statement
    state: LicenceState
    day: date

    @property
    def site(self) -> Site:
        """Return the site the licence is for."""
        return self.allowance.licence.site

    @property
    def may_nominate(self) -> bool:
        """Tell whether somebody can be nominated now."""
        return self.state is LicenceState.LIVE and self.statement.has_place and not self.is_satellite

    @property
    def is_satellite(self) -> bool:
        """Tell whether the licence has no places of its own: people are nominated under another one (domain B 2)."""
        return self.allowance.licence.licence_type.is_satellite

    @property
    def parent(self) -> Licence | None:
        """Return the licence under which people of a satellite are nominated."""
        return self.allowance.licence.parent

    @property
    def ends_unused(self) -> bool:
        """Tell whether places are left and the year ends soon (UNUSED_PLACES_DAYS): then they expire."""
        soon = (self.allowance.ends_on - self.day).days <= max(settings.UNUSED_PLACES_DAYS)
        return self.state is LicenceState.LIVE and soon and self.statement.left > 0

    @property
    def unused_sentence(self) -> str:
        """Return what there is to know of places that will expire."""
        return ngettext(
            "%(count)d place is still free. It can be given to somebody until the licence year ends.",
            "%(count)d places are still free. They can be given to somebody until the licence year ends.",
            self.statement.left,
        ) % {"count": self.statement.left}

    @property
    def is_full(self) -> bool:
        """Tell whether the year runs and every place is taken."""
        return self.state is LicenceState.LIVE and not self.statement.has_place and not self.is_satellite

    @property
    def no_place_sentence(self) -> str:
        """Return what can be done when every place is taken."""
        return no_place_sentence(self.statement.granted)

    @property
    def grace_ends_on(self) -> date:
        """Return the last day on which those who have begun can go on without a renewal (domain B 11)."""
        return self.allowance.ends_on + timedelta(days=settings.LICENCE_GRACE_DAYS)


@dataclass(frozen=True)
class Places:
    """All licence years somebody leads: those that matter today, and earlier ones."""

    current: tuple[Year, ...]
    earlier: tuple[Year, ...]

    @property
    def sites(self) -> tuple[Site, ...]:
        """Return the sites, each once, in the order of the years."""
        return tuple({year.site.pk: year.site for year in (*self.current, *self.earlier)}.values())

    @property
    def organisations(self) -> tuple[PartnerOrganisation, ...]:
        """Return the organisations, each once."""
        return tuple({site.organisation_id: site.organisation for site in self.sites}.values())

    @property
    def unused(self) -> tuple["Year", ...]:
        """Return the years that end soon with places left, the one that ends first before the others."""
        return tuple(sorted((year for year in self.current if year.ends_unused), key=lambda one: one.allowance.ends_on))

    @property
    def set_ups(self) -> tuple[SiteSetUp, ...]:
        """Return how far the set-up of each site is; from `places_of` alone."""
        years: Any = {year.site.pk: year for year in (*self.current, *self.earlier)}.values()
        return tuple(SiteSetUp(year.site, year.allowance.steps_done, year.allowance.steps_all) for year in years)

    @property
    def is_single(self) -> bool:
        """Tell whether all years belong to one licence, so that a list need not name it."""
        return len({year.allowance.licence_id for year in (*self.current, *self.earlier)}) == 1

    @property
    def only_choice(self) -> Year | None:
        """Return the year to nominate for, when there is exactly one."""
        open_ones = [year for year in self.current if year.may_nominate]
        return open_ones[0] if len(open_ones) == 1 else None


def places_of(user: Any, *, at: datetime) -> Places:
    """Return the licence years of the organisations `user` leads; one statement."""
    rows = (
        PlaceAllowance.objects.led_by(user)
        .with_site()
        .select_related("licence__parent__site")
        .with_counts(at=at)
        .annotate(steps_done=_ticks(), steps_all=_steps())
        .order_by(
            "licence__site__organisation__name",
            "licence__site__name",
            "licence__licence_type__position",
            "licence",
            "starts_on",
        )
    )
    years = [year_of(row, at=at) for row in rows]
    current = _current(years)
    return Places(current, tuple(year for year in reversed(years) if year not in current))


def year_of(allowance: PlaceAllowance, *, at: datetime) -> Year:
    """Return the licence year of an allowance that was read `with_site()` and `with_counts()` for this moment."""
    day = timezone.localdate(at)
    return Year(allowance, counted(allowance, at=at), allowance.state_on(day), day)


def _current(years: list[Year]) -> tuple[Year, ...]:
    """Return the years that run or will, that wait for their fee, and of a licence without any of them the newest.

    `years` come with the older ones of a licence first.
    """
    paid = [year for year in years if year.state is not LicenceState.UNPAID]
    newest = {year.allowance.licence_id: year for year in paid}.values()
    waiting = [year for year in years if year.state is LicenceState.UNPAID and year.allowance.ends_on >= year.day]
    return tuple(year for year in years if year.state in RUNNING or year in newest or year in waiting)


def _ticks() -> Coalesce:
    ticks = SetUpTick.objects.filter(site=OuterRef("licence__site")).order_by().values("site")
    return Coalesce(Subquery(ticks.annotate(done=Count("pk")).values("done")), 0)


def _steps() -> Coalesce:
    steps = SetUpStep.objects.order_by().annotate(one=Value(1)).values("one").annotate(all=Count("pk"))
    return Coalesce(Subquery(steps.values("all")), 0)
