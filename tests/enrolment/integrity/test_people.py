"""What no constraint can hold of people at sites; rows broken by hand."""

from datetime import date

import pytest

from enrolment.integrity import affiliation_findings
from tests.cast import NOW
from tests.factories.staff import AffiliationFactory, CheckFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(time_machine):
    """The checks ask what holds today."""
    time_machine.move_to(NOW)


def test_one_site_after_another_is_not_mentioned():
    first = AffiliationFactory(ends_on=date(2026, 3, 31))
    AffiliationFactory(person=first.person, site=first.site, starts_on=date(2026, 4, 1))
    AffiliationFactory(person=first.person)
    CheckFactory(person=first.person, organisation=first.site.organisation)
    assert list(affiliation_findings()) == []


def test_belonging_to_one_site_twice_on_one_day_is_mentioned():
    first = AffiliationFactory(ends_on=date(2026, 4, 1))
    second = AffiliationFactory(person=first.person, site=first.site, starts_on=date(2026, 4, 1))
    assert list(affiliation_findings()) == [f"Affiliation {second.pk} says of days what another one says already."]


def test_the_check_of_a_stranger_is_mentioned():
    check = CheckFactory()
    assert list(affiliation_findings()) == [f"Check {check.pk} is of somebody who never belonged to the organisation."]
