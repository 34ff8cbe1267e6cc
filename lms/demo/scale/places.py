"""People of partners: nominated, invited, learning, awaiting a review, qualified; with their sites and checks."""

from collections import Counter
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from courses.models import CourseEdition
from courses.reference import FACILITATOR, GETTING, INTRODUCTION
from enrolment.links import code_of, digest_of
from enrolment.models import (
    Affiliation,
    AffiliationOrigin,
    BelongingKind,
    CheckConfirmation,
    EnrolmentToken,
    GrantKind,
    Nomination,
    PlaceAllowance,
    PlaceGrant,
)
from enrolment.rules.partners import CHECK_OF_NATION, Nation, check_ends_on
from enrolment.rules.places import NominationStatus, TokenStatus, token_lapses_at
from enrolment.statements import year_over_at
from lms.accounts.models import User
from lms.demo.scale.attempts import Attempts
from lms.demo.scale.names import name_of
from lms.demo.scale.partners import Partner, Partners, midnight, partner_of
from lms.demo.scale.progress import Progress

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
# Of ten people with a place, by the last digit but one of their number.
QUALIFIED, WAITING = frozenset({1, 4, 6, 8}), frozenset({3})
WITHOUT_CHECK, CHECK_ENDED = frozenset({2}), frozenset({5})
# What becomes of nominations that nobody took up.
UNTAKEN = (
    NominationStatus.NOMINATED,
    NominationStatus.INVITED,
    NominationStatus.DECLINED,
    NominationStatus.NOMINATED,
    NominationStatus.INVITED,
    NominationStatus.RELEASED,
)
ENDED = frozenset({NominationStatus.DECLINED, NominationStatus.RELEASED})


