"""The home page of the admin: Central Office reads what waits for it, an editor nothing of partners."""

from datetime import date

import pytest

from tests.enrolment.viewsets.asking import text_of
from tests.factories.partners import AllowanceFactory, NominationFactory, SiteFactory
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db
HOME = "/cms/"


def test_it_says_how_many_nominations_wait_where_nobody_coordinates(office):
    NominationFactory()
    assert "1 nomination waits" in text_of(office, HOME)


def test_a_region_with_a_coordinator_waits_for_nobody_else(office, cast):
    NominationFactory()
    assert cast.coordinator.pk
    assert "Nothing waits for you" in text_of(office, HOME)


def test_it_leads_to_licences_in_grace_and_sites_without(office):
    SiteFactory()
    AllowanceFactory.create_batch(2, starts_on=date(2025, 4, 11))
    page = text_of(office, HOME)
    assert ("2 licences are in grace" in page, "1 site has no licence" in page) == (True, True)
    assert ("/cms/licences/?state=grace" in page, "/cms/partner-sites/?licence=none" in page) == (True, True)


def test_it_counts_partners(office, cast):
    assert cast.partner.pk
    assert "1 partner organisation<" in text_of(office, HOME)


def test_an_editor_reads_nothing_of_partners(client_of, cast):
    NominationFactory()
    page = text_of(client_of(cast.editor), HOME)
    assert ("To do" in page, "partner" in page) == (False, False)


def test_it_costs_the_same_for_few_and_many(office):
    NominationFactory.create_batch(2)
    text_of(office, HOME)
    with assert_statements(at_most=60) as few:
        text_of(office, HOME)
    NominationFactory.create_batch(10)
    with assert_statements(at_most=len(few)):
        text_of(office, HOME)
