"""“Licences” in the admin: issuing a licence year, and seeing the places of every one."""

from datetime import date

import pytest
from django.urls import NoReverseMatch, reverse

from enrolment.models import Licence, LicenceType, PartnerOrganisation, PlaceAllowance
from enrolment.rules.licences import LicenceState
from enrolment.viewsets.places import standings_of
from tests.cast import NOW
from tests.enrolment.viewsets.asking import errors_of, exported, text_of
from tests.factories.partners import AllowanceFactory, LicenceFactory, NominationFactory, SiteFactory
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db
LIST = "/cms/licences/"


def form_of(site, *, key="smart-recovery", starts_on="2026-05-01", **more):
    kind = LicenceType.objects.get(key=key)
    return {"site": site.pk, "licence_type": kind.pk, "starts_on": starts_on, "paid_on": "2026-04-17", **more}


def test_a_licence_is_issued_and_the_page_says_what_the_site_has(office):
    answer = office.post(f"{LIST}new/", form_of(SiteFactory(), order_reference="PO-4711"), follow=True)
    page = answer.content.decode()
    assert "6 training places from 1 May 2026 until 30 Apr 2027" in page
    assert [
        words for words in ("£700", "17 Apr 2026", "PO-4711", "With the licence", "Orla Finch") if words not in page
    ] == []
    assert PlaceAllowance.objects.get().grants.get().granted_by.full_name == "Orla Finch"


def test_a_satellite_is_issued_under_its_licence_and_both_pages_say_so(office):
    parent = AllowanceFactory().licence
    site = SiteFactory(organisation=parent.site.organisation, name="Mill Lane")
    answer = office.post(f"{LIST}new/", form_of(site, key="satellite", parent=parent.pk), follow=True)
    assert "0 training places" in answer.content.decode()
    assert f"{LIST}inspect/{parent.pk}/" in answer.content.decode()
    assert "Mill Lane" in text_of(office, f"{LIST}inspect/{parent.pk}/")


def test_a_satellite_without_its_licence_is_refused_beside_the_field(office):
    answer = office.post(f"{LIST}new/", form_of(SiteFactory(), key="satellite"))
    assert "Please choose the licence this satellite belongs to" in str(answer.context["form"].errors["parent"])


def test_only_licences_of_the_organisation_are_offered_as_its_parent(office):
    parent, other = AllowanceFactory().licence, AllowanceFactory().licence
    site = SiteFactory(organisation=parent.site.organisation)
    page = text_of(office, f"{LIST}new/", site=site.pk)
    assert [f'<option value="{row.pk}">SMART Recovery · ' in page for row in (parent, other)] == [True, False]


@pytest.mark.parametrize(
    ("key", "rate", "reduced", "pence"),
    [
        ("smart-recovery", "private", False, 140000),
        ("family-and-friends", "non_profit", False, 70000),
        ("family-and-friends", "non_profit", True, 41000),
        ("veterans", "non_profit", True, 57500),
        ("satellite", "non_profit", False, 18000),
    ],
)
def test_without_a_fee_typed_the_price_list_counts(key, rate, reduced, pence, office):
    parent = AllowanceFactory(licence__site__organisation__rate=rate).licence
    site = parent.site if reduced else SiteFactory(organisation=parent.site.organisation)
    sent = form_of(site, key=key, parent=parent.pk if key == "satellite" else "")
    office.post(f"{LIST}new/", sent)
    assert PlaceAllowance.objects.get(licence__licence_type__key=key, licence__site=site).fee_pence == pence


def test_central_office_may_type_another_fee(office):
    office.post(f"{LIST}new/", form_of(SiteFactory(), fee="650.50"))
    assert PlaceAllowance.objects.get().fee_pence == 65050


def test_what_is_not_on_the_list_has_to_be_typed(office):
    site = SiteFactory(organisation__rate="private")
    answer = office.post(f"{LIST}new/", form_of(site, key="veterans"))
    assert "not on the price list" in str(answer.context["form"].errors["fee"])
    office.post(f"{LIST}new/", form_of(site, key="veterans", fee="2000"))
    assert PlaceAllowance.objects.get().fee_pence == 200000


