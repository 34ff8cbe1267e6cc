"""Leads hear of a check that ends: once for each threshold, and only while it matters (domain B 18)."""

from datetime import timedelta

import pytest
from django.conf import settings

from enrolment.services.appointments import appoint_lead, end_lead
from enrolment.services.reminding import remind_of_checks
from lms.notifications.models import OutboundEmail
from lms.notifications.rendering import message_of
from tests.cast import NOW
from tests.factories.partners import YEAR_START, PartnerFactory, SiteFactory
from tests.factories.people import UserFactory
from tests.factories.staff import AffiliationFactory, CheckFactory

pytestmark = pytest.mark.django_db
TODAY, DAY = NOW.date(), timedelta(days=1)


@pytest.fixture(autouse=True)
def today(time_machine):
    """It is NOW."""
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def here(cast):
    """Zoë at a site of Lena's organisation."""
    return AffiliationFactory(person=cast.zoe, site__organisation=cast.partner)


def ending(here, days, **about):
    owner = {"person": here.person, "organisation": here.site.organisation}
    return CheckFactory(**owner, expires_on=TODAY + days * DAY, **about)


def mailed():
    return list(OutboundEmail.objects.filter(kind="check_ends").order_by("pk"))


def remind(days=0):
    return remind_of_checks(at=NOW + days * DAY)


def test_the_lead_is_told_sixty_and_fourteen_days_before_each_once(here, cast):
    check = ending(here, 62)
    for day in (0, 1, 2, 3, 3, 20, 48, 49, 62, 63):
        remind(day)
    keys = [f"check-ends:{check.pk}:{days}:{cast.lead.pk}" for days in settings.CHECK_REMINDER_DAYS]
    assert [row.key for row in mailed()] == keys


def test_a_day_on_which_nothing_ran_loses_no_reminder(here):
    ending(here, 62)
    remind(5)
    assert len(mailed()) == 1


def test_every_lead_of_the_site_is_told_and_no_other(here, cast):
    single, elsewhere = UserFactory(), UserFactory()
    for person, site in ((single, here.site), (elsewhere, SiteFactory(organisation=cast.partner))):
        appoint_lead(organisation=cast.partner, site=site, person=person, starts_on=YEAR_START, by=None, at=NOW)
    ending(here, 30)
    remind()
    assert cast.otherpartner
    assert {row.user for row in mailed()} == {cast.lead, single}


@pytest.mark.parametrize("newer", [True, False])
def test_of_what_is_no_news_nobody_is_told(newer, here):
    ending(here, 30, withdrawn_at=None if newer else NOW)
    CheckFactory.create_batch(int(newer), person=here.person, organisation=here.site.organisation)
    assert (remind(), mailed()) == (0, [])


def test_of_people_who_left_nobody_is_told(here):
    ending(here, 30)
    here.ends_on = TODAY - DAY
    here.save()
    assert (remind(), mailed()) == (0, [])


def test_a_check_that_another_organisation_saw_is_their_business(here):
    other = AffiliationFactory(person=here.person, site__organisation=PartnerFactory(lead=UserFactory()))
    ending(other, 30)
    remind()
    assert [row.user for row in mailed()] == [other.site.organisation.appointments.get().person]


def test_the_message_names_whom_it_is_about_inside_alone(here, cast):
    ending(here, 30)
    remind()
    message = message_of(mailed()[0])
    assert message.subject == "Something to look at on your desk"
    assert "The check of Zoë Ŵyn-Łukasz, DBS (England and Wales)" in message.text
    assert "counts until 20 May 2026" in message.text
    assert f"/lead/people/{here.pk}/" in message.text


def test_about_their_own_a_lead_is_told_whom_to_ask(cast):
    ending(AffiliationFactory(person=cast.lead, site__organisation=cast.partner), 30)
    remind()
    assert "show it to your Community Coordinator" in message_of(mailed()[0]).text


def test_a_message_that_is_no_news_any_more_is_not_sent(here, cast):
    ending(here, 30)
    remind()
    end_lead(appointment=cast.partner.appointments.get(), by=cast.office, at=NOW)
    assert message_of(mailed()[0]) is None


def test_a_newer_check_stops_the_message(here):
    ending(here, 30)
    remind()
    CheckFactory(person=here.person, organisation=here.site.organisation)
    assert message_of(mailed()[0]) is None
