"""What a pack is made of: today's words of the edition, and a digest that changes when they do."""

import pytest

from content.models import Recording
from courses.models import LessonPage, ModulePage, RetiredActivity
from tests.cast import NOW
from tests.coursepacks.packing import material_of
from tests.factories.pages import CourseFactory, LessonPageFactory
from tests.factories.whole_courses import whole_course
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db


def first_lesson(course):
    return LessonPage.objects.descendant_of(course).first()


def change_title(course):
    LessonPage.objects.filter(pk=first_lesson(course).pk).update(title="Another")


def change_body(course):
    lesson = first_lesson(course)
    lesson.body.append(("text", "<p>More.</p>"))
    lesson.save()


def change_transcript(course):
    recording = Recording.objects.first()
    recording.transcript = "<p>Other words.</p>"
    recording.save()


def unpublish(course):
    first_lesson(course).unpublish()


def retire(course):
    key = first_lesson(course).activity_key
    RetiredActivity.objects.create(course=course, activity_key=key, title="x", reason="Old", retired_at=NOW)


@pytest.mark.parametrize("change", [change_title, change_body, change_transcript, unpublish, retire])
def test_other_words_have_another_digest(change, django_capture_on_commit_callbacks):
    course = whole_course(modules=1, lessons=2)
    before = material_of(course).digest
    with django_capture_on_commit_callbacks(execute=True):
        change(course)
    assert material_of(course).digest != before


def test_the_same_words_have_the_same_digest_and_each_module_its_own():
    course = whole_course(lessons=1)
    digests = [material_of(course, module).digest for module in (None, 0, 1)]
    assert digests == [material_of(course, module).digest for module in (None, 0, 1)]
    assert len(set(digests)) == 3


def test_what_the_edition_does_not_have_is_not_in_it():
    course = CourseFactory(lessons=1)
    LessonPageFactory(parent=ModulePage.objects.get(), title="Newer")
    assert [part.title for part in material_of(course).parts] == [first_lesson(course).title]


def test_what_is_retired_is_not_in_it():
    course = CourseFactory(lessons=2)
    retire(course)
    assert len(material_of(course).parts) == 1


@pytest.mark.parametrize("lessons", [2, 20])
def test_gathering_costs_the_same_whatever_the_length(lessons):
    course = CourseFactory(lessons=lessons, questions=1)
    material_of(course)
    with assert_statements(at_most=9):
        material_of(course)
