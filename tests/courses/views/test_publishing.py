"""“Publish edition” in the Wagtail admin: who may, what it shows, and that a refusal is a sentence."""

import pytest
from django.urls import reverse

from courses.models import CourseEdition, CoursePage, LessonPage, ModulePage
from tests.factories.pages import CourseFactory, LessonPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    """A course with a lesson that its edition does not have yet."""
    made = CourseFactory()
    LessonPageFactory(parent=ModulePage.objects.child_of(made).get(), title="Brand new")
    return made


def address_of(course):
    return reverse("courses_publish_edition", args=[course.pk])


def editions_of(course):
    return CourseEdition.objects.filter(course=course).count()


def test_an_editor_sees_what_the_new_edition_consists_of(course, client_of, cast):
    page = client_of(cast.editor).get(address_of(course)).content.decode()
    assert "Brand new" in page
    assert "The current edition is number 1" in page


def test_an_editor_publishes_an_edition(course, client_of, cast):
    answer = client_of(cast.editor).post(address_of(course), {"note": "A lesson more"}, follow=True)
    assert "Edition 2 is published" in answer.content.decode()
    assert CourseEdition.objects.current_for(course).published_by == cast.editor


@pytest.mark.parametrize(("who", "status"), [("office", 302), ("zoe", 403), (None, 302)])
def test_whoever_may_not_publish_the_course_cannot(who, status, course, client_of, cast):
    client = client_of(who and getattr(cast, who))
    answers = [client.get(address_of(course)).status_code, client.post(address_of(course)).status_code]
    assert answers == [status, status]
    assert editions_of(course) == 1


def test_an_editor_without_the_right_to_publish_this_course_cannot(course, client_of, cast):
    cast.editor.groups.get().page_permissions.filter(permission__codename="publish_page").delete()
    assert client_of(cast.editor).post(address_of(course)).status_code in {302, 403}
    assert editions_of(course) == 1


def test_looking_changes_nothing(course, client_of, cast):
    client_of(cast.editor).get(address_of(course))
    assert editions_of(course) == 1


def test_a_refusal_is_shown_as_a_sentence(client_of, cast):
    course = CourseFactory()
    page = client_of(cast.editor).post(address_of(course), {"note": ""}).content.decode()
    assert "Nothing has changed since edition 1." in page
    assert editions_of(course) == 1


def test_a_course_that_awards_without_a_quiz_says_so_before_anybody_presses(client_of, cast):
    course = CourseFactory(awarding=True, lessons=0, questions=0)
    LessonPageFactory(parent=ModulePage.objects.child_of(course).get())
    page = client_of(cast.editor).get(address_of(course)).content.decode()
    assert f"receives a certificate ({course.programme})" in page
    assert 'type="submit" class="button"' not in page


def test_a_course_without_an_edition_says_that_nobody_can_start_it(client_of, cast):
    page = client_of(cast.editor).get(address_of(CourseFactory(lessons=0))).content.decode()
    assert "nobody can start it" in page
    assert "No lesson is published yet." in page


def test_the_button_stands_on_courses_alone(course, client_of, cast):
    client = client_of(cast.editor)
    pages = [client.get(reverse("wagtailadmin_explore", args=[page.pk])) for page in (course, course.get_parent())]
    assert [address_of(course) in page.content.decode() for page in pages] == [True, False]


def test_no_such_course_is_not_found(client_of, cast):
    lesson = ModulePage.objects.child_of(CourseFactory()).get()
    assert client_of(cast.editor).get(address_of(lesson)).status_code == 404
    assert not CoursePage.objects.filter(pk=lesson.pk).exists()


def test_what_is_new_gone_and_moved_is_marked(course, client_of, cast):
    first, second, _new = LessonPage.objects.descendant_of(course).order_by("path")
    LessonPage.objects.filter(pk=first.pk).update(live=False)
    LessonPage.objects.filter(pk=second.pk).update(minutes=45)
    page = client_of(cast.editor).get(address_of(course)).content.decode()
    marked = [page.count(f'w-status--primary">{mark}<') for mark in ("New", "Changed", "Moved")]
    lines = [line in page for line in ("45 min instead of 10", f"<li>“{first.title}”", "<li>“Brand new”")]
    assert (marked, lines) == ([1, 1, 0], [True, True, True])


def test_an_unpublished_course_offers_no_button(course, client_of, cast):
    CoursePage.objects.filter(pk=course.pk).update(live=False)
    page = client_of(cast.editor).get(address_of(course)).content.decode()
    assert "Publish the course page first." in page
    assert 'name="note"' not in page
