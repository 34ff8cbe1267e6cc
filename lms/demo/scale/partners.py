"""Partners for load tests: one large one, which the demo's SMART Lead leads, and many of every kind and region."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property

from django.utils import timezone

from enrolment.models import (
    Licence,
    LicenceType,
    PartnerKind,
    PartnerOrganisation,
    PlaceAllowance,
    Region,
    Site,
    SiteNation,
)
from enrolment.services.appointments import appoint_lead
from enrolment.services.licences import Fee, issue_licence
from lms.accounts.models import User
from lms.demo.cast import LEAD
from lms.demo.scale.names import name_of

LARGE, LARGE_UNTIL, PARTNERED_UNTIL = 0, 1_000, 20_000
LARGE_NAME = "Glan-yr-afon, Ribble and Districts Recovery, Housing and Wellbeing Partnership"
LARGE_SITES = ("Ribble House", "Canal Street", "The Old Library, Upper Floor", "Tŷ’r Ŵyl")
PEOPLE_EACH = 50  # of every so many learners, one in five belongs to one partner
DAY = timedelta(days=1)
BEGAN, IN_GRACE, A_YEAR = 200 * DAY, 380 * DAY, 366 * DAY
UNUSABLE_PASSWORD = "!"  # noqa: S105  (nobody signs in as these)

KINDS = tuple(kind for kind in PartnerKind if kind is not PartnerKind.UKSR)
TYPES = ("smart-recovery", "criminal-justice", "veterans", "community", "family-and-friends")
NATIONS = {
    "scotland": SiteNation.SCOTLAND,
    "north-wales": SiteNation.WALES,
    "south-wales": SiteNation.WALES,
    "northern-ireland": SiteNation.NORTHERN_IRELAND,
}


def partner_of(number: int) -> int | None:
    """Return the number of the partner that the learner with this number belongs to; None: a member of the public."""
    if number > PARTNERED_UNTIL:
        return None
    if number <= LARGE_UNTIL and number % 2 == 0:
        return LARGE
    return 1 + number // PEOPLE_EACH if number % 5 == 1 else None


@dataclass(frozen=True)
class Partner:
    """A partner with its Lead and its licence years, the earliest first; several of a site follow one another."""

    number: int
    lead: User
    years: tuple[PlaceAllowance, ...]

    @cached_property
    def current(self) -> tuple[PlaceAllowance, ...]:
        """Return the newest paid year of every licence."""
        newest = {year.licence_id: year for year in self.years}
        return tuple(newest.values())

    def year_for(self, learner: int) -> PlaceAllowance:
        """Return the licence year under which the learner with this number has a place: one in three an earlier one."""
        years = self.years if learner % 3 == 0 else self.current
        return years[learner // 10 % len(years)]


class Partners:
    """Every partner once: found again where an earlier run made it."""

    def __init__(self, *, at: datetime) -> None:
        self.at, self.day = at, timezone.localdate(at)
        self.found: dict[int, Partner] = {}
        self.regions = list(Region.objects.all())
        self.types = list(LicenceType.objects.filter(key__in=TYPES))

    def get(self, number: int) -> Partner:
        """Return the partner with this number."""
        if number not in self.found:
            if not PartnerOrganisation.objects.filter(name=_name(number)).exists():
                self._make(number)
            self.found[number] = self._read(number)
        return self.found[number]

    def _read(self, number: int) -> Partner:
        years = PlaceAllowance.objects.paid().filter(licence__site__organisation__name=_name(number)).with_site()
        return Partner(number, self._lead(number), tuple(years.order_by("starts_on", "licence")))

    def _make(self, number: int) -> None:
        kind = PartnerKind.TREATMENT if number == LARGE else KINDS[number % len(KINDS)]
        organisation = PartnerOrganisation.objects.create(name=_name(number), kind=kind)
        lead = self._lead(number)
        appoint_lead(organisation=organisation, person=lead, starts_on=self.day - A_YEAR, by=None, at=self.at)
        for place, site in enumerate(self._sites(organisation, number)):
            self._license(site, number + place)

    def _sites(self, organisation: PartnerOrganisation, number: int) -> list[Site]:
        north_west = next(region for region in self.regions if region.key == "north-west")
        region = north_west if number == LARGE else self.regions[number % len(self.regions)]
        names = LARGE_SITES if number == LARGE else ("Main Street", "Annexe")[: 1 + number % 2]
        nation = NATIONS.get(region.key, SiteNation.ENGLAND)
        about = {"organisation": organisation, "region": region, "nation": nation}
        return [Site.objects.create(name=name, **about) for name in names]

    def _license(self, site: Site, number: int) -> None:
        licence_type = self.types[number % len(self.types)]
        first = self.day - (IN_GRACE if number % 10 == 7 else BEGAN)
        years = [first - A_YEAR, first]
        for starts_on in years:
            self._issue(site, licence_type, starts_on, paid_on=starts_on)
        if number % 10 == 4:  # asked for the next year, and has not paid yet
            ends_on = Licence.objects.get(site=site, licence_type=licence_type).allowances.latest("starts_on").ends_on
            self._issue(site, licence_type, ends_on + DAY, paid_on=None)

    def _issue(self, site: Site, licence_type: LicenceType, starts_on: date, *, paid_on: date | None) -> None:
        issued_at = min(self.at, midnight(starts_on))
        fee = Fee(paid_on)
        issue_licence(site=site, licence_type=licence_type, starts_on=starts_on, fee=fee, by=None, at=issued_at)

    def _lead(self, number: int) -> User:
        if number == LARGE:
            return User.objects.get(email=LEAD)
        about = {"full_name": name_of(number * 5), "password": UNUSABLE_PASSWORD, "date_joined": self.at - A_YEAR}
        return User.objects.get_or_create(email=f"lead{number}@scale.example", defaults=about)[0]


def midnight(day: date) -> datetime:
    """Return the moment at which a day begins in London."""
    return timezone.make_aware(datetime.combine(day, time.min))


def _name(number: int) -> str:
    return LARGE_NAME if number == LARGE else f"{name_of(number * 3).split()[-1]} Trust {number}"
