"""Beats over HTTP: what a page is given, who is heard, what it costs, and what a learner reads of their time."""

from datetime import timedelta
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from courses.models import CoursePage, LessonPage
from courses.outline import page_address
from enrolment.models import Enrolment, OpenStudy, Status, StudyTime
from tests.cast import NOW, Cast
from tests.factories.attempts import AttemptFactory
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.pages import CourseFactory
from tests.factories.study_time import StudyTimeFactory
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(cast: Cast, time_machine) -> CoursePage:
    """A course of two lessons that Zoë takes; it is NOW."""
    time_machine.move_to(NOW, tick=False)
    course = CourseFactory(title="Tools")
    EnrolmentFactory(learner=cast.zoe, course=course)
    return course


def lesson(course: CoursePage, number: int = 0) -> LessonPage:
    return LessonPage.objects.descendant_of(course).order_by("path")[number]


def read(browser: Client, course: CoursePage, number: int = 0):
    return browser.get(page_address(course, lesson(course, number)))


def ticket_in(answer) -> str:
    return answer.context["learner"].pulse.ticket


def address(course: CoursePage, number: int = 0) -> str:
    return reverse("enrolment:beat", args=[course.slug, lesson(course, number).activity_key])


def beat(browser: Client, course: CoursePage, ticket: str, number: int = 0, **more):
    return browser.post(address(course, number), {"ticket": ticket, **more})


def begun(browser: Client, course: CoursePage) -> str:
    return beat(browser, course, ticket_in(read(browser, course)), begins="1").json()["ticket"]


def times() -> list[tuple[int, int]]:
    return list(StudyTime.objects.order_by("pk").values_list("seconds", "estimated_seconds"))


def test_a_page_tells_of_itself_with_its_ticket_and_earns_the_time_that_passed(cast, client_of, course, time_machine):
    browser = client_of(cast.zoe)
    ticket = begun(browser, course)
    time_machine.move_to(NOW + timedelta(seconds=25))
    answer = beat(browser, course, ticket)
    assert (answer.status_code, times()) == (200, [(25, 0)])
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_the_page_has_the_form_that_the_script_sends(cast, client_of, course):
    page = read(client_of(cast.zoe), course).content.decode()
    assert f'action="{address(course)}"' in page
    assert 'data-every="25" data-idle="75" data-renew="600"' in page
    assert "study-time.js" in page


def test_times_that_a_browser_sends_are_not_read(cast, client_of, course, time_machine):
    browser = client_of(cast.zoe)
    ticket = begun(browser, course)
    time_machine.move_to(NOW + timedelta(seconds=10))
    beat(browser, course, ticket, seconds="3600", at="2031-01-01T00:00:00Z")
    assert times() == [(10, 0)]


@pytest.mark.parametrize("second_factor", [False, True])
def test_a_beat_costs_two_statements_and_the_first_on_an_activity_three(
    cast, client_of, course, time_machine, settings, second_factor
):
    browser, settings.MFA_REQUIRED = client_of(cast.zoe), second_factor
    ticket, here = begun(browser, course), address(course)
    for passed, statements in ((25, 3), (50, 2), (75, 2)):
        time_machine.move_to(NOW + timedelta(seconds=passed))
        with assert_statements(at_most=statements):
            ticket = browser.post(here, {"ticket": ticket}).json()["ticket"]
    assert times() == [(75, 0)]


def test_a_beat_that_begins_or_comes_too_late_costs_two_statements(cast, client_of, course, time_machine):
    browser, here = client_of(cast.zoe), address(course)
    ticket = ticket_in(read(browser, course))
    OpenStudy.objects.all().delete()
    with assert_statements(at_most=2):
        late = browser.post(here, {"ticket": ticket, "begins": "1"}).json()["ticket"]
    time_machine.move_to(NOW + timedelta(seconds=10))
    beat(browser, course, late)
    with assert_statements(at_most=2):
        assert browser.post(here, {"ticket": late}).status_code == 200


def test_without_a_ticket_the_gate_is_asked_and_nothing_is_earned(cast, client_of, course, time_machine):
    browser = client_of(cast.zoe)
    begun(browser, course)
    time_machine.move_to(NOW + timedelta(seconds=30))
    assert beat(browser, course, "made up").status_code == 200
    assert times() == []


