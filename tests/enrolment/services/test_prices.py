"""The price list: the fee of a licence at a site on a day, and prices that follow one another."""

from datetime import date
from itertools import pairwise

import pytest

from enrolment.models import LicenceType, Price, PricedItem
from enrolment.rules.prices import Item, Rate, price_of
from enrolment.services.prices import Line, end_price, fee_for, price_on, set_price
from tests.cast import NOW
from tests.enrolment.acts import audited
from tests.enrolment.rules.test_prices import FEE_TABLE
from tests.factories.partners import AllowanceFactory, SiteFactory
from tests.performance.budget import assert_statements
from tests.refusals import refused

pytestmark = pytest.mark.django_db

TODAY = date(2026, 4, 20)


def of_type(key):
    return LicenceType.objects.get(key=key)


def site_of(rate, *, with_recovery=False, **year):
    site = SiteFactory(organisation__rate=rate)
    return AllowanceFactory(licence__site=site, **year).licence.site if with_recovery else site


@pytest.mark.parametrize("with_recovery", [False, True])
@pytest.mark.parametrize("rate", Rate)
@pytest.mark.parametrize("key", FEE_TABLE)
def test_every_site_is_asked_for_the_figure_of_the_fee_table(key, rate, with_recovery):
    pence = fee_for(site=site_of(rate, with_recovery=with_recovery), licence_type=of_type(key), on=TODAY)
    column = 2 * (rate is Rate.PRIVATE) + with_recovery
    assert (pence and pence // 100) == FEE_TABLE[key][column]


@pytest.mark.parametrize(
    ("year", "pounds"),
    [
        ({"starts_on": date(2025, 4, 21)}, 410),  # its last day is today
        ({"starts_on": date(2026, 4, 20)}, 410),
        ({"starts_on": date(2025, 4, 20)}, 700),  # in grace
        ({"starts_on": date(2026, 4, 21)}, 700),  # to come
        ({"starts_on": date(2026, 4, 20), "paid_on": None}, 700),
    ],
)
def test_the_reduced_fee_needs_a_licence_that_is_live_that_day(year, pounds):
    site = site_of("non_profit", with_recovery=True, **year)
    assert fee_for(site=site, licence_type=of_type("family-and-friends"), on=TODAY) == pounds * 100


def test_a_licence_at_another_site_or_of_another_type_reduces_nothing():
    site = site_of("non_profit")
    AllowanceFactory(licence__site__organisation=site.organisation)
    AllowanceFactory(licence__site=site, licence__licence_type=of_type("community"))
    assert fee_for(site=site, licence_type=of_type("veterans"), on=TODAY) == 111000


def test_before_the_list_nothing_has_a_price():
    assert fee_for(site=site_of("non_profit"), licence_type=of_type("veterans"), on=date(2026, 3, 31)) is None


def test_the_fee_costs_two_statements():
    site = site_of("non_profit", with_recovery=True)
    licence_type = of_type("veterans")
    with assert_statements(at_most=2):
        fee_for(site=site, licence_type=licence_type, on=TODAY)


@pytest.mark.parametrize(
    ("item", "pence"), [(Item.EXTRA_PLACE, 12000), (Item.IN_PERSON, 200000), (Item.WEBINAR, 125000)]
)
def test_places_and_staff_led_trainings_have_their_price(item, pence):
    assert [price_on(item=item, rate=rate, on=TODAY) for rate in Rate] == [pence, pence]
    assert price_on(item=item, rate=Rate.PRIVATE, on=date(2026, 3, 31)) is None


# --- Changing the list ------------------------------------------------------------------------------------------------


RECOVERY = {"item": PricedItem.LICENCE, "rate": "non_profit"}


@pytest.fixture
def change(cast):
    def act(valid_from, pence=75000, line=None):
        line = line or Line(**RECOVERY, licence_type=of_type("smart-recovery"))
        return set_price(line=line, pence=pence, valid_from=valid_from, by=cast.office, at=NOW)

    return act


def recovery_prices():
    found = Price.objects.filter(**RECOVERY, licence_type__key="smart-recovery").order_by("valid_from")
    return list(found.values_list("pence", "valid_from", "valid_until"))


def test_a_new_price_ends_the_one_before_the_day_before(change, cast):
    price = change(date(2027, 4, 1))
    old, new = (70000, date(2026, 4, 1), date(2027, 3, 31)), (75000, date(2027, 4, 1), None)
    assert recovery_prices() == [old, new]
    assert audited("enrolment.set_price") == [{"on": str(price.pk), "by": cast.office.pk, "at": NOW.isoformat()}]


def test_it_leaves_every_other_line_of_the_list_alone(change):
    before = set(Price.objects.exclude(**RECOVERY, licence_type__key="smart-recovery").values_list())
    change(date(2027, 4, 1))
    assert set(Price.objects.exclude(**RECOVERY, licence_type__key="smart-recovery").values_list()) == before


def test_a_price_put_between_two_lasts_until_the_later_one(change):
    change(date(2027, 4, 1), 75000)
    change(date(2026, 10, 1), 72000)
    assert recovery_prices() == [
        (70000, date(2026, 4, 1), date(2026, 9, 30)),
        (72000, date(2026, 10, 1), date(2027, 3, 31)),
        (75000, date(2027, 4, 1), None),
    ]


def test_every_day_has_one_price_however_often_it_changes(change):
    for day in (date(2027, 4, 1), TODAY, date(2026, 12, 1)):
        change(day)
    lines = [price.listed for price in Price.objects.filter(licence_type__key="smart-recovery", rate="non_profit")]
    spans = sorted((line.valid_from, line.valid_until or date.max) for line in lines)
    assert all(ends < begins for (_, ends), (begins, _) in pairwise(spans))
    asked = {"item": Item.LICENCE, "rate": Rate.NON_PROFIT, "licence_type": "smart-recovery"}
    assert [price_of(lines, on=day, **asked) for day in (date(2026, 4, 19), TODAY)] == [70000, 75000]


def test_what_was_not_on_the_list_gets_its_first_price(change):
    change(TODAY, 250000, Line(PricedItem.LICENCE, of_type("veterans"), "private"))
    assert fee_for(site=site_of("private"), licence_type=of_type("veterans"), on=TODAY) == 250000


def test_what_was_charged_before_stays_as_it_was(change):
    with refused("price_in_past"):
        change(date(2026, 4, 19))


def test_a_line_has_one_price_from_a_day_on(change):
    change(TODAY)
    with refused("priced_already"):
        change(TODAY)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (Line(PricedItem.LICENCE), "licence_type_needed"),
        (Line(PricedItem.WEBINAR, with_recovery=True), "no_licence_type"),
    ],
)
def test_only_the_price_of_a_licence_names_a_licence(line, code, change):
    with refused(code):
        change(TODAY, line=line)


def test_nothing_is_free_by_a_price(change):
    with refused("no_price"):
        change(TODAY, 0)


def test_a_price_is_taken_off_the_list_once(cast):
    price = Price.objects.get(item="webinar")
    end_price(price=price, ends_on=date(2026, 5, 31), by=cast.office, at=NOW)
    days = (date(2026, 5, 31), date(2026, 6, 1))
    assert [price_on(item=Item.WEBINAR, rate=Rate.PRIVATE, on=day) for day in days] == [125000, None]
    with refused("already_ended"):
        end_price(price=price, ends_on=date(2026, 6, 30), by=cast.office, at=NOW)


def test_a_price_does_not_end_in_the_past(cast):
    with refused("price_in_past"):
        end_price(price=Price.objects.get(item="webinar"), ends_on=date(2026, 4, 19), by=cast.office, at=NOW)