class Places:
    """Rows of one batch, gathered and then written in a few statements."""

    def __init__(self, partners: Partners, *, at: datetime) -> None:
        self.partners, self.at = partners, at
        courses = (INTRODUCTION, GETTING, FACILITATOR)
        self.editions = [CourseEdition.objects.filter(course__slug=slug).latest("number") for slug in courses]
        self.progress, self.attempts = Progress(), Attempts(self.editions[-1])
        self.nominations: list[Nomination] = []
        self.tokens: list[EnrolmentToken] = []
        self.affiliations: list[Affiliation] = []
        self.checks: list[CheckConfirmation] = []
        self.bought: Counter[PlaceAllowance] = Counter()

    def add(self, number: int, person: User) -> None:
        """Give the learner with this number a place of their partner; every third colleague has yet to take one up."""
        partner = self.partners.get(partner_of(number) or 0)
        year = partner.year_for(number)
        taken_up = self._take_up(number, person, partner, year)
        self._belong(number, person, partner, year, taken_up)
        self._study(number, person, taken_up)
        if number % 3 == 1:
            self._wait(number, partner)

    def save(self) -> None:
        """Write them; whatever is held or used on top of what came with a licence was bought in addition."""
        self._buy()
        Nomination.objects.bulk_create(self.nominations)
        EnrolmentToken.objects.bulk_create(self.tokens)
        Affiliation.objects.bulk_create(self.affiliations)
        CheckConfirmation.objects.bulk_create(self.checks)
        self.progress.save()
        self.attempts.save()

    def _take_up(self, number: int, person: User, partner: Partner, year: PlaceAllowance) -> Nomination:
        named_at = midnight(year.starts_on) + number % 60 * DAY + 10 * HOUR
        nomination = self._name(partner, year, name=person.full_name, email=person.email or "", at=named_at)
        nomination.status, nomination.learner = NominationStatus.REDEEMED, person
        nomination.redeemed_at = named_at + 3 * DAY
        self._token(nomination, partner, status=TokenStatus.USED, ended_at=nomination.redeemed_at)
        return nomination

    def _name(self, partner: Partner, year: PlaceAllowance, *, name: str, email: str, at: datetime) -> Nomination:
        kind = list(BelongingKind)[len(self.nominations) % 7 % 3]
        about = {"name": name, "email": email, "kind": kind, "nominated_at": at, "nominated_by": partner.lead}
        self.nominations.append(Nomination(allowance=year, **about))
        self.bought[year] += 1
        return self.nominations[-1]

    def _token(
        self, nomination: Nomination, partner: Partner, *, status: TokenStatus, ended_at: datetime | None = None
    ) -> None:
        issued_at, days = nomination.nominated_at + DAY, settings.ENROLMENT_TOKEN_DAYS
        over = year_over_at(nomination.allowance)
        self.tokens.append(
            EnrolmentToken(
                nomination=nomination,
                generation=1,
                code_digest=digest_of(code_of(nomination, 1)),
                status=status,
                issued_at=issued_at,
                issued_by=partner.lead,
                expires_at=token_lapses_at(issued_at=issued_at, days=days, year_over_at=over),
                ended_at=ended_at,
            )
        )

    def _belong(self, number: int, person: User, partner: Partner, year: PlaceAllowance, place: Nomination) -> None:
        site, at = year.licence.site, place.redeemed_at or self.at
        about = {"kind": place.kind, "origin": AffiliationOrigin.REDEMPTION, "recorded_at": at}
        self.affiliations.append(Affiliation(person=person, site=site, starts_on=timezone.localdate(at), **about))
        if number // 10 % 10 in WITHOUT_CHECK:
            return
        seen_on = timezone.localdate(at) - (1300 * DAY if number // 10 % 10 in CHECK_ENDED else DAY)
        expires_on = check_ends_on(seen_on, years=settings.CHECK_YEARS)
        kind = CHECK_OF_NATION[Nation(site.nation)].value
        seen = {"kind": kind, "seen_on": seen_on, "expires_on": expires_on}
        said = {"confirmed_by": partner.lead, "confirmed_at": at}
        self.checks.append(CheckConfirmation(person=person, organisation=site.organisation, **seen, **said))

    def _study(self, number: int, person: User, place: Nomination) -> None:
        since, (*before, last) = place.redeemed_at or self.at, self.editions
        for edition in before:
            since += 10 * DAY
            self.progress.take(person, edition, edition.outline.keys, since=since)
        keys, digit = last.outline.keys, number // 10 % 10
        if digit in QUALIFIED:
            enrolment = self.progress.take(person, last, keys, since=since + number % 70 * DAY, nomination=place)
            place.used_at = enrolment.completed_at
            self.attempts.qualify(enrolment)
        elif digit in WAITING:
            done = [key for key in keys if key != self.attempts.written_key]
            self.attempts.hand_in(self.progress.take(person, last, done, since=since + 30 * DAY, nomination=place))
        else:
            self.progress.take(person, last, keys[: number % 5], since=since + 5 * DAY, nomination=place)

    def _wait(self, number: int, partner: Partner) -> None:
        year = partner.current[number % len(partner.current)]
        named_at = min(self.at, year_over_at(year)) - (2 + number % 40) * DAY
        email = f"nominee{number}@scale.example"
        nomination = self._name(partner, year, name=name_of(number * 11), email=email, at=named_at)
        nomination.status = UNTAKEN[number // 10 % len(UNTAKEN)]
        if nomination.status in ENDED:
            nomination.ended_at = named_at + 2 * DAY
            nomination.ended_by = partner.lead if nomination.status == NominationStatus.RELEASED else None
            self._token(nomination, partner, status=_after(nomination), ended_at=nomination.ended_at)
        elif nomination.status == NominationStatus.INVITED:
            self._token(nomination, partner, status=TokenStatus.LIVE)

    def _buy(self) -> None:
        PlaceGrant.objects.bulk_create(
            PlaceGrant(
                allowance=year,
                kind=GrantKind.PURCHASE,
                places=places,
                granted_at=midnight(year.starts_on),
                granted_by=None,
            )
            for year, places in self.bought.items()
        )


def _after(nomination: Nomination) -> TokenStatus:
    return TokenStatus.DECLINED if nomination.status == NominationStatus.DECLINED else TokenStatus.REVOKED
