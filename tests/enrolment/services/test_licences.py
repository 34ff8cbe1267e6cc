"""Issuing a licence year, its fee and its places, and what stands in the way."""

from datetime import date, timedelta

import pytest

from enrolment.models import GrantKind, Licence, LicenceType, PartnerOrganisation, PlaceAllowance, PlaceGrant
from enrolment.rules.licences import LicenceState
from enrolment.services.licences import Fee, grant_places, issue_licence, record_payment
from enrolment.statements import statement_of
from tests.cast import NOW
from tests.enrolment.acts import audited, name, places
from tests.factories.partners import AllowanceFactory, NominationFactory, SiteFactory
from tests.refusals import refused

pytestmark = pytest.mark.django_db

BEGIN = date(2026, 4, 6)


@pytest.fixture
def issue(cast):
    """Issue a licence year to one site, by Central Office."""
    here = SiteFactory()

    def act(kind="smart-recovery", starts_on=BEGIN, site=here, fee=None, **more):
        licence_type = LicenceType.objects.get(key=kind)
        fee = fee or Fee(starts_on)
        return issue_licence(
            site=site, licence_type=licence_type, starts_on=starts_on, fee=fee, by=cast.office, at=NOW, **more
        )

    return act


@pytest.fixture
def unpaid(issue):
    """A licence year that waits for its fee."""
    return issue(fee=Fee(None, 70000))


def beside(licence):
    """Another site of the organisation."""
    return SiteFactory(organisation=licence.site.organisation)


def our_site():
    return SiteFactory(organisation=PartnerOrganisation.objects.get(kind="uksr"))


def test_a_licence_year_brings_the_places_of_its_type(issue, cast):
    year = issue()
    grant = PlaceGrant.objects.get(allowance=year)
    assert (year.starts_on, year.ends_on) == (BEGIN, date(2027, 4, 5))
    assert (grant.kind, grant.places, grant.granted_at, grant.granted_by) == (GrantKind.LICENCE, 6, NOW, cast.office)
    assert places(year) == (0, 0, 6, 0)


@pytest.mark.parametrize(
    ("kind", "granted"),
    [
        ("smart-recovery", 6),
        ("family-and-friends", 3),
        ("criminal-justice", 10),
        ("veterans", 6),
        ("community", 6),
    ],
)
def test_every_type_brings_its_number(kind, granted, issue):
    assert places(issue(kind)) == (0, 0, granted, 0)


def test_it_stands_in_the_audit_log(issue, cast):
    year = issue()
    assert audited("enrolment.issue_licence") == [
        {"on": str(year.licence_id), "by": cast.office.pk, "allowance": str(year.pk)}
    ]


def test_a_renewal_begins_the_day_after_and_is_the_same_licence(issue):
    first = issue()
    second = issue(starts_on=first.ends_on + timedelta(days=1))
    assert (first.licence, second.ends_on) == (second.licence, date(2028, 4, 5))
    assert Licence.objects.count() == 1


@pytest.mark.parametrize("starts_on", [BEGIN, date(2027, 4, 5), date(2025, 4, 7), date(2026, 12, 31)])
def test_two_years_of_one_licence_never_overlap(starts_on, issue):
    issue()
    with refused("years_overlap"):
        issue(starts_on=starts_on)
    assert PlaceAllowance.objects.count() == 1


@pytest.mark.parametrize("starts_on", [date(2027, 4, 6), date(2025, 4, 6), date(2030, 1, 1)])
def test_years_beside_one_another_do_not_overlap(starts_on, issue):
    issue()
    assert issue(starts_on=starts_on).starts_on == starts_on


def test_another_type_and_another_site_have_years_of_their_own(issue):
    issue()
    issue("veterans")
    issue(site=SiteFactory())
    assert Licence.objects.count() == 3


def test_a_type_that_is_not_on_sale_is_refused_and_leaves_nothing(issue):
    with refused("not_on_sale"):
        issue("start-smart")
    assert not Licence.objects.exists()


# --- Satellites, corporate licences, our own volunteers --------------------------------------------------------------


def test_a_satellite_belongs_to_a_licence_and_has_no_places(issue):
    parent = issue().licence
    year = issue("satellite", site=beside(parent), parent=parent)
    assert (year.licence.parent, places(year), year.grants.exists()) == (parent, (0, 0, 0, 0), False)


def test_a_satellite_without_a_licence_to_belong_to_is_refused(issue):
    with refused("parent_needed"):
        issue("satellite")


def test_a_satellite_belongs_to_no_licence_of_others_of_its_own_site_or_of_its_kind(issue):
    parent, others = issue().licence, AllowanceFactory().licence
    satellite = issue("satellite", site=beside(parent), parent=parent).licence
    for wrong, site in ((others, beside(parent)), (parent, parent.site), (satellite, beside(parent))):
        with refused("parent_needed"):
            issue("satellite", site=site, parent=wrong)


def test_only_a_satellite_belongs_to_another_licence(issue):
    parent = issue().licence
    with refused("no_parent"):
        issue(site=beside(parent), parent=parent)


def test_a_satellite_is_renewed_under_the_licence_it_has_or_another(issue):
    parent, other = issue().licence, issue("veterans").licence
    satellite = issue("satellite", site=beside(parent), parent=parent).licence
    assert issue("satellite", date(2027, 4, 6), satellite.site).licence.parent == parent
    assert issue("satellite", date(2028, 4, 6), satellite.site, parent=other).licence.parent == other


def test_a_corporate_licence_brings_unlimited_training(issue, cast):
    year = issue("corporate")
    for number in range(12):
        name(year, cast.office, email=f"ada{number}@example.org")
    said = statement_of(year, at=NOW)
    assert (said.is_unlimited, said.granted, said.held, said.left, said.has_place) == (True, 12, 12, 0, True)


