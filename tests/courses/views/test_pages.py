"""Serving the course tree: found by address in one step, and still asked about by every hook."""

import pytest

from courses.models import CoursePage, LessonPage, ModulePage
from tests.factories.pages import CourseFactory, LessonPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    """A course of one module with two lessons."""
    return CourseFactory(title="Small steps")


def test_the_catalogue_lists_published_courses_for_everybody(course, client):
    page = client.get("/courses/").content.decode()
    assert "Small steps" in page
    assert "Start SMART" not in page


def test_a_stranger_reads_what_a_course_holds_without_links_into_it(course, client):
    page = client.get(f"/courses/{course.slug}/").content.decode()
    lesson = LessonPage.objects.first()
    assert lesson.title in page
    assert f"/{lesson.slug}/" not in page


def test_a_stranger_is_led_back_to_the_course_after_signing_up(course, client):
    page = client.get(f"/courses/{course.slug}/").content.decode()
    assert f"/accounts/signup/?next=/courses/{course.slug}/" in page


def test_a_lesson_of_no_edition_is_not_shown_on_the_page_of_its_course(course, client):
    LessonPageFactory(parent=ModulePage.objects.get(), title="Not cut yet")
    assert b"Not cut yet" not in client.get(f"/courses/{course.slug}/").content


def test_a_module_leads_to_its_place_in_the_contents(course, client):
    module = ModulePage.objects.get()
    answer = client.get(f"/courses/{course.slug}/{module.slug}/")
    assert answer["Location"] == f"/courses/{course.slug}/#module-{module.translation_key}"
    assert f'id="module-{module.translation_key}"' in client.get(f"/courses/{course.slug}/").content.decode()


@pytest.mark.parametrize("path", ["nothing/", "introduction-to-smart/nothing/", "start-smart/"])
def test_what_is_not_there_or_not_published_is_not_found(path, client):
    assert client.get(f"/courses/{path}").status_code == 404


def test_a_draft_course_is_not_found_even_by_its_editor(client_of, cast):
    assert client_of(cast.editor).get("/courses/start-smart/").status_code == 404


def test_a_draft_course_tells_nothing_through_its_lessons(course, client_of, cast):
    course.unpublish()
    lesson = CoursePage.objects.get(pk=course.pk).get_descendants().last()
    answer = client_of(cast.zoe).get(lesson.url)
    assert (answer.status_code, b"Small steps" in answer.content) == (404, False)


def test_an_address_without_its_last_slash_is_put_right(course, client):
    assert client.get(f"/courses/{course.slug}").status_code == 301