def test_a_ticket_is_renewed_by_the_gate_and_loses_nothing(cast, client_of, course, time_machine):
    browser = client_of(cast.zoe)
    ticket = begun(browser, course)
    time_machine.move_to(NOW + timedelta(seconds=20))
    ticket = beat(browser, course, ticket, renew="1").json()["ticket"]
    time_machine.move_to(NOW + timedelta(seconds=25))
    beat(browser, course, ticket)
    assert times() == [(25, 0)]


def test_a_ticket_lasts_a_quarter_of_an_hour(cast, client_of, course, time_machine):
    browser = client_of(cast.zoe)
    ticket = begun(browser, course)
    time_machine.move_to(NOW + timedelta(minutes=15))
    fresh = beat(browser, course, ticket).json()["ticket"]
    assert times() == []
    beat(browser, course, fresh)
    assert times() == [(60, 0)]


def test_once_they_may_not_study_the_course_the_gate_says_so(cast, client_of, course):
    browser = client_of(cast.zoe)
    ticket = begun(browser, course)
    Enrolment.objects.update(status=Status.WITHDRAWN, withdrawn_at=NOW)
    assert beat(browser, course, ticket, renew="1").status_code == 403
    assert beat(browser, course, "").status_code == 403


def test_somebody_elses_ticket_is_worth_nothing(cast, client_of, course, time_machine):
    ticket = begun(client_of(cast.zoe), course)
    time_machine.move_to(NOW + timedelta(seconds=25))
    assert beat(client_of(cast.amir), course, ticket).status_code == 403
    EnrolmentFactory(learner=cast.amir, course=course)
    assert beat(client_of(cast.amir), course, ticket).status_code == 200
    assert times() == []


def test_after_signing_out_a_ticket_is_worth_nothing(cast, client_of, course, time_machine):
    browser = client_of(cast.zoe)
    ticket = begun(browser, course)
    browser.logout()
    time_machine.move_to(NOW + timedelta(seconds=25))
    answer = beat(browser, course, ticket)
    assert (answer.status_code, urlsplit(answer.url).path, times()) == (302, reverse("account_login"), [])


def test_a_ticket_for_one_activity_is_worth_nothing_at_another(cast, client_of, course, time_machine):
    browser = client_of(cast.zoe)
    ticket = begun(browser, course)
    time_machine.move_to(NOW + timedelta(seconds=25))
    beat(browser, course, ticket, number=1)
    assert times() == []


@pytest.mark.parametrize("slug", ["tools", "getting-smart", "no-such-course"])
def test_an_activity_that_is_not_theirs_is_not_found(cast, client_of, course, slug):
    CoursePage.objects.filter(slug="getting-smart").update(live=False)
    answer = client_of(cast.zoe).post(reverse("enrolment:beat", args=[slug, uuid4()]))
    assert (answer.status_code, times()) == (404, [])


def test_a_lesson_added_after_their_edition_is_not_found(cast, client_of, course):
    other = CourseFactory()
    key = lesson(other).activity_key
    assert client_of(cast.zoe).post(reverse("enrolment:beat", args=[course.slug, key])).status_code == 404


def test_who_only_looks_at_the_address_is_led_to_the_course(cast, client_of, course):
    assert client_of(cast.zoe).get(address(course)).url == page_address(course, course)


def test_the_questions_of_a_quiz_tell_of_themselves_too(client_of, time_machine):
    time_machine.move_to(NOW, tick=False)
    attempt = AttemptFactory()
    browser, slug = client_of(attempt.enrolment.learner), attempt.enrolment.course.slug
    page = browser.get(reverse("assessments:question", args=[attempt.pk, 1]))
    here = reverse("enrolment:beat", args=[slug, attempt.assessment.activity_key])
    ticket = browser.post(here, {"ticket": page.context["pulse"].ticket, "begins": "1"}).json()["ticket"]
    time_machine.move_to(NOW + timedelta(seconds=40))
    browser.post(here, {"ticket": ticket})
    assert (times(), f'action="{here}"' in page.content.decode()) == ([(40, 0)], True)


# --- Without JavaScript ---------------------------------------------------------------------------


