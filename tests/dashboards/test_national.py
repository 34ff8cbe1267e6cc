"""National leads at the coordinator's desk: the licences of their type in their nation, and nothing beside them."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from enrolment.models import LicenceType, NationalLead, Region
from enrolment.rules.partners import Nation
from enrolment.services.appointments import appoint_national_lead, end_national_lead
from tests.cast import NOW
from tests.factories.partners import YEAR_START, AllowanceFactory, NominationFactory
from tests.factories.people import UserFactory
from tests.factories.staff import AffiliationFactory

pytestmark = pytest.mark.django_db
DESK = "/coordinator/"
ADDRESSES = (DESK, "/coordinator/people/", "/coordinator/nominations.csv", "/coordinator/partners/")


@pytest.fixture(autouse=True)
def now(time_machine):
    """Licence years are live at NOW."""
    time_machine.move_to(NOW)


@pytest.fixture
def veterans():
    """Val looks after Veterans licences in Scotland."""
    person = UserFactory(full_name="Val Iqbal")
    appoint(person)
    return person


@pytest.fixture
def val(veterans, client_of):
    """Val's browser."""
    return client_of(veterans)


def appoint(person, **fields):
    kept = {"licence_type": LicenceType.objects.get(key="veterans"), "nation": Nation.SCOTLAND}
    return appoint_national_lead(**kept, person=person, starts_on=YEAR_START, by=None, at=NOW, **fields)


def year(licence="veterans", nation=Nation.SCOTLAND, **fields):
    return AllowanceFactory(
        licence__licence_type=LicenceType.objects.get(key=licence),
        licence__site__nation=nation,
        licence__site__region=Region.objects.get(key="scotland"),
        **fields,
    )


def test_the_heading_names_type_and_nation_and_who_shares_them(veterans, val):
    appoint(UserFactory(full_name="Wyn Adair"))
    page = val.get(DESK).content.decode()
    assert "licences in Scotland" in page
    assert "Wyn Adair" in page


def test_own_licences_are_on_every_list(val):
    NominationFactory(allowance=year(), name="Ada Veteran")
    assert all("Ada Veteran" in val.get(address).content.decode() for address in ADDRESSES[:3])


def test_nobody_is_linked_to_a_page_that_is_not_theirs_to_open(val):
    row = NominationFactory(allowance=year(), name="Ada Veteran", redeemed=True)
    AffiliationFactory(person=row.learner, site=row.allowance.licence.site)
    pages = [val.get(address).content.decode() for address in (*ADDRESSES, f"/lead/places/{row.allowance_id}/")]
    links = [link for page in pages for link in re.findall(r'/lead/people/[^/"]+/"', page)]
    assert ("Ada Veteran" in pages[-1], links) == (True, [])


@pytest.mark.parametrize("other", [{"licence": "smart-recovery"}, {"nation": Nation.ENGLAND}], ids=str)
def test_another_type_or_nation_is_on_none(other, val):
    theirs = year(**other, licence__site__organisation__name="Thistle House")
    NominationFactory(allowance=theirs, name="Ada Other")
    pages = "".join(val.get(address).content.decode() for address in ADDRESSES)
    assert ("Ada Other" in pages, "Thistle House" in pages) == (False, False)


@pytest.mark.parametrize("verb", ["issue", "resend", "refuse", "revoke", "release"])
@pytest.mark.parametrize("other", [{"licence": "smart-recovery"}, {"nation": Nation.ENGLAND}], ids=str)
def test_nor_can_anything_be_done_there(verb, other, val):
    nomination = NominationFactory(allowance=year(**other))
    assert val.post(reverse(f"enrolment:{verb}", args=[nomination.pk]), {"reason": "x"}).status_code == 404


def test_they_issue_their_own(val):
    nomination = NominationFactory(allowance=year())
    assert val.post(reverse("enrolment:issue", args=[nomination.pk])).status_code == 302


def test_of_a_partner_they_see_the_licences_of_their_type_alone(val):
    own = year()
    other = AllowanceFactory(licence__site=own.licence.site)
    NominationFactory(allowance=other, name="Ada Other")
    page = val.get(reverse("dashboards:partner", args=[own.licence.site.organisation_id]))
    shown = [item.year.allowance for site in page.context["page"].sites for item in site.years]
    assert (shown, page.context["page"].words) == ([own], ())


def test_it_ends_with_the_appointment(veterans, val, cast, client_of):
    end_national_lead(appointment=NationalLead.objects.get(person=veterans), by=cast.office, at=NOW)
    assert client_of(veterans).get(DESK).status_code == 403


def test_one_that_is_over_opens_nothing(client_of):
    person = UserFactory()
    appoint(person, ends_on=NOW.date() - timedelta(days=1))
    assert client_of(person).get(DESK).status_code == 403


def test_people_of_the_site_are_not_theirs_to_look_after(val):
    colleague = AffiliationFactory(site=year().licence.site)
    assert colleague.person.full_name not in val.get("/lead/staff/").content.decode()
    assert colleague.person.full_name not in val.get("/lead/delivering.csv").content.decode()
    assert {val.get(f"/lead/people/{colleague.pk}/{form}").status_code for form in ("", "left/", "check/")} == {404}
