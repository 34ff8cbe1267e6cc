"""Renewing a licence, through Central Office's pages: what waits for the fee, and what opens at once (B 11)."""

from datetime import UTC, date, datetime

import pytest

from courses.models import Access, LessonPage
from enrolment.models import Nomination, PlaceAllowance, Source
from enrolment.rules.places import NominationStatus
from enrolment.services.tokens import issue_token, resend_token
from tests.cast import NOW
from tests.enrolment.acts import name, places, take_up
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.pages import CourseFactory
from tests.factories.partners import AllowanceFactory, NominationFactory
from tests.refusals import refused

pytestmark = pytest.mark.django_db

# The licence year 2026 is over; its grace ends on 30 January 2027.
IN_GRACE, LAPSED = datetime(2027, 1, 10, 12, tzinfo=UTC), datetime(2027, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def year():
    """The licence year 2026."""
    return AllowanceFactory()


@pytest.fixture
def lesson(year, cast):
    """The address of a gated lesson that Zoë takes with a place of that year."""
    course = CourseFactory(access=Access.NOMINATED, questions=1)
    nomination = NominationFactory(redeemed=True, learner=cast.zoe, allowance=year)
    EnrolmentFactory(learner=cast.zoe, course=course, source=Source.PLACE, nomination=nomination)
    return LessonPage.objects.descendant_of(course).first().url


@pytest.fixture
def renew(year, cast, client_of):
    """Central Office issues the next year from the page of the licence, paid or not."""
    licence = year.licence

    def act(paid_on=""):
        sent = {"site": licence.site_id, "licence_type": licence.licence_type_id, "starts_on": "2027-01-01"}
        client_of(cast.office).post("/cms/licences/new/", {**sent, "paid_on": paid_on})
        return PlaceAllowance.objects.get(licence=licence, starts_on=date(2027, 1, 1))

    return act


@pytest.fixture
def pay(cast, client_of):
    """Central Office records that the fee arrived."""

    def act(year, paid_on):
        address = f"/cms/licences/payment/{year.licence_id}/{year.pk}/"
        client_of(cast.office).post(address, {"paid_on": paid_on, "starts_on": "2027-01-01"})

    return act


@pytest.fixture
def opens(client_of, cast, lesson):
    """Whether Zoë may read the lesson: the status of the answer."""
    return lambda: client_of(cast.zoe).get(lesson).status_code


def test_a_lapsed_licence_closes_the_lesson_and_its_renewal_opens_it_once_paid(opens, renew, pay, time_machine):
    time_machine.move_to(LAPSED, tick=False)
    assert opens() == 403
    following = renew()
    assert opens() == 403  # ordered, not paid
    pay(following, "2027-03-01")
    assert opens() == 200


def test_a_renewal_that_is_paid_at_once_opens_it_at_once(opens, renew, time_machine):
    time_machine.move_to(LAPSED, tick=False)
    assert (opens(), renew("2027-02-26").fee_pence, opens()) == (403, 70000, 200)


def test_in_grace_learners_go_on_and_a_renewal_without_its_fee_prolongs_nothing(opens, renew, time_machine):
    time_machine.move_to(IN_GRACE, tick=False)
    renew()
    assert opens() == 200
    time_machine.move_to(LAPSED, tick=False)
    assert opens() == 403


@pytest.fixture
def waiting(year, cast):
    """Two people of the year before: one nominated, one invited in its last week."""
    late = datetime(2026, 12, 28, 12, tzinfo=UTC)
    first, second = (name(year, cast.lead, email=f"{who}@example.org", at=late) for who in ("ada", "bo"))
    token = issue_token(nomination=second, by=cast.coordinator, at=late)
    return first, token


def test_in_grace_nothing_new_begins_whether_the_next_year_is_ordered_or_not(waiting, renew, cast, time_machine):
    time_machine.move_to(IN_GRACE, tick=False)
    nominated, token = waiting
    following = renew()
    for year in (following, token.nomination.allowance):
        with refused("licence_not_live"):
            name(year, cast.lead, email="cy@example.org", at=IN_GRACE)
    with refused("licence_not_live"):
        issue_token(nomination=nominated, by=cast.coordinator, at=IN_GRACE)


def test_in_grace_nothing_is_sent_again_or_taken_up(waiting, renew, cast, time_machine):
    time_machine.move_to(IN_GRACE, tick=False)
    _nominated, token = waiting
    renew()
    with refused("licence_not_live"):
        resend_token(nomination=token.nomination, by=cast.coordinator, at=IN_GRACE)
    with refused("token_lapsed"):
        take_up(token, cast.amir, at=IN_GRACE)


def test_once_the_renewal_is_paid_its_own_places_are_there(year, renew, pay, cast, time_machine):
    time_machine.move_to(IN_GRACE, tick=False)
    following = renew()
    pay(following, "2027-01-10")
    made = name(following, cast.lead, at=IN_GRACE)
    issue_token(nomination=made, by=cast.coordinator, at=IN_GRACE)
    assert Nomination.objects.get(pk=made.pk).status == NominationStatus.INVITED
    assert (places(following, at=IN_GRACE), places(year, at=IN_GRACE)) == ((1, 0, 5, 0), (0, 0, 0, 6))


def test_before_its_first_day_a_paid_renewal_gives_no_places(year, renew, cast, time_machine):
    time_machine.move_to(NOW, tick=False)
    following = renew("2026-04-20")
    with refused("licence_not_live"):
        name(following, cast.lead, at=NOW)
