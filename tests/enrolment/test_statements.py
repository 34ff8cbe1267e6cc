"""The statement of an allowance, as the database counts it."""

import pytest

from enrolment.models import PlaceAllowance
from enrolment.statements import counted, statement_of, statements_of
from tests.cast import NOW
from tests.factories.partners import AllowanceFactory, NominationFactory
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db
HOLDS = {"invited": 1, "lapsed": 0, "redeemed": 1, "used": 0, "declined": 0}


@pytest.mark.parametrize(("trait", "held"), HOLDS.items())
def test_each_state_is_counted_once(trait, held):
    nomination = NominationFactory(**{trait: True})
    statement = statement_of(nomination.allowance, at=NOW)
    assert (statement.granted, statement.held, statement.used) == (6, held, int(trait == "used"))


def test_an_allowance_nobody_used_has_all_its_places_left():
    assert statement_of(AllowanceFactory(places=3), at=NOW).left == 3


def test_places_of_other_allowances_are_not_counted():
    one, other = AllowanceFactory.create_batch(2)
    NominationFactory.create_batch(2, allowance=one)
    found = statements_of([one, other], at=NOW)
    assert (found[one.pk].held, found[other.pk].held) == (2, 0)


@pytest.mark.parametrize("count", [1, 10])
def test_many_statements_cost_what_one_does(count):
    allowances = AllowanceFactory.create_batch(count)
    with assert_statements(at_most=1):
        statements_of(allowances, at=NOW)


def test_a_year_that_is_over_has_nothing_left():
    allowance = PlaceAllowance.objects.with_counts(at=NOW).get(pk=AllowanceFactory().pk)
    assert counted(allowance, at=NOW.replace(year=2027)).expired == 6