def test_the_form_says_the_fee_when_it_knows_site_and_type(office):
    site = AllowanceFactory().licence.site
    kind = LicenceType.objects.get(key="veterans")
    assert "The price list says £575." in text_of(office, f"{LIST}new/", site=site.pk, licence_type=kind.pk)
    assert "what the price list says" in text_of(office, f"{LIST}new/", site="nonsense")


def test_a_corporate_licence_is_unlimited_and_nothing_is_said_to_be_left(office):
    site = SiteFactory()
    answer = office.post(f"{LIST}new/", form_of(site, key="corporate", fee="9000"), follow=True)
    assert "unlimited training from 1 May 2026" in answer.content.decode()
    (row,) = exported(office, LIST)
    assert (row["Places"], row["Left"], row["Fee"]) == ("Unlimited", "–", "£9,000")


def test_or_it_has_the_number_agreed(office):
    office.post(f"{LIST}new/", form_of(SiteFactory(), key="corporate", fee="9000", places="40"))
    assert (exported(office, LIST)[0]["Places"], PlaceAllowance.objects.get().is_unlimited) == ("40", False)


def test_the_licence_of_our_volunteers_is_ours_alone_and_free(office):
    answer = office.post(f"{LIST}new/", form_of(SiteFactory(), key="uksr-volunteers"))
    assert "people of our own organisation" in str(answer.context["form"].errors["licence_type"])
    ours = SiteFactory(organisation=PartnerOrganisation.objects.get(kind="uksr"))
    office.post(f"{LIST}new/", form_of(ours, key="uksr-volunteers", paid_on=""))
    assert (PlaceAllowance.objects.get().fee_pence, PlaceAllowance.objects.get().paid_on) == (0, date(2026, 4, 20))


# --- The fee is paid --------------------------------------------------------------------------------------------------


@pytest.fixture
def unpaid():
    """A licence year that waits for its fee."""
    return AllowanceFactory(paid_on=None, fee_pence=70000)


def payment_of(year):
    return f"{LIST}payment/{year.licence_id}/{year.pk}/"


def test_a_year_that_is_not_paid_says_so_and_leads_to_the_payment(office, unpaid):
    page = text_of(office, f"{LIST}inspect/{unpaid.licence_id}/")
    assert [words for words in ("Fee not paid", "Record the payment", payment_of(unpaid)) if words not in page] == []
    assert [len(exported(office, LIST, **query)) for query in ({"state": "unpaid"}, {"fee": "due"})] == [1, 1]


def test_a_licence_issued_without_payment_waits_for_it(office):
    answer = office.post(f"{LIST}new/", form_of(SiteFactory(), paid_on=""), follow=True)
    assert "It counts once its fee is paid" in answer.content.decode()


def test_once_the_payment_is_recorded_the_year_counts(office, unpaid):
    sent = {"paid_on": "2026-04-16", "starts_on": "2026-04-20", "order_reference": "INV-9"}
    page = office.post(payment_of(unpaid), sent, follow=True).content.decode()
    assert [
        words for words in ("from 20 Apr 2026 until 19 Apr 2027", "Live", "INV-9", "Add places") if words not in page
    ] == []
    assert "Fee of a licence year paid" in text_of(office, f"{LIST}history/{unpaid.licence_id}/")


def test_a_payment_in_future_is_refused_beside_the_field(office, unpaid):
    sent = {"paid_on": "2026-04-21", "starts_on": "2026-01-01"}
    assert "still to come" in str(office.post(payment_of(unpaid), sent).context["form"].errors["paid_on"])
    issued = office.post(f"{LIST}new/", form_of(SiteFactory(), paid_on="2026-05-01"))
    assert "still to come" in str(issued.context["form"].errors["paid_on"])


