"""Bookmarks: one press to set, one to take back."""

import pytest

from courses.models import LessonPage
from enrolment.models import Bookmark, Enrolment
from tests.cast import NOW
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.pages import CourseFactory
from tests.factories.study import BookmarkFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    return CourseFactory()


@pytest.fixture
def lesson(course):
    return LessonPage.objects.descendant_of(course).first()


@pytest.fixture
def zoe(course, client_of, cast):
    """Zoë's browser; she takes the course."""
    EnrolmentFactory(learner=cast.zoe, course=course)
    return client_of(cast.zoe)


def address(page):
    return f"/learn/{page.course.slug}/bookmark/{page.activity_key}/"


def test_a_press_sets_it_and_leads_back(lesson, zoe, cast):
    assert zoe.post(address(lesson), {"wanted": "yes"})["Location"] == lesson.url
    assert Bookmark.objects.get().learner == cast.zoe
    assert "Remove the bookmark" in zoe.get(lesson.url).content.decode()


def test_two_presses_set_one(lesson, zoe):
    for _press in range(2):
        zoe.post(address(lesson), {"wanted": "yes"})
    assert Bookmark.objects.count() == 1


def test_another_press_takes_it_back(lesson, zoe):
    zoe.post(address(lesson), {"wanted": "yes"})
    for _press in range(2):
        zoe.post(address(lesson), {"wanted": "no"})
    assert not Bookmark.objects.exists()


def test_from_the_list_it_goes_even_when_the_course_is_over(lesson, zoe):
    zoe.post(address(lesson), {"wanted": "yes"})
    Enrolment.objects.mark_withdrawn(at=NOW)
    assert zoe.post(address(lesson), {"wanted": "yes"}).status_code == 403
    assert zoe.post(f"/learn/bookmarks/{lesson.activity_key}/remove/")["Location"] == "/learn/notes/"
    assert not Bookmark.objects.exists()


@pytest.mark.parametrize("who", ["amir", "lead", "office", "editor"])
def test_nobody_touches_somebody_elses(who, course, lesson, cast, client_of):
    BookmarkFactory(learner=cast.zoe, course=course)
    client = client_of(getattr(cast, who))
    assert client.post(address(lesson), {"wanted": "no"}).status_code == 403
    client.post(f"/learn/bookmarks/{lesson.activity_key}/remove/")
    assert Bookmark.objects.get().learner == cast.zoe


def test_a_get_changes_nothing(lesson, zoe):
    assert zoe.get(address(lesson)).status_code == 302
    assert not Bookmark.objects.exists()


def test_a_get_leads_to_the_list_and_takes_nothing_away(lesson, zoe):
    zoe.post(address(lesson), {"wanted": "yes"})
    assert zoe.get(f"/learn/bookmarks/{lesson.activity_key}/remove/").url == "/learn/notes/"
    assert Bookmark.objects.exists()