def test_or_the_number_of_places_that_was_agreed(issue):
    year = issue("corporate", places=250)
    assert (year.is_unlimited, places(year)) == (False, (0, 0, 250, 0))


@pytest.mark.parametrize(("kind", "number", "code"), [("veterans", 9, "places_fixed"), ("corporate", 0, "no_places")])
def test_no_other_type_has_a_number_of_its_own_and_nought_is_none(kind, number, code, issue):
    with refused(code):
        issue(kind, places=number)


def test_our_volunteers_have_unlimited_training_and_nothing_to_pay(issue, cast):
    year = issue("uksr-volunteers", site=our_site(), fee=Fee(None))
    assert (year.is_unlimited, year.fee_pence, year.paid_on) == (True, 0, date(2026, 4, 20))
    assert name(year, cast.office).allowance == year


def test_nobody_else_has_the_licence_of_our_volunteers(issue):
    with refused("only_ours"):
        issue("uksr-volunteers")


def test_what_is_not_on_sale_is_not_issued_to_us_either(issue):
    with refused("not_on_sale"):
        issue("start-smart", site=our_site())


# --- The fee ----------------------------------------------------------------------------------------------------------


def test_the_fee_and_the_order_are_kept(issue):
    year = issue(fee=Fee(date(2026, 4, 2), 70000, "PO-4711"))
    assert (year.fee_pence, year.paid_on, year.order_reference) == (70000, date(2026, 4, 2), "PO-4711")


def test_nothing_begins_before_the_fee_is_paid(unpaid, cast):
    assert unpaid.state_on(NOW.date()) is LicenceState.UNPAID
    with refused("licence_not_live"):
        name(unpaid, cast.office)


def test_once_it_is_paid_people_are_nominated(unpaid, cast):
    record_payment(allowance=unpaid, paid_on=date(2026, 4, 17), by=cast.office, at=NOW, reference=" PO-4711 ")
    unpaid.refresh_from_db()
    assert (unpaid.paid_on, unpaid.order_reference, unpaid.starts_on) == (date(2026, 4, 17), "PO-4711", BEGIN)
    assert name(unpaid, cast.office).allowance == unpaid
    assert audited("enrolment.record_payment")[0]["allowance"] == str(unpaid.pk)


def test_the_year_of_a_licence_paid_late_may_begin_later(unpaid, cast):
    record_payment(allowance=unpaid, paid_on=date(2026, 4, 20), starts_on=date(2026, 4, 20), by=cast.office, at=NOW)
    unpaid.refresh_from_db()
    assert (unpaid.starts_on, unpaid.ends_on) == (date(2026, 4, 20), date(2027, 4, 19))


def test_but_not_into_another_year_of_the_same_licence(unpaid, issue, cast):
    issue(starts_on=date(2027, 4, 6))
    with refused("years_overlap"):
        record_payment(allowance=unpaid, paid_on=NOW.date(), starts_on=date(2026, 4, 7), by=cast.office, at=NOW)


def test_a_fee_is_paid_once_and_on_no_day_to_come(unpaid, issue, cast):
    with refused("paid_in_future"):
        record_payment(allowance=unpaid, paid_on=date(2026, 4, 21), by=cast.office, at=NOW)
    with refused("already_paid"):
        record_payment(allowance=issue("veterans"), paid_on=BEGIN, by=cast.office, at=NOW)


# --- More places ------------------------------------------------------------------------------------------------------


@pytest.fixture
def grant(cast):
    def act(year, places, kind=GrantKind.PURCHASE, reason=""):
        return grant_places(allowance=year, kind=kind, places=places, reason=reason, by=cast.office, at=NOW)

    return act


def test_places_that_were_bought_are_added(grant):
    year = AllowanceFactory()
    made = grant(year, 2, reason="Invoice 12")
    assert (made.kind, made.reason, places(year)) == (GrantKind.PURCHASE, "Invoice 12", (0, 0, 8, 0))
    assert [(entry["places"], entry["kind"]) for entry in audited("enrolment.grant_places")] == [(2, "purchase")]


def test_an_adjustment_takes_free_places_off_again(grant):
    year = AllowanceFactory()
    NominationFactory(allowance=year)
    grant(year, -5, GrantKind.ADJUSTMENT, "Counted twice")
    assert places(year) == (1, 0, 0, 0)


def test_but_none_that_somebody_holds(grant):
    year = AllowanceFactory()
    NominationFactory(allowance=year)
    with refused("places_taken"):
        grant(year, -6, GrantKind.ADJUSTMENT, "Counted twice")


@pytest.mark.parametrize(
    ("number", "kind", "reason", "code"),
    [
        (0, GrantKind.PURCHASE, "", "no_places"),
        (-1, GrantKind.PURCHASE, "", "no_places"),
        (0, GrantKind.ADJUSTMENT, "Why", "no_places"),
        (1, GrantKind.ADJUSTMENT, "  ", "reason_needed"),
    ],
)
def test_places_without_number_or_reason_are_refused(number, kind, reason, code, grant):
    with refused(code):
        grant(AllowanceFactory(), number, kind, reason)


def test_where_places_are_not_counted_none_are_added(issue, grant):
    with refused("places_not_counted"):
        grant(issue("corporate"), 1)


@pytest.mark.parametrize("starts_on", [date(2025, 4, 19), date(2026, 4, 21)])
def test_places_are_added_to_a_year_that_runs(starts_on, issue, grant):
    with refused("licence_not_live"):
        grant(issue(starts_on=starts_on), 1)
