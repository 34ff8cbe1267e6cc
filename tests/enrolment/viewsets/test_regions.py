"""“Regions” in the admin: their names, and who coordinates them."""

import pytest

from enrolment.models import Region
from tests.enrolment.viewsets.asking import errors_of, exported, text_of
from tests.factories.partners import SiteFactory, coordinate
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db
LIST = "/cms/regions/"


def region():
    return Region.objects.get(key="north-west")


def test_the_list_says_who_coordinates_and_where_nobody_does(office, cast):
    assert cast.coordinator.pk
    rows = {row["Name"]: row["Community Coordinators"] for row in exported(office, LIST)}
    assert (rows["North West"], rows["Scotland"]) == ("Cora Lindqvist", "Nobody: Central Office issues")


def test_a_region_is_added_and_renamed(office):
    office.post(f"{LIST}new/", {"name": "The Islands"})
    office.post(f"{LIST}edit/{Region.objects.get(key='the-islands').pk}/", {"name": "Islands"})
    assert Region.objects.get(key="the-islands").name == "Islands"


def test_a_name_is_given_once(office):
    assert "There is one of this name already" in errors_of(office.post(f"{LIST}new/", {"name": "scotland"}))


def test_the_page_of_a_region_shows_coordinators_and_sites(office, cast):
    SiteFactory(name="Quay House")
    assert cast.coordinator.pk
    page = text_of(office, f"{LIST}inspect/{region().pk}/")
    assert ("Cora Lindqvist" in page, "Quay House" in page) == (True, True)


def test_regions_stay(office):
    assert office.get(f"{LIST}delete/{region().pk}/").status_code == 404


def test_the_list_costs_the_same_for_few_and_many(office, cast):
    coordinate(cast.amir)
    text_of(office, LIST)
    with assert_statements(at_most=16) as few:
        text_of(office, LIST)
    coordinate(cast.zoe, "scotland", "south-wales", "north-wales")
    with assert_statements(at_most=len(few)):
        text_of(office, LIST)
