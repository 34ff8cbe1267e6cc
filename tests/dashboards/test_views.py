"""My learning, as a browser shows it: the next step, the path, and what is finished."""

import pytest

from courses.models import LessonPage
from enrolment.links import code_of
from tests.cast import NOW
from tests.factories.enrolments import ActivityCompletionFactory, EnrolmentFactory
from tests.factories.pages import CourseFactory
from tests.factories.partners import NominationFactory
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db


def page_of(client):
    return client.get("/learn/").content.decode()


def test_a_stranger_signs_in_first(client):
    assert client.get("/learn/")["Location"] == "/accounts/login/?next=/learn/"


def test_a_newcomer_is_offered_to_start(client_of, cast):
    course = CourseFactory(title="Small steps")
    page = page_of(client_of(cast.zoe))
    assert f'action="/learn/{course.slug}/start/"' in page
    assert "Start this course" in page


def test_a_learner_goes_on_with_one_press(client_of, cast):
    enrolment = EnrolmentFactory(learner=cast.zoe)
    ActivityCompletionFactory(enrolment=enrolment)
    page = page_of(client_of(cast.zoe))
    assert f'href="{LessonPage.objects.order_by("path").last().url}"' in page
    assert page.count("Continue") == 1


def test_a_finished_open_course_offers_its_note(client_of, cast):
    enrolment = EnrolmentFactory(learner=cast.zoe, completed=True)
    assert f'href="/learn/notes/{enrolment.pk}/"' in page_of(client_of(cast.zoe))


def test_a_finished_course_that_awards_leads_to_the_certificate(client_of, cast):
    EnrolmentFactory(learner=cast.zoe, course=CourseFactory(awarding=True), completed=True)
    page = page_of(client_of(cast.zoe))
    assert ('href="/learn/certificates/"' in page, "Completion note" in page) == (True, False)


def test_another_persons_learning_is_not_shown(client_of, cast):
    enrolment = EnrolmentFactory(learner=cast.amir, completed=True)
    assert str(enrolment.pk) not in page_of(client_of(cast.zoe))


def test_a_course_that_is_being_updated_asks_to_come_back(client_of, cast):
    EnrolmentFactory(learner=cast.zoe).course.unpublish()
    assert "being updated" in page_of(client_of(cast.zoe))


def test_a_person_is_greeted_by_the_name_they_like(client_of, cast):
    assert "Ami." in page_of(client_of(cast.amir))


@pytest.mark.parametrize("count", [1, 6])
def test_the_page_costs_the_same_for_few_courses_and_many(count, client_of, cast):
    client = client_of(cast.zoe)
    for course in CourseFactory.create_batch(count):
        ActivityCompletionFactory(enrolment=EnrolmentFactory(learner=cast.zoe, course=course))
    client.get("/learn/")
    with assert_statements(at_most=18):
        client.get("/learn/")


def test_a_place_that_waits_comes_first_with_its_button(client_of, cast, time_machine):
    time_machine.move_to(NOW, tick=False)
    CourseFactory()
    place = NominationFactory(invited=True, email=cast.zoe.email)
    page = page_of(client_of(cast.zoe))
    assert page.index(f'class="button" href="/enrol/{code_of(place, 1)}/"') < page.index("Your next step")
    assert "until 18 May 2026" in page


def test_with_nothing_but_a_waiting_place_it_is_not_said_that_nothing_waits(client_of, cast, time_machine):
    time_machine.move_to(NOW, tick=False)
    NominationFactory(invited=True, email=cast.zoe.email)
    assert "nothing waiting" not in page_of(client_of(cast.zoe))


@pytest.mark.parametrize("places", [0, 1, 5])
def test_the_page_costs_the_same_however_many_places_wait(places, client_of, cast, time_machine):
    time_machine.move_to(NOW, tick=False)
    client = client_of(cast.zoe)
    NominationFactory.create_batch(places, invited=True, email=cast.zoe.email)
    client.get("/learn/")
    with assert_statements(at_most=8):
        client.get("/learn/")


def test_only_looking_is_possible(client_of, cast):
    assert client_of(cast.zoe).post("/learn/").status_code == 405
