"""“Prices” in the admin: the dated list, another price from a day on, and nothing edited in its place."""

from datetime import date

import pytest
from django.urls import NoReverseMatch, reverse

from enrolment.models import LicenceType, Price
from tests.enrolment.viewsets.asking import errors_of, exported, text_of
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db
LIST = "/cms/prices/"


def webinar():
    return Price.objects.get(item="webinar", valid_from="2026-04-01")


def form_of(**said):
    return {"item": "webinar", "licence_type": "", "rate": "", "price": "1300", "valid_from": "2026-09-01", **said}


def test_the_list_shows_every_price_with_its_days(office):
    page = text_of(office, LIST)
    shown = ("SMART Family &amp; Friends", "£410", "£1,400", "Extra online place", "£120", "Everybody", "notice")
    assert [words for words in shown if words not in page] == []


def test_the_list_is_exported_in_pounds(office):
    (row,) = exported(office, LIST, item="webinar")
    assert row == {
        "What": "Staff-led training as a webinar",
        "Fees": "Everybody",
        "With a SMART Recovery licence": "False",
        "Price in pounds": "1250",
        "From": "2026-04-01",
        "Until": "",
        "State": "Now",
    }


def test_something_gets_another_price_from_a_day_on(office):
    answer = office.post(f"{LIST}new/", form_of(price="1300.50"), follow=True)
    assert "£1,300.50" in answer.content.decode()
    assert webinar().valid_until == date(2026, 8, 31)
    assert [row["State"] for row in exported(office, LIST, item="webinar", ordering="valid_from")] == ["Now", "To come"]


def test_the_page_of_a_price_leads_to_the_form_about_the_same_line(office):
    price = Price.objects.get(licence_type__key="veterans", with_recovery=True)
    assert "new/?item=licence&amp;licence_type=" in text_of(office, f"{LIST}inspect/{price.pk}/")
    sent = {"item": "licence", "licence_type": price.licence_type_id, "rate": "non_profit", "with_recovery": "on"}
    page = text_of(office, f"{LIST}new/", **sent)
    chosen = (f'value="{price.licence_type_id}" selected', 'value="non_profit" selected', "checked")
    assert [words for words in chosen if words not in page] == []


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"valid_from": "2026-04-19"}, "valid_from"),
        ({"valid_from": "2026-02-30"}, "valid_from"),
        ({"price": "0"}, "price"),
        ({"price": "-1"}, "price"),
        ({"price": "12.345"}, "price"),
        ({"item": "licence"}, "licence_type"),
        ({"item": "badge"}, "item"),
    ],
)
def test_what_does_not_fit_is_refused_beside_its_field(said, field, office):
    answer = office.post(f"{LIST}new/", form_of(**said))
    assert list(answer.context["form"].errors) == [field]
    assert Price.objects.count() == 14


def test_only_a_licence_has_a_licence_type(office):
    kind = LicenceType.objects.get(key="veterans")
    assert "Only the price of a licence" in errors_of(office.post(f"{LIST}new/", form_of(licence_type=kind.pk)))


def test_a_price_is_taken_off_the_list(office):
    price = webinar()
    assert "Take off the list" in text_of(office, f"{LIST}inspect/{price.pk}/")
    office.post(f"{LIST}end/{price.pk}/", {"ends_on": "2026-04-30"})
    assert webinar().valid_until == date(2026, 4, 30)
    assert "Take off the list" not in text_of(office, f"{LIST}inspect/{price.pk}/")


def test_it_does_not_end_in_the_past(office):
    answer = office.post(f"{LIST}end/{webinar().pk}/", {"ends_on": "2026-04-19"})
    assert list(answer.context["form"].errors) == ["ends_on"]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"state": "now"}, 13),
        ({"state": "over"}, 1),
        ({"state": "to_come"}, 0),
        ({"rate": "private"}, 3),
        ({"q": "veterans"}, 2),
    ],
)
def test_prices_are_found(query, count, office):
    Price.objects.filter(item="webinar").update(valid_until=date(2026, 4, 19))
    assert len(exported(office, LIST, **query)) == count


@pytest.mark.parametrize("ordering", ["item", "-rate", "pence", "-valid_from"])
def test_the_list_is_sorted(ordering, office):
    assert text_of(office, LIST, ordering=ordering)


@pytest.mark.parametrize("view", ["edit", "delete", "copy", "usage"])
def test_a_price_is_never_edited_or_deleted(view):
    with pytest.raises(NoReverseMatch):
        reverse(f"prices:{view}", args=[1])


def test_the_list_costs_the_same_for_few_and_many(office):
    text_of(office, LIST)
    with assert_statements(at_most=16) as few:
        text_of(office, LIST)
    kind = LicenceType.objects.get(key="corporate")
    for year in range(2030, 2035):
        Price.objects.create(item="licence", licence_type=kind, pence=100, valid_from=date(year, 1, 1))
    with assert_statements(at_most=len(few)):
        text_of(office, LIST)


def test_the_list_stands_in_the_order_of_the_fee_table(office):
    rows = exported(office, LIST, state="now", rate="non_profit")
    names = [row["What"] for row in rows]
    assert names == [
        "SMART Recovery",
        *["SMART Family & Friends"] * 2,
        "SMART Criminal Justice",
        *["SMART Veterans"] * 2,
        "SMART Community",
        "SMART Satellite",
    ]
