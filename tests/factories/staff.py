"""People at sites: who belongs where, and the checks that were seen; rows alone."""

from datetime import date

import factory

from enrolment.models import Affiliation, AffiliationOrigin, BelongingKind, CheckConfirmation, CheckKind
from enrolment.rules.partners import check_ends_on
from tests.factories.partners import YEAR_START, PartnerFactory, SiteFactory
from tests.factories.people import UserFactory
from tests.moment import NOW


class AffiliationFactory(factory.django.DjangoModelFactory[Affiliation]):
    """A member of staff of an English site, since the beginning of 2026."""

    class Meta:
        model = Affiliation

    person = factory.SubFactory(UserFactory)
    site = factory.SubFactory(SiteFactory)
    kind = BelongingKind.STAFF
    origin = AffiliationOrigin.REDEMPTION
    starts_on = YEAR_START
    recorded_at = NOW


class CheckFactory(factory.django.DjangoModelFactory[CheckConfirmation]):
    """A DBS check, seen at the beginning of 2026; `ends_on=` says when it ends instead."""

    class Meta:
        model = CheckConfirmation

    class Params:
        exempt = factory.Trait(kind=CheckKind.NOT_APPLICABLE, reason="In custody")

    person = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(PartnerFactory)
    kind = CheckKind.DBS
    seen_on = date(2023, 1, 2)
    expires_on = factory.LazyAttribute(lambda row: check_ends_on(row.seen_on, years=6))
    confirmed_by = factory.SubFactory(UserFactory)
    confirmed_at = NOW
