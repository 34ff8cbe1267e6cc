"""Hearing of a learner: what it earns, what it does not, and that no stretch of time is ever earned twice."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from enrolment.models import Enrolment, OpenStudy, Status, StudyTime
from enrolment.services.study_time import hear, leave, mark_of, open_activity, settle
from enrolment.tickets import Ticket
from tests.cast import NOW
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.study_time import OpenStudyFactory

pytestmark = pytest.mark.django_db


def later(seconds: float):
    return NOW + timedelta(seconds=seconds)


def ticket_of(enrolment: Enrolment, place: int = 0) -> Ticket:
    key = enrolment.edition.outline.keys[place]
    return Ticket(enrolment.course.slug, key, enrolment.learner_id, str(enrolment.pk), NOW.isoformat())


def begun(ticket: Ticket, at=NOW) -> Ticket:
    return hear(ticket=ticket, begins=True, at=at)


def beat(ticket: Ticket, at) -> Ticket:
    return hear(ticket=ticket, begins=False, at=at)


def times() -> list[tuple[int, int]]:
    return list(StudyTime.objects.order_by("pk").values_list("seconds", "estimated_seconds"))


# --- Beats ----------------------------------------------------------------------------------------


def test_the_first_beat_earns_nothing_and_the_next_what_passed_since():
    ticket = begun(ticket_of(EnrolmentFactory()))
    assert times() == []
    beat(ticket, later(25))
    assert times() == [(25, 0)]


def test_beats_on_one_activity_are_one_row():
    ticket = begun(ticket_of(EnrolmentFactory()))
    for passed in (25, 50, 75):
        ticket = beat(ticket, later(passed))
    assert times() == [(75, 0)]


def test_parts_of_a_second_are_not_lost():
    ticket = begun(ticket_of(EnrolmentFactory()))
    for passed in (1.4, 2.8, 4.2, 5.6, 7):
        ticket = beat(ticket, later(passed))
    assert times() == [(7, 0)]


@pytest.mark.parametrize("passed", [61, 3600, 86_400])
def test_whatever_lies_before_it_a_beat_earns_one_cap(passed):
    beat(begun(ticket_of(EnrolmentFactory())), later(passed))
    assert times() == [(60, 0)]


def test_a_page_that_is_in_use_again_begins_anew():
    ticket = beat(begun(ticket_of(EnrolmentFactory())), later(25))
    beat(begun(ticket, later(3600)), later(3610))
    assert times() == [(35, 0)]


def test_a_beat_that_is_sent_again_earns_nothing():
    ticket = begun(ticket_of(EnrolmentFactory()))
    for passed in (25, 26, 27, 50):
        beat(ticket, later(passed))
    assert times() == [(25, 0)]


def test_beats_out_of_order_earn_what_the_first_to_come_earns():
    first = begun(ticket_of(EnrolmentFactory()))
    second = beat(first, later(25))
    beat(second, later(40))
    beat(first, later(40))
    assert times() == [(40, 0)]


def test_a_clock_that_goes_back_earns_nothing():
    ticket = beat(begun(ticket_of(EnrolmentFactory())), later(25))
    assert beat(ticket, later(5)) == ticket
    assert times() == [(25, 0)]


def test_two_tabs_on_two_lessons_earn_the_time_once():
    enrolment = EnrolmentFactory()
    tabs = [begun(ticket_of(enrolment, place)) for place in (0, 1)]
    for passed in range(10, 310, 10):
        tabs = [beat(tab, later(passed)) for tab in tabs]
    assert sum(seconds for seconds, _estimated in times()) == 300


def test_a_tab_that_lost_the_mark_goes_on_from_where_it_stands():
    enrolment = EnrolmentFactory()
    other = begun(ticket_of(enrolment))
    mine = begun(ticket_of(enrolment, 1), later(1))
    lost = beat(other, later(20))
    beat(lost, later(30))
    assert (times(), mine.mark == lost.mark) == ([(29, 0)], True)


def test_two_courses_on_two_devices_share_the_time_of_one_person():
    one = EnrolmentFactory()
    tabs = [begun(ticket_of(one)), begun(ticket_of(EnrolmentFactory(learner=one.learner)))]
    for passed in range(20, 620, 20):
        tabs = [beat(tab, later(passed)) for tab in reversed(tabs)]
    assert sum(seconds for seconds, _estimated in times()) <= 600


def test_two_people_earn_their_own_time():
    tabs = [begun(ticket_of(EnrolmentFactory())) for _ in range(2)]
    for tab in tabs:
        beat(tab, later(30))
    assert times() == [(30, 0), (30, 0)]


def test_whose_place_has_ended_earns_nothing_from_that_moment():
    enrolment = EnrolmentFactory()
    ticket = beat(begun(ticket_of(enrolment)), later(20))
    Enrolment.objects.update(status=Status.WITHDRAWN, withdrawn_at=NOW)
    beat(ticket, later(40))
    assert times() == [(20, 0)]


def test_without_an_open_interval_a_beat_earns_nothing():
    ticket = begun(ticket_of(EnrolmentFactory()))
    OpenStudy.objects.all().delete()
    beat(ticket, later(20))
    assert times() == []


# --- Estimates ------------------------------------------------------------------------------------


def opening(enrolment: Enrolment, place: int, passed: float) -> None:
    key = enrolment.edition.outline.keys[place]
    open_activity(enrolment=enrolment, activity_key=key, mark=mark_of(enrolment.learner_id), at=later(passed))


def test_the_next_page_credits_the_time_on_the_one_before_as_an_estimate():
    enrolment = EnrolmentFactory()
    opening(enrolment, 0, 0)
    opening(enrolment, 1, 240)
    assert times() == [(0, 240)]
    assert mark_of(enrolment.learner_id).activity_key == UUID(enrolment.edition.outline.keys[1])


def test_a_day_away_is_estimated_at_twice_the_minutes_of_the_page():
    enrolment = EnrolmentFactory()
    opening(enrolment, 0, 0)
    opening(enrolment, 1, 86_400)
    assert times() == [(0, 20 * 60)]


def test_opening_the_same_page_again_lets_its_time_run_on():
    enrolment = EnrolmentFactory()
    for passed in (0, 60, 120):
        opening(enrolment, 0, passed)
    opening(enrolment, 1, 300)
    assert times() == [(0, 300)]


def test_the_time_of_another_course_is_credited_there():
    one = EnrolmentFactory()
    other = EnrolmentFactory(learner=one.learner)
    opening(one, 0, 0)
    opening(other, 0, 100)
    assert StudyTime.objects.get().enrolment == one


def test_nothing_is_estimated_for_a_course_that_has_ended_meanwhile():
    one = EnrolmentFactory()
    opening(one, 0, 0)
    Enrolment.objects.update(status=Status.WITHDRAWN, withdrawn_at=NOW)
    opening(EnrolmentFactory(learner=one.learner), 0, 100)
    assert times() == []


def test_what_is_counted_is_not_estimated_too():
    enrolment = EnrolmentFactory()
    opening(enrolment, 0, 0)
    ticket = begun(ticket_of(enrolment), later(1))
    beat(ticket, later(31))
    opening(enrolment, 1, 32)
    opening(enrolment, 1, 500)
    assert times() == [(30, 0)]


def test_a_browser_without_a_script_begins_an_estimate_once_no_script_is_heard():
    enrolment = EnrolmentFactory()
    begun(ticket_of(enrolment))
    opening(enrolment, 0, 600)
    opening(enrolment, 1, 660)
    assert times() == [(0, 60)]


def test_marking_as_done_credits_up_to_now_and_goes_on():
    enrolment = EnrolmentFactory()
    opening(enrolment, 0, 0)
    settle(learner_id=enrolment.learner_id, at=later(90))
    opening(enrolment, 1, 95)
    assert times() == [(0, 95)]


def leaving(enrolment: Enrolment, passed: float) -> int:
    return leave(enrolment=enrolment, mark=mark_of(enrolment.learner_id), at=later(passed))


def test_a_page_that_is_no_activity_ends_the_estimate():
    enrolment = EnrolmentFactory()
    opening(enrolment, 0, 0)
    assert [leaving(enrolment, passed) for passed in (120, 500)] == [120, 120]
    opening(enrolment, 1, 86_400)
    assert times() == [(0, 120)]


def test_what_ended_is_credited_when_somebody_asks_and_only_once():
    enrolment = EnrolmentFactory()
    opening(enrolment, 0, 0)
    leaving(enrolment, 120)
    for passed in (130, 5000):
        settle(learner_id=enrolment.learner_id, at=later(passed))
    opening(enrolment, 1, 9000)
    assert times() == [(0, 120)]


def test_whoever_comes_back_to_the_page_they_left_begins_anew():
    enrolment = EnrolmentFactory()
    opening(enrolment, 0, 0)
    leaving(enrolment, 60)
    opening(enrolment, 0, 600)
    opening(enrolment, 1, 630)
    assert times() == [(0, 90)]


def test_leaving_says_nothing_of_somebody_whom_a_script_tells_of():
    ticket = begun(ticket_of(enrolment := EnrolmentFactory()))
    leaving(enrolment, 10)
    beat(ticket, later(20))
    assert times() == [(20, 0)]


@pytest.mark.parametrize("passed", [30, 5000])
def test_of_two_pages_opened_with_the_same_mark_one_earns(passed):
    row = OpenStudyFactory()
    mark = mark_of(row.learner_id)
    for place in (1, 0):
        key = row.enrolment.edition.outline.keys[place]
        open_activity(enrolment=row.enrolment, activity_key=key, mark=replace(mark), at=later(passed))
    assert times() == [(0, min(passed, 1200))]
