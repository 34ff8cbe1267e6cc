"""Central Office appoints national leads, sees them listed, and ends what it began."""

import pytest

from enrolment.models import Licence, LicenceType, NationalLead
from lms.accounts.roles import Role
from lms.accounts.services.roles import roles_of
from tests.enrolment.viewsets.asking import errors_of, exported, text_of
from tests.factories.partners import LicenceFactory, NationalLeadFactory
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db
LIST, ADD = "/cms/national-leads/", "/cms/national-leads/new/"


def appoint(browser, **fields):
    veterans = LicenceType.objects.get(key="veterans").pk
    form = {"email": "zoe@example.org", "licence_type": veterans, "nation": "wales", "starts_on": "2026-04-20"}
    return browser.post(ADD, {**form, **fields}, follow=True)


def test_a_national_lead_looks_after_the_type_in_the_nation(office, cast):
    licence = LicenceFactory(licence_type=LicenceType.objects.get(key="veterans"), site__nation="wales")
    LicenceFactory(licence_type=licence.licence_type, site__nation="scotland")
    assert cast.zoe.pk
    assert "looks after SMART Veterans in Wales" in appoint(office).content.decode()
    cast.zoe.refresh_from_db()
    assert (list(Licence.objects.coordinated_by(cast.zoe)), roles_of(cast.zoe)) == ([licence], {Role.COORDINATOR})


@pytest.mark.parametrize(("fields", "name"), [({"email": "nobody@example.org"}, "email"), ({"nation": "x"}, "nation")])
def test_what_is_typed_wrongly_is_said_beside_it(fields, name, office, cast):
    assert cast.zoe.pk
    page = appoint(office, **fields)
    assert (name in page.context["form"].errors, NationalLead.objects.exists()) == (True, False)


def test_nobody_is_appointed_twice_not_even_with_a_last_day(office, cast):
    assert cast.zoe.pk
    for fields in ({}, {"ends_on": "2026-05-31"}):
        appoint(office, **fields)
        assert "holds this appointment already" in errors_of(appoint(office, **fields))


def test_it_is_ended_after_asking_and_stays_in_the_list(office, cast):
    held = NationalLeadFactory(person=cast.zoe)
    address = f"{LIST}end/{held.pk}/"
    assert "Zoë Ŵyn-Łukasz does for SMART Recovery, Wales" in text_of(office, address)
    assert "has ended" in office.post(address, follow=True).content.decode()
    (row,) = exported(office, LIST)
    assert (row["State"], roles_of(cast.zoe), "End</a>" in text_of(office, LIST)) == ("Ended", set(), False)


def test_the_list_costs_the_same_for_few_and_many(office):
    NationalLeadFactory.create_batch(2)
    text_of(office, LIST)
    with assert_statements(at_most=40) as few:
        text_of(office, LIST)
    NationalLeadFactory.create_batch(10)
    with assert_statements(at_most=len(few)):
        text_of(office, LIST)
