"""My learning, as a browser shows it: the next step, the path, and what is finished."""

import pytest

from courses.models import LessonPage
from tests.factories.enrolments import ActivityCompletionFactory, EnrolmentFactory
from tests.factories.pages import CourseFactory
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


def test_only_looking_is_possible(client_of, cast):
    assert client_of(cast.zoe).post("/learn/").status_code == 405