def test_from_page_to_page_the_time_is_estimated(cast, client_of, course, time_machine):
    browser = client_of(cast.zoe)
    read(browser, course)
    time_machine.move_to(NOW + timedelta(minutes=4))
    read(browser, course, 1)
    assert times() == [(0, 240)]


def test_the_page_of_the_course_ends_an_estimate(cast, client_of, course, time_machine):
    browser = client_of(cast.zoe)
    read(browser, course)
    time_machine.move_to(NOW + timedelta(minutes=4))
    answer = browser.get(page_address(course, course))
    time_machine.move_to(NOW + timedelta(hours=4))
    read(browser, course, 1)
    assert (times(), answer.context["learner"].time.minutes) == ([(0, 240)], 4)


def test_marking_as_done_credits_the_page(cast, client_of, course, time_machine):
    browser = client_of(cast.zoe)
    read(browser, course)
    time_machine.move_to(NOW + timedelta(minutes=3))
    browser.post(reverse("enrolment:mark-done", args=[course.slug, lesson(course).activity_key]))
    assert times() == [(0, 180)]


def test_asking_only_for_the_head_of_a_page_opens_nothing(cast, client_of, course):
    client_of(cast.zoe).head(page_address(course, lesson(course)))
    assert not OpenStudy.objects.exists()


def test_a_page_that_is_being_updated_opens_nothing(cast, client_of, course):
    lesson(course).unpublish()
    assert "pulse" not in read(client_of(cast.zoe), course).content.decode()
    assert not OpenStudy.objects.exists()


@pytest.mark.parametrize("lessons", [3, 30])
def test_going_from_lesson_to_lesson_without_a_script_keeps_to_the_budget(cast, client_of, time_machine, lessons):
    time_machine.move_to(NOW, tick=False)
    course, browser = CourseFactory(lessons=lessons), client_of(cast.zoe)
    EnrolmentFactory(learner=cast.zoe, course=course)
    addresses = [page_address(course, lesson(course, number)) for number in (0, 1, 0, 1)]
    for number, to in enumerate([page_address(course, course), *addresses, *addresses, page_address(course, course)]):
        time_machine.move_to(NOW + timedelta(minutes=number))
        with assert_statements(at_most=10 if number > 3 else 14):  # before, caches of texts are filled
            browser.get(to)
    assert sum(estimated for _seconds, estimated in times()) == 7 * 60


@pytest.mark.parametrize("lessons", [3, 30])
def test_a_lesson_costs_nothing_more_for_whom_a_script_tells_of(cast, client_of, course, time_machine, lessons):
    course, browser = CourseFactory(lessons=lessons), client_of(cast.zoe)
    EnrolmentFactory(learner=cast.zoe, course=course)
    read(browser, course, 1)
    begun(browser, course)
    to = page_address(course, lesson(course, 1))
    with assert_statements(at_most=8):
        browser.get(to)


# --- What the learner reads -----------------------------------------------------------------------


def test_the_page_of_their_time_says_what_was_counted_and_what_estimated(cast, client_of, course):
    enrolment = Enrolment.objects.get()
    first, second = enrolment.edition.outline.activities
    StudyTimeFactory(enrolment=enrolment, activity_key=first.key)
    StudyTimeFactory(enrolment=enrolment, activity_key=second.key, seconds=0, estimated_seconds=30)
    page = client_of(cast.zoe).get(reverse("enrolment:my-time")).content.decode()
    assert [words in page for words in (first.title, "10 min", second.title, "under 1 min", "estimated")] == [True] * 5


def test_nobody_elses_time_stands_on_it(cast, client_of, course):
    StudyTimeFactory(enrolment=Enrolment.objects.get())
    page = client_of(cast.amir).get(reverse("enrolment:my-time")).content.decode()
    assert ("Tools" in page, "There is nothing here yet" in page) == (False, True)


@pytest.mark.parametrize("courses", [2, 12])
def test_their_time_costs_the_same_for_few_courses_and_many(cast, client_of, courses):
    for _number in range(courses):
        StudyTimeFactory(enrolment__learner=cast.zoe)
    browser = client_of(cast.zoe)
    with assert_statements(at_most=5):
        assert browser.get(reverse("enrolment:my-time")).status_code == 200
