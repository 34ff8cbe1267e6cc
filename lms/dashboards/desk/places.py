"""The licence years of a Lead, each with its places and what can be done with them now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from enrolment.models import PartnerOrganisation, PlaceAllowance, Site
from enrolment.rules.licences import LicenceState
from enrolment.rules.places import Statement
from enrolment.services.allowances import no_place_sentence
from enrolment.statements import counted

RUNNING = frozenset({LicenceState.LIVE, LicenceState.TO_COME})


@dataclass(frozen=True)
class Year:
    """One licence year: the allowance with its site, its statement, and where the licence stands today."""

    allowance: PlaceAllowance
    statement: Statement
    state: LicenceState

    @property
    def site(self) -> Site:
        """Return the site the licence is for."""
        return self.allowance.licence.site

    @property
    def may_nominate(self) -> bool:
        """Tell whether somebody can be nominated now."""
        return self.state is LicenceState.LIVE and self.statement.left > 0

    @property
    def is_full(self) -> bool:
        """Tell whether the year runs and every place is taken."""
        return self.state is LicenceState.LIVE and self.statement.left < 1

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
        .with_counts(at=at)
        .order_by(
            "licence__site__organisation__name",
            "licence__site__name",
            "licence__licence_type__position",
            "licence",
            "starts_on",
        )
    )
    years = [year_of(row, at=at) for row in rows]
    newest = _newest(years)
    current = tuple(year for year in years if year.state in RUNNING or year in newest)
    return Places(current, tuple(year for year in reversed(years) if year not in current))


def year_of(allowance: PlaceAllowance, *, at: datetime) -> Year:
    """Return the licence year of an allowance that was read `with_site()` and `with_counts()` for this moment."""
    return Year(allowance, counted(allowance, at=at), allowance.state_on(timezone.localdate(at)))


def _newest(years: Iterable[Year]) -> list[Year]:
    """Return the newest year of each licence; `years` come with the older ones of a licence first."""
    return list({year.allowance.licence_id: year for year in years}.values())
