"""Retiring an activity and bringing it back: what is kept, what is refused."""

import pytest
from wagtail.models import PageLogEntry

from courses.models import CourseEdition, LessonPage, RetiredActivity
from courses.outline import assessment_kinds, derive_outline
from courses.services.editions import publish_edition
from courses.services.retiring import bring_back_activity, retire_activity
from tests.cast import NOW
from tests.factories.pages import CourseFactory, LessonPageFactory
from tests.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    """A course of two lessons in its first edition."""
    return CourseFactory()


def key_of(course, place=0):
    return CourseEdition.objects.get(course=course, number=1).outline.keys[place]


def retire(course, key, *, reason="It is out of date.", by=None, **more):
    return retire_activity(course=course, activity_key=key, reason=reason, by=by, at=NOW, **more)


def bring_back(course, key, by=None):
    return bring_back_activity(course=course, activity_key=key, by=by, at=NOW)


def test_what_was_retired_is_kept_with_who_when_and_why(course, cast):
    row = retire(course, key_of(course), by=cast.editor, reason=" It is out of date. ")
    lesson = LessonPage.objects.descendant_of(course).order_by("path").first()
    kept = (str(row.activity_key), row.title, row.reason, row.retired_at, row.retired_by)
    assert kept == (lesson.activity_key, lesson.title, "It is out of date.", NOW, cast.editor)


def test_retiring_twice_changes_nothing(course):
    first = retire(course, key_of(course))
    assert retire(course, key_of(course), reason="Again.") == first
    assert RetiredActivity.objects.get().reason == "It is out of date."


def test_both_acts_stand_in_the_audit_log(course, cast):
    retire(course, key_of(course), by=cast.editor)
    bring_back(course, key_of(course), by=cast.editor)
    entries = PageLogEntry.objects.filter(page=course.pk, user=cast.editor).order_by("pk")
    kept = [(entry.action, entry.data) for entry in entries]
    data = {"activity": key_of(course)}
    assert kept == [("courses.retire_activity", data), ("courses.bring_back_activity", data)]


def test_bringing_back_keeps_that_it_was_retired_and_may_be_followed_by_retiring_again(course, cast):
    retire(course, key_of(course))
    assert [bring_back(course, key_of(course), by=cast.editor), bring_back(course, key_of(course))] == [True, False]
    retire(course, key_of(course), reason="Now it really is.")
    kept = RetiredActivity.objects.order_by("pk").values_list("brought_back_at", "brought_back_by")
    assert list(kept) == [(NOW, cast.editor.pk), (None, None)]


def test_bringing_back_what_was_never_retired_does_nothing(course):
    assert not bring_back(course, key_of(course))


def test_the_next_edition_leaves_out_what_is_retired_and_takes_in_what_came_back(course):
    retire(course, key_of(course))
    assert publish_edition(course=course, by=None, at=NOW).outline.keys == (key_of(course, 1),)
    bring_back(course, key_of(course))
    assert derive_outline(course).keys == (key_of(course), key_of(course, 1))


@pytest.mark.parametrize(("reason", "code"), [("  ", "reason_needed"), ("x" * 256, "reason_too_long")])
def test_a_reason_is_asked_for(reason, code, course):
    with refused(code):
        retire(course, key_of(course), reason=reason)


def test_a_page_that_stands_in_no_edition_yet_is_kept_out_of_the_next(course):
    later = LessonPageFactory(parent=LessonPage.objects.descendant_of(course).first().get_parent())
    assert retire(course, later.activity_key).title == later.title
    assert later.activity_key not in derive_outline(course).keys


def test_what_stands_in_no_edition_and_has_no_page_cannot_be_retired(course):
    with refused("not_in_edition"):
        retire(course, key_of(CourseFactory()))


def test_the_last_thing_to_do_stays(course):
    retire(course, key_of(course))
    with refused("nothing_required"):
        retire(course, key_of(course, 1))


def test_the_last_quiz_of_a_course_that_awards_stays():
    course = CourseFactory(awarding=True)
    with refused("last_assessment"):
        retire(course, key_of(course, 2))


def test_an_older_edition_that_people_learn_with_must_keep_something_too(course):
    first = CourseEdition.objects.get(course=course)
    module = LessonPage.objects.descendant_of(course).first().get_parent()
    LessonPageFactory(parent=module)
    retire(course, key_of(course))
    publish_edition(course=course, by=None, at=NOW)
    with refused("nothing_required"):
        retire(course, key_of(course, 1), in_use=[first])
    assert retire(course, key_of(course, 1))


def test_assessments_are_known_by_their_kind():
    assert assessment_kinds() == {"quiz"}
