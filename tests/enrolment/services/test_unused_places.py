"""Leads hear of places that would expire: once per threshold, licence year and Lead."""

from datetime import UTC, date, datetime

import pytest

from enrolment.models import PlaceAllowance
from enrolment.periodic import tell_of_unused_places as job
from enrolment.services.appointments import appoint_lead
from enrolment.services.unused_places import tell_of_unused_places
from lms.notifications import delivery
from lms.notifications.models import OutboundEmail, Status
from tests.cast import NOW
from tests.factories.partners import AllowanceFactory, NominationFactory, SiteFactory

pytestmark = pytest.mark.django_db
DAYS_60, DAYS_30, DAYS_14 = (datetime(2026, *when, 9, tzinfo=UTC) for when in [(11, 1), (12, 1), (12, 17)])


@pytest.fixture(autouse=True)
def november(time_machine):
    """Sixty days before the licence year of the factories ends."""
    time_machine.move_to(DAYS_60, tick=False)


@pytest.fixture
def place(cast):
    """Two places at Quay Street, of Lena's organisation."""
    return AllowanceFactory(licence__site__organisation=cast.partner, licence__site__name="Quay Street", places=2)


def told():
    return sorted(OutboundEmail.objects.filter(kind="unused_places").values_list("to", flat=True))


@pytest.mark.parametrize(("at", "count"), [(DAYS_60.replace(month=10, day=31), 0), (DAYS_60, 1), (DAYS_14, 1)])
def test_the_lead_hears_of_them_sixty_days_before_the_end(at, count, place):
    assert tell_of_unused_places(at=at) == count


def test_once_for_each_threshold_however_often_the_job_runs(place):
    counts = [tell_of_unused_places(at=at) for at in (DAYS_60, DAYS_60, DAYS_30, DAYS_30, DAYS_14, DAYS_14)]
    assert (counts, len(told())) == ([1, 0, 1, 0, 1, 0], 3)


def test_whoever_has_no_place_left_hears_nothing(place):
    NominationFactory.create_batch(2, allowance=place)
    assert tell_of_unused_places(at=DAYS_60) == 0


@pytest.mark.parametrize("fields", [{"is_unlimited": True}, {"paid_on": None}, {"ends_on": date(2026, 10, 1)}])
def test_nor_of_years_without_a_number_unpaid_or_over(fields, place):
    PlaceAllowance.objects.update(**fields)
    assert tell_of_unused_places(at=DAYS_60) == 0


def test_the_lead_of_another_site_hears_nothing(place, cast):
    other = SiteFactory(organisation=cast.partner)
    for person, site in ((cast.amir, other), (cast.zoe, place.licence.site)):
        appoint_lead(organisation=cast.partner, site=site, person=person, starts_on=NOW.date(), by=None, at=NOW)
    tell_of_unused_places(at=DAYS_60)
    assert told() == ["lena@example.org", "zoe@example.org"]


def test_an_ended_appointment_hears_nothing(place, cast):
    cast.partner.appointments.update(ends_on=date(2026, 10, 31))
    assert tell_of_unused_places(at=DAYS_60) == 0


class TestLetter:
    """What it says, as things stand when it goes out."""

    def deliver(self):
        job()
        row = OutboundEmail.objects.get(kind="unused_places")
        delivery.deliver(pk=row.pk, at=DAYS_60)
        row.refresh_from_db()
        return row.status

    def test_it_says_how_many_where_and_until_when(self, place, mailoutbox):
        assert self.deliver() == Status.SENT
        words = "2 training places of the SMART Recovery licence at Quay Street (Harbour Recovery) are still free."
        assert words in mailoutbox[0].body
        assert "until 31 December 2026" in mailoutbox[0].body
        assert mailoutbox[0].subject == "Training places of this licence year"

    def test_it_is_not_sent_once_they_are_taken(self, place, mailoutbox):
        tell_of_unused_places(at=DAYS_60)
        NominationFactory.create_batch(2, allowance=place)
        assert (self.deliver(), mailoutbox) == (Status.CANCELLED, [])
