"""“Finish this course”, and pages that are being updated: what the learner sees and does."""

import pytest
from django.urls import reverse

from courses.models import LessonPage
from courses.outline import page_address
from enrolment.models import Enrolment
from enrolment.services.editions import retire
from tests.cast import NOW
from tests.factories.enrolments import ActivityCompletionFactory, EnrolmentFactory
from tests.factories.pages import CourseFactory

pytestmark = pytest.mark.django_db
FINISH = "Finish this course"


@pytest.fixture
def course(cast):
    """A course of two lessons, of which Zoë has done the first."""
    made = CourseFactory()
    ActivityCompletionFactory(enrolment=EnrolmentFactory(learner=cast.zoe, course=made))
    return made


@pytest.fixture
def zoe(client_of, cast):
    """Zoë's browser."""
    return client_of(cast.zoe)


def shorten(course):
    key = LessonPage.objects.descendant_of(course).last().activity_key
    retire(course=course, activity_key=key, reason="Out of date.", by=None, at=NOW)


def lesson(course, place):
    return LessonPage.objects.descendant_of(course).order_by("path")[place]


def page(client, course, place=None):
    where = page_address(course, course if place is None else lesson(course, place))
    return " ".join(client.get(where, follow=True).content.decode().split())


def press(client, course):
    return client.post(reverse("enrolment:finish", args=[course.slug]), follow=True)


def test_the_button_stands_on_the_course_once_nothing_is_left(course, zoe):
    before = FINISH in page(zoe, course)
    shorten(course)
    assert (before, FINISH in page(zoe, course)) == (False, True)


def test_it_stands_on_the_home_too(course, zoe):
    shorten(course)
    assert reverse("enrolment:finish", args=[course.slug]) in zoe.get("/learn/").content.decode()


def test_pressing_it_finishes_the_course(course, zoe):
    shorten(course)
    answer = press(zoe, course).content.decode()
    assert f"You have finished {course.title}. Well done." in answer
    assert Enrolment.objects.get().is_completed


def test_pressing_it_twice_is_harmless(course, zoe):
    shorten(course)
    press(zoe, course)
    assert "Well done" not in press(zoe, course).content.decode()


def test_with_something_left_it_says_so(course, zoe):
    assert "There is still something to do" in press(zoe, course).content.decode()
    assert not Enrolment.objects.get().is_completed


def test_opening_the_address_changes_nothing(course, zoe):
    shorten(course)
    answer = zoe.get(reverse("enrolment:finish", args=[course.slug]))
    assert (answer.status_code, Enrolment.objects.get().is_completed) == (302, False)


def test_somebody_who_does_not_take_the_course_cannot_finish_it(course, client_of, cast):
    shorten(course)
    assert press(client_of(cast.amir), course).status_code == 403
    assert not Enrolment.objects.get().is_completed


def test_a_retired_lesson_leaves_the_contents_and_one_that_was_done_stays(course, zoe):
    done, retired = lesson(course, 0), lesson(course, 1)
    shorten(course)
    shown = page(zoe, course)
    assert (done.title in shown, retired.title in shown) == (True, False)
    assert done.title in page(zoe, course, 0)


def test_whoever_opens_a_retired_lesson_is_told_that_nobody_needs_it(course, zoe):
    shorten(course)
    assert "is no longer part of this course" in page(zoe, course, 1)


def test_whoever_was_reading_it_and_marks_it_as_done_is_told_so_too(course, zoe):
    key = lesson(course, 1).activity_key
    shorten(course)
    answer = zoe.post(reverse("enrolment:mark-done", args=[course.slug, key]), follow=True)
    assert "is no longer part of this course" in answer.content.decode()


def test_a_page_being_updated_leads_to_what_can_be_done_meanwhile(cast, zoe):
    course = CourseFactory(lessons=3)
    EnrolmentFactory(learner=cast.zoe, course=course)
    lesson(course, 0).unpublish()
    shown = page(zoe, course, 0)
    assert f"You can go on with “{lesson(course, 1).title}” meanwhile." in shown


def test_when_everything_else_is_done_page_and_course_say_that_there_is_nothing_to_do(course, zoe):
    lesson(course, 1).unpublish()
    words = "You have done everything else. What is left is being updated, and there is nothing you need to do"
    home = " ".join(zoe.get("/learn/").content.decode().split())
    assert [words in shown for shown in (page(zoe, course, 1), page(zoe, course), home)] == [True, True, True]


def test_something_extra_is_offered_meanwhile(course, zoe):
    LessonPage.objects.filter(pk=lesson(course, 0).pk).update(title="Something extra")
    Enrolment.objects.get().completions.all().delete()
    rows = course.editions.get().outline_json
    rows[0]["required"] = False
    course.editions.update(outline_json=rows)
    lesson(course, 1).unpublish()
    assert "something extra meanwhile: <a" in page(zoe, course)


def test_whoever_has_finished_reads_that_nothing_is_asked_of_them(course, zoe):
    Enrolment.objects.mark_completed(at=NOW)
    lesson(course, 1).unpublish()
    assert "You have finished this course, so there is nothing you need to do." in page(zoe, course, 1)
