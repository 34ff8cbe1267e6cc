"""Leaving a course, as a browser shows it: asked once, then one press."""

import pytest

from enrolment.models import Enrolment, Source, Status
from tests.cast import NOW
from tests.factories.enrolments import ActivityCompletionFactory, EnrolmentFactory
from tests.factories.pages import CourseFactory
from tests.factories.partners import AllowanceFactory, NominationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(time_machine):
    """The licence year of the factories runs."""
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def enrolment(cast):
    """Zoë on an open course, half-way."""
    return ActivityCompletionFactory(enrolment__learner=cast.zoe).enrolment


@pytest.fixture
def gated(cast):
    """Zoë on the gated course of a place of Lena's organisation."""
    allowance = AllowanceFactory(licence__site__organisation=cast.partner)
    place = NominationFactory(allowance=allowance, redeemed=True, learner=cast.zoe)
    course = CourseFactory(title="Leading", access="nominated")
    return EnrolmentFactory(learner=cast.zoe, course=course, source=Source.PLACE, nomination=place)


@pytest.fixture
def zoe(cast, client_of):
    """Zoë's browser."""
    return client_of(cast.zoe)


def address(enrolment):
    return f"/learn/{enrolment.course.slug}/leave/"


def course_page(browser, enrolment):
    return browser.get(f"/courses/{enrolment.course.slug}/").content.decode()


def status(enrolment):
    return Enrolment.objects.get(pk=enrolment.pk).status


def test_the_page_of_the_course_leads_there(enrolment, zoe):
    assert f'href="{address(enrolment)}"' in course_page(zoe, enrolment)


def test_asking_changes_nothing(enrolment, zoe):
    assert "You can start again whenever you like" in zoe.get(address(enrolment)).content.decode()
    assert status(enrolment) == Status.ACTIVE


def test_with_a_place_it_says_who_gets_it_back_and_what_they_see(gated, zoe):
    page = zoe.get(address(gated)).content.decode()
    assert "the place goes back to them" in page
    assert "Harbour Recovery" in page
    assert "see the word “released”" in page
    assert f'href="/learn/places/{gated.nomination_id}/pause/"' in page


def test_one_press_leaves_and_the_home_says_so(enrolment, zoe):
    home = zoe.post(address(enrolment), follow=True).content.decode()
    assert status(enrolment) == Status.WITHDRAWN
    assert "What you have done is kept" in home


def test_pressing_twice_is_told_kindly(enrolment, zoe):
    zoe.post(address(enrolment))
    assert zoe.post(address(enrolment)).status_code == 404


def test_whoever_left_an_open_course_may_start_again_where_they_were(enrolment, zoe):
    zoe.post(address(enrolment))
    page = course_page(zoe, enrolment)
    assert "You left this course on" in page
    assert "Start again" in page
    lesson = zoe.post(f"/learn/{enrolment.course.slug}/start/", follow=True).content.decode()
    assert "What you did on this course before counts again." in lesson
    assert 'value="50"' in course_page(zoe, enrolment)


def test_whoever_left_a_gated_course_reads_how_to_come_back(gated, zoe):
    zoe.post(address(gated))
    assert "your SMART Lead can nominate you for a new place" in course_page(zoe, gated)


def test_a_used_place_is_not_left_but_paused(gated, zoe):
    type(gated.nomination).objects.update(used_at=NOW)
    page = zoe.get(address(gated)).content.decode()
    assert "it is yours and cannot go back" in page
    assert "Pause for a while" in page
    assert zoe.post(address(gated)).status_code == 409


def test_what_is_finished_has_nothing_to_leave(cast, zoe):
    finished = EnrolmentFactory(learner=cast.zoe, completed=True)
    assert "nothing to leave" in zoe.get(address(finished)).content.decode()


def test_nobody_leaves_for_somebody_else(enrolment, cast, client_of):
    assert client_of(cast.amir).post(address(enrolment)).status_code == 404
    assert status(enrolment) == Status.ACTIVE
