"""Partners and their places: a site in the North West with a SMART Recovery licence of six places, live at NOW.

`NominationFactory(invited=True)` and its other traits are rows alone; where the act matters, call the services.
"""

from datetime import date, timedelta
from typing import Any

import factory

from enrolment.links import code_of, digest_of
from enrolment.models import (
    EnrolmentToken,
    GrantKind,
    Licence,
    LicenceType,
    NationalLead,
    Nomination,
    PartnerOrganisation,
    PlaceAllowance,
    PlaceGrant,
    Region,
    Site,
)
from enrolment.rules.licences import year_end
from enrolment.rules.partners import Nation
from enrolment.rules.places import NominationStatus
from enrolment.services.appointments import appoint_lead, appoint_national_lead, assign_coordinator
from lms.accounts.models import User
from tests.factories.people import UserFactory
from tests.moment import NOW

YEAR_START = date(2026, 1, 1)


class PartnerFactory(factory.django.DjangoModelFactory[PartnerOrganisation]):
    """An organisation; `lead=` names its SMART Lead."""

    class Meta:
        model = PartnerOrganisation
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Harbour Recovery {n}")

    @factory.post_generation
    def lead(self, create: bool, extracted: User | None, **kwargs: Any) -> None:
        if extracted:
            appoint_lead(organisation=self, person=extracted, starts_on=YEAR_START, by=None, at=NOW)


class SiteFactory(factory.django.DjangoModelFactory[Site]):
    """A site in the North West."""

    class Meta:
        model = Site

    organisation = factory.SubFactory(PartnerFactory)
    name = factory.Sequence(lambda n: f"Quay Street {n}")
    region = factory.LazyFunction(lambda: Region.objects.get(key="north-west"))


class LicenceFactory(factory.django.DjangoModelFactory[Licence]):
    """A SMART Recovery licence without a year yet; `licence_type` may be the key of another type."""

    class Meta:
        model = Licence

    site = factory.SubFactory(SiteFactory)
    licence_type = factory.LazyFunction(lambda: LicenceType.objects.get(key="smart-recovery"))


class AllowanceFactory(factory.django.DjangoModelFactory[PlaceAllowance]):
    """The licence year 2026 with `places` (six unless given)."""

    class Meta:
        model = PlaceAllowance
        skip_postgeneration_save = True

    licence = factory.SubFactory(LicenceFactory)
    starts_on = YEAR_START
    ends_on = factory.LazyAttribute(lambda row: year_end(row.starts_on))
    paid_on = factory.SelfAttribute("starts_on")

    @factory.post_generation
    def places(self, create: bool, extracted: int | None, **kwargs: Any) -> None:
        PlaceGrant.objects.create(allowance=self, kind=GrantKind.LICENCE, places=extracted or 6, granted_at=NOW)


class NominationFactory(factory.django.DjangoModelFactory[Nomination]):
    """Somebody nominated; `invited`, `lapsed`, `redeemed`, `used`, `declined` move them on (rows alone)."""

    class Meta:
        model = Nomination

    class Params:
        invited = factory.Trait(status=NominationStatus.INVITED, token=timedelta(days=28))
        lapsed = factory.Trait(status=NominationStatus.INVITED, token=-timedelta(minutes=1))
        redeemed = factory.Trait(
            status=NominationStatus.REDEEMED, redeemed_at=NOW, learner=factory.SubFactory(UserFactory)
        )
        used = factory.Trait(redeemed=True, used_at=NOW)
        declined = factory.Trait(status=NominationStatus.DECLINED, ended_at=NOW)

    allowance = factory.SubFactory(AllowanceFactory)
    name = factory.Sequence(lambda n: f"Ada Example {n}")
    email = factory.Sequence(lambda n: f"ada.{n}@example.org")
    nominated_by = factory.SubFactory(UserFactory)
    nominated_at = NOW
    token = None  # when its live token lapses, counted from NOW

    @classmethod
    def _create(cls, model_class: type[Nomination], *args: Any, **fields: Any) -> Nomination:
        lapse = fields.pop("token")
        row: Nomination = super()._create(model_class, *args, **fields)
        if lapse is not None:
            TokenFactory(nomination=row, expires_at=NOW + lapse, issued_at=NOW - timedelta(days=1))
        return row

    @classmethod
    def _build(cls, model_class: type[Nomination], *args: Any, **fields: Any) -> Nomination:
        fields.pop("token")
        return super()._build(model_class, *args, **fields)  # type: ignore[no-any-return]


class TokenFactory(factory.django.DjangoModelFactory[EnrolmentToken]):
    """The first token of a nomination."""

    class Meta:
        model = EnrolmentToken

    nomination = factory.SubFactory(NominationFactory, status=NominationStatus.INVITED)
    generation = 1
    code_digest = factory.LazyAttribute(lambda row: digest_of(code_of(row.nomination, row.generation)))
    issued_at = NOW
    issued_by = factory.SubFactory(UserFactory)
    expires_at = NOW + timedelta(days=28)


class NationalLeadFactory(factory.django.DjangoModelFactory[NationalLead]):
    """Somebody who looks after SMART Recovery licences in Wales; the service gives permission and role."""

    class Meta:
        model = NationalLead

    person = factory.SubFactory(UserFactory)
    licence_type = factory.LazyFunction(lambda: LicenceType.objects.get(key="smart-recovery"))
    nation = Nation.WALES
    starts_on = YEAR_START

    @classmethod
    def _create(cls, model_class: type[NationalLead], *args: Any, **fields: Any) -> NationalLead:
        return appoint_national_lead(by=None, at=NOW, **fields)


def coordinate(person: User, *regions: str) -> None:
    """Make `person` coordinator of the regions with these keys."""
    for key in regions or ("north-west",):
        assign_coordinator(region=Region.objects.get(key=key), person=person, starts_on=YEAR_START, by=None, at=NOW)


def appoint(person: User, site: Site) -> None:
    """Make `person` SMART Lead of one site alone."""
    appoint_lead(organisation=site.organisation, site=site, person=person, starts_on=YEAR_START, by=None, at=NOW)