def test_a_renewal_that_waits_for_its_fee_is_found_while_the_licence_runs(office):
    year = AllowanceFactory(starts_on=date(2025, 4, 25))
    AllowanceFactory(licence=year.licence, starts_on=date(2026, 4, 25), paid_on=None)
    assert exported(office, LIST, fee="due")[0]["State"] == "Live"


def test_the_year_of_another_licence_has_no_payment_here(office, unpaid):
    other = AllowanceFactory().licence
    assert office.get(f"{LIST}payment/{other.pk}/{unpaid.pk}/").status_code == 404


# --- More places ------------------------------------------------------------------------------------------------------


def places_of(year):
    return f"{LIST}places/{year.licence_id}/{year.pk}/"


def test_places_are_added_and_the_page_says_why_and_by_whom(office):
    year = AllowanceFactory()
    assert "An extra place costs £120 today." in text_of(office, places_of(year))
    page = office.post(
        places_of(year), {"kind": "purchase", "places": "2", "reason": "INV-9"}, follow=True
    ).content.decode()
    shown = ("Saved: +2 training places", "Bought in addition", "INV-9", "Orla Finch", "20 Apr 2026")
    assert [words for words in shown if words not in page] == []


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"kind": "adjustment", "places": "1"}, "reason"),
        ({"kind": "adjustment", "places": "-7", "reason": "Counted twice"}, "places"),
        ({"kind": "purchase", "places": "0"}, "places"),
        ({"kind": "purchase", "places": "some"}, "places"),
        ({"kind": "licence", "places": "1"}, "kind"),
    ],
)
def test_places_are_refused_beside_the_field(said, field, office):
    answer = office.post(places_of(AllowanceFactory()), said)
    assert list(answer.context["form"].errors) == [field]


@pytest.mark.parametrize("year", [{"is_unlimited": True}, {"starts_on": date(2025, 1, 1)}])
def test_places_are_not_offered_where_none_can_be_added(year, office):
    licence = AllowanceFactory(**year).licence
    assert "Add places" not in text_of(office, f"{LIST}inspect/{licence.pk}/")


# --- Issuing again, and finding ---------------------------------------------------------------------------------------


def test_overlapping_years_are_refused_and_what_was_typed_is_kept(office):
    site = AllowanceFactory().licence.site
    answer = office.post(f"{LIST}new/", form_of(site))
    assert "This site has such a licence" in str(answer.context["form"].errors["starts_on"])
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


def test_the_page_of_a_licence_costs_the_same_for_few_and_many_years(office):
    licence = AllowanceFactory().licence
    text_of(office, f"{LIST}inspect/{licence.pk}/")
    with assert_statements(at_most=20) as few:
        text_of(office, f"{LIST}inspect/{licence.pk}/")
    for year in range(2010, 2026):
        AllowanceFactory(licence=licence, starts_on=date(year, 1, 1))
    with assert_statements(at_most=len(few)):
        text_of(office, f"{LIST}inspect/{licence.pk}/")


YEARS = {
    "unpaid": {"starts_on": date(2026, 1, 1), "paid_on": None},
    "live": {"starts_on": date(2026, 1, 1)},
    "grace": {"starts_on": date(2025, 4, 11)},
    "lapsed": {"starts_on": date(2024, 1, 1)},
    "to come": {"starts_on": date(2026, 6, 1)},
    "later": {"starts_on": date(2027, 6, 1)},
    "unpaid to come": {"starts_on": date(2026, 6, 1), "paid_on": None},
    "unpaid later": {"starts_on": date(2027, 6, 1), "paid_on": None},
}


@pytest.mark.parametrize("second", YEARS)
@pytest.mark.parametrize("first", YEARS)
def test_the_state_shown_is_the_state_by_which_licences_are_found(first, second):
    licence = LicenceFactory()
    for year in {YEARS[name]["starts_on"]: YEARS[name] for name in (first, second)}.values():
        AllowanceFactory(licence=licence, **year)
    shown = standings_of([licence], at=NOW)[licence.pk].state
    found = [state for state in LicenceState if Licence.objects.in_state(state, on=NOW.date()).exists()]
    assert found == [shown]
