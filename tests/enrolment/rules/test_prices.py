"""What things cost: every figure of the fee table, dated changes, and what is not on the list (domain A, B 12)."""

from dataclasses import replace
from datetime import date

import pytest

from enrolment.rules.prices import Item, ListedPrice, Rate, in_pounds, price_of

SINCE, DAY = date(2026, 4, 1), date(2026, 4, 20)
NP, PRIVATE = Rate.NON_PROFIT, Rate.PRIVATE


def licence(key, rate, pounds, *, reduced=False, since=SINCE, until=None):
    return ListedPrice(Item.LICENCE, pounds * 100, since, until, key, rate, reduced)


LIST = (
    licence("smart-recovery", NP, 700),
    licence("smart-recovery", PRIVATE, 1400),
    licence("family-and-friends", NP, 700),
    licence("family-and-friends", NP, 410, reduced=True),
    licence("family-and-friends", PRIVATE, 1400),
    licence("family-and-friends", PRIVATE, 700, reduced=True),
    licence("criminal-justice", NP, 1110),
    licence("veterans", NP, 1110),
    licence("veterans", NP, 575, reduced=True),
    licence("community", NP, 1100),
    licence("satellite", NP, 180),
    ListedPrice(Item.EXTRA_PLACE, 12000, SINCE),
    ListedPrice(Item.IN_PERSON, 200000, SINCE),
    ListedPrice(Item.WEBINAR, 125000, SINCE),
)


def pounds(prices, key, rate, *, reduced=False, on=DAY, item=Item.LICENCE):
    pence = price_of(prices, item=item, on=on, rate=rate, licence_type=key, with_recovery=reduced)
    return None if pence is None else pence / 100


# One line per licence, one column per way to pay: non-profit, with SMART Recovery there; private, with it there.
FEE_TABLE = {
    "smart-recovery": (700, 700, 1400, 1400),
    "family-and-friends": (700, 410, 1400, 700),
    "criminal-justice": (1110, 1110, None, None),
    "veterans": (1110, 575, None, None),
    "community": (1100, 1100, None, None),
    "satellite": (180, 180, None, None),
    "start-smart": (None, None, None, None),
    "corporate": (None, None, None, None),
}


@pytest.mark.parametrize(("key", "figures"), FEE_TABLE.items())
def test_every_figure_of_the_fee_table(key, figures):
    columns = [(rate, reduced) for rate in (NP, PRIVATE) for reduced in (False, True)]
    assert tuple(pounds(LIST, key, rate, reduced=reduced) for rate, reduced in columns) == figures


@pytest.mark.parametrize(("item", "figure"), [(Item.EXTRA_PLACE, 120), (Item.IN_PERSON, 2000), (Item.WEBINAR, 1250)])
@pytest.mark.parametrize("rate", Rate)
def test_places_and_staff_led_trainings_cost_the_same_for_everybody(item, figure, rate):
    assert pounds(LIST, "", rate, item=item) == figure


@pytest.mark.parametrize(
    ("on", "figure"),
    [
        (date(2026, 3, 31), None),  # before the list
        (date(2026, 4, 1), 700),
        (date(2027, 3, 31), 700),  # the last day of the old price
        (date(2027, 4, 1), 735),  # the first of the new one
        (date(2030, 1, 1), 735),
    ],
)
def test_a_price_counts_from_its_first_day_to_its_last(on, figure):
    dated = (
        licence("smart-recovery", NP, 700, until=date(2027, 3, 31)),
        licence("smart-recovery", NP, 735, since=date(2027, 4, 1)),
    )
    assert pounds(dated, "smart-recovery", NP, on=on) == figure


def test_a_price_that_ended_is_on_the_list_no_more():
    assert pounds([licence("veterans", NP, 1110, until=date(2026, 4, 19))], "veterans", NP) is None


def test_should_two_prices_overlap_the_newer_one_counts():
    newer = replace(LIST[0], pence=73500, valid_from=DAY)
    assert pounds([newer, LIST[0]], "smart-recovery", NP) == pounds([LIST[0], newer], "smart-recovery", NP) == 735


def test_the_reduced_price_counts_even_beside_a_newer_full_one():
    newer = replace(LIST[2], pence=75000, valid_from=DAY)
    assert pounds([*LIST, newer], "family-and-friends", NP, reduced=True) == 410


def test_a_price_of_ones_own_column_counts_before_one_for_everybody():
    own = ListedPrice(Item.EXTRA_PLACE, 15000, SINCE, rate=PRIVATE)
    newer = ListedPrice(Item.EXTRA_PLACE, 12500, DAY)
    assert (pounds([own, newer], "", PRIVATE, item=Item.EXTRA_PLACE)) == 150
    assert (pounds([own, newer], "", NP, item=Item.EXTRA_PLACE)) == 125


def test_nothing_is_on_an_empty_list():
    assert pounds([], "smart-recovery", NP) is None


@pytest.mark.parametrize(
    ("pence", "words"),
    [(70000, "£700"), (111000, "£1,110"), (41050, "£410.50"), (5, "£0.05"), (0, "£0"), (123456789, "£1,234,567.89")],
)
def test_an_amount_is_written_as_people_write_it(pence, words):
    assert in_pounds(pence) == words
