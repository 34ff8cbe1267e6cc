"""“Licences” in the admin: issuing a licence year, and seeing the places of every one."""

from datetime import date

import pytest
from django.urls import NoReverseMatch, reverse

from enrolment.models import LicenceType, PlaceAllowance
from enrolment.rules.licences import LicenceState
from tests.enrolment.viewsets.asking import errors_of, exported, text_of
from tests.factories.partners import AllowanceFactory, NominationFactory, SiteFactory
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db
LIST = "/cms/licences/"


def form_of(site, *, key="smart-recovery", starts_on="2026-05-01"):
    return {"site": site.pk, "licence_type": LicenceType.objects.get(key=key).pk, "starts_on": starts_on}


def test_a_licence_is_issued_and_the_page_says_what_the_site_has(office):
    answer = office.post(f"{LIST}new/", form_of(SiteFactory()), follow=True)
    assert "6 training places from 1 May 2026 until 30 Apr 2027" in answer.content.decode()
    assert PlaceAllowance.objects.get().grants.get().granted_by.full_name == "Orla Finch"


def test_a_licence_without_places_is_issued_too(office):
    answer = office.post(f"{LIST}new/", form_of(SiteFactory(), key="satellite"), follow=True)
    assert "0 training places" in answer.content.decode()


def test_overlapping_years_are_refused_and_what_was_typed_is_kept(office):
    site = AllowanceFactory().licence.site
    answer = office.post(f"{LIST}new/", form_of(site))
    assert "This site has such a licence" in errors_of(answer)
    assert 'value="2026-05-01"' in answer.content.decode()


def test_a_type_that_is_not_on_sale_is_not_offered(office):
    answer = office.post(f"{LIST}new/", form_of(SiteFactory(), key="start-smart"))
    assert "valid choice" in errors_of(answer)


@pytest.mark.parametrize("starts_on", ["", "soon", "2026-02-30"])
def test_a_first_day_that_is_none_is_refused(starts_on, office):
    assert "starts_on" in errors_of(office.post(f"{LIST}new/", form_of(SiteFactory(), starts_on=starts_on)))


def test_the_next_year_begins_the_day_after_this_one(office):
    licence = AllowanceFactory().licence
    page = text_of(office, f"{LIST}inspect/{licence.pk}/")
    assert (
        f"new/?site={licence.site_id}&amp;licence_type={licence.licence_type_id}&amp;starts_on=01%2F01%2F2027" in page
    )


def test_the_page_of_a_licence_shows_every_year_with_its_statement(office):
    year = AllowanceFactory()
    AllowanceFactory(licence=year.licence, starts_on=date(2025, 1, 1), places=4)
    NominationFactory(allowance=year)
    NominationFactory(allowance=year, used=True)
    page = text_of(office, f"{LIST}inspect/{year.licence_id}/")
    assert [words for words in ("Live", "Lapsed", "31 Dec 2026", "Expired") if words not in page] == []


def test_the_statement_of_a_licence_is_in_the_list(office):
    year = AllowanceFactory()
    NominationFactory(allowance=year)
    NominationFactory(allowance=year, used=True)
    (row,) = exported(office, LIST)
    shown = {name: row[name] for name in ("Places", "Held", "Used", "Left", "Expired")}
    assert shown == {"Places": "6", "Held": "1", "Used": "1", "Left": "4", "Expired": "0"}


@pytest.mark.parametrize(
    ("starts_on", "state"),
    [
        (date(2026, 1, 1), LicenceState.LIVE),
        (date(2025, 4, 11), LicenceState.GRACE),
        (date(2025, 1, 1), LicenceState.LAPSED),
        (date(2026, 6, 1), LicenceState.TO_COME),
    ],
)
def test_licences_are_found_by_where_they_stand(starts_on, state, office):
    AllowanceFactory(starts_on=starts_on)
    found = {wanted: len(exported(office, LIST, state=wanted)) for wanted in LicenceState}
    assert found == {wanted: int(wanted is state) for wanted in LicenceState}


@pytest.mark.parametrize("ordering", ["site__organisation__name", "-site__name", "licence_type__position"])
def test_the_list_is_sorted(ordering, office):
    AllowanceFactory.create_batch(2)
    assert text_of(office, LIST, ordering=ordering)


@pytest.mark.parametrize("view", ["edit", "delete", "copy", "usage"])
def test_a_licence_is_never_changed_or_deleted(view):
    with pytest.raises(NoReverseMatch):
        reverse(f"licences:{view}", args=[1])


def test_the_list_costs_the_same_for_few_and_many(office):
    AllowanceFactory.create_batch(3)
    text_of(office, LIST)
    with assert_statements(at_most=18) as few:
        text_of(office, LIST)
    AllowanceFactory.create_batch(15)
    with assert_statements(at_most=len(few)):
        text_of(office, LIST)
