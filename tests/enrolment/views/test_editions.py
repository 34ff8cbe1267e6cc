"""Applying, retiring and bringing back in the Wagtail admin: who may, what is said first, and what is refused."""

import pytest
from django.urls import reverse
from wagtail.models import GroupPagePermission

from courses.models import RetiredActivity
from enrolment.models import Enrolment
from enrolment.services.editions import retire
from tests.cast import NOW
from tests.factories.editions import EditionFactory, one_lesson
from tests.factories.enrolments import ActivityCompletionFactory, EnrolmentFactory
from tests.factories.pages import CourseFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def old():
    """The first edition of a course of two lessons; somebody has done the first one."""
    edition = EditionFactory(outline_json=one_lesson(2))
    ActivityCompletionFactory(enrolment=EnrolmentFactory(course=edition.course))
    return edition


@pytest.fixture
def new(old):
    """The second edition: two lessons more."""
    return EditionFactory(course=old.course, number=2, outline_json=[*old.outline_json, *one_lesson(2)])


@pytest.fixture
def editor(client_of, cast):
    """The browser of an editor."""
    return client_of(cast.editor)


def address(name, edition, *args):
    return reverse(f"enrolment_{name}", args=[edition.course_id, *args])


def words(answer):
    return " ".join(answer.content.decode().split())


def retired(edition, place=1):
    key = edition.outline.keys[place]
    return retire(course=edition.course, activity_key=key, reason="Out of date.", by=None, at=NOW)


# --- Apply ----------------------------------------------------------------------------------------


def test_the_editor_reads_what_applying_would_do(old, new, editor):
    page = words(editor.get(address("apply_edition", new)))
    assert "People on edition 1" in page
    assert "1 person is in progress." in page
    assert "For 1 of them the percentage falls." in page


def test_looking_moves_nobody(old, new, editor):
    editor.get(address("apply_edition", new))
    assert Enrolment.objects.get().edition == old


def test_pressing_moves_everybody_in_progress(old, new, editor):
    answer = editor.post(address("apply_edition", new), {"edition": "2"}, follow=True)
    assert "1 person takes this edition now." in words(answer)
    assert Enrolment.objects.get().edition == new


def test_pressing_again_says_that_nothing_changed(old, new, editor):
    for _ in range(2):
        answer = editor.post(address("apply_edition", new), {"edition": "2"}, follow=True)
    assert "nothing was changed" in words(answer)


def test_with_everybody_on_the_newest_edition_there_is_no_button(old, editor):
    page = words(editor.get(address("apply_edition", old)))
    assert ("There is nothing to apply." in page, "Apply edition" in page) == (True, False)


def test_before_the_first_edition_there_is_nobody(editor):
    course = CourseFactory(lessons=0)
    page = words(editor.get(reverse("enrolment_apply_edition", args=[course.pk])))
    assert "so nobody is learning" in page


def test_an_edition_that_a_colleague_has_overtaken_is_not_applied(old, new, editor):
    EditionFactory(course=old.course, number=3, outline_json=one_lesson())
    answer = editor.post(address("apply_edition", new), {"edition": "2"}, follow=True)
    assert "A newer edition was published" in words(answer)
    assert Enrolment.objects.get().edition == old


@pytest.mark.parametrize("number", ["", "9", "two"])
def test_an_edition_that_is_not_there_is_not_found(number, old, new, editor):
    assert editor.post(address("apply_edition", new), {"edition": number}).status_code == 404


# --- Retire and bring back ------------------------------------------------------------------------


def test_activities_are_listed_with_what_may_be_done(old, new, editor):
    row = retired(old)
    page = words(editor.get(address("activities", old)))
    assert "Out of date." in page
    assert address("bring_back", old, row.activity_key) in page
    assert address("retire", old, old.outline.keys[0]) in page


def test_a_course_without_an_edition_has_nothing_to_retire(editor):
    course = CourseFactory(lessons=0)
    assert "nothing to retire" in words(editor.get(reverse("enrolment_activities", args=[course.pk])))


def test_the_editor_reads_what_retiring_would_do(old, editor):
    page = words(editor.get(address("retire", old, old.outline.keys[1])))
    assert "For 1 of them the percentage rises." in page
    assert "1 would have nothing left to do, and is offered to finish the course." in page
    assert not RetiredActivity.objects.exists()


def test_retiring_takes_a_reason(old, editor):
    where = address("retire", old, old.outline.keys[1])
    assert "This field is required." in words(editor.post(where, {"reason": ""}))
    assert "is retired" in words(editor.post(where, {"reason": "Out of date."}, follow=True))
    assert RetiredActivity.objects.get().reason == "Out of date."


def test_what_may_not_be_retired_says_why_and_offers_no_button(old, editor):
    retired(old)
    page = words(editor.get(address("retire", old, old.outline.keys[0])))
    assert ("Nothing else is left" in page, 'name="reason"' in page) == (True, False)


def test_a_refusal_meanwhile_is_a_sentence(old, editor):
    retired(old)
    page = words(editor.post(address("retire", old, old.outline.keys[0]), {"reason": "Old."}))
    assert "Nothing else is left" in page
    assert RetiredActivity.objects.count() == 1


def test_the_editor_reads_what_bringing_back_would_do(old, editor):
    page = words(editor.get(address("bring_back", old, retired(old).activity_key)))
    assert "For 1 of them the percentage falls." in page
    assert "1 who could finish the course today would have something to do again." in page
    assert RetiredActivity.objects.standing().exists()


def test_bringing_back(old, editor):
    where = address("bring_back", old, retired(old).activity_key)
    assert "counts again" in words(editor.post(where, follow=True))
    assert not RetiredActivity.objects.standing().exists()
    assert [editor.get(where).status_code, editor.post(where).status_code] == [404, 302]


def test_an_activity_of_another_course_is_not_found(old, editor):
    other = EditionFactory()
    assert editor.get(address("retire", old, other.outline.keys[0])).status_code == 404
    assert editor.post(address("retire", old, other.outline.keys[0]), {"reason": "Old."}).status_code == 404


# --- Who may --------------------------------------------------------------------------------------

NAMES = ("apply_edition", "activities", "retire", "bring_back")


def all_of(edition):
    key = edition.outline.keys[1]
    return [address(name, edition, *([key] if name in NAMES[2:] else [])) for name in NAMES]


@pytest.mark.parametrize("who", ["zoe", "office"])
def test_whoever_may_not_publish_the_course_cannot(who, old, new, client_of, cast):
    client, row = client_of(getattr(cast, who)), retired(old)
    said = {client.post(where, {"edition": "2", "reason": "No."}).status_code for where in all_of(new)}
    assert said <= {302, 403}
    assert (Enrolment.objects.get().edition, list(RetiredActivity.objects.standing())) == (old, [row])


def test_an_editor_of_another_section_cannot(old, new, editor, cast):
    rows = GroupPagePermission.objects.filter(group=cast.editor.groups.get())
    rows.update(page=CourseFactory())
    said = {editor.post(where, {"edition": "2", "reason": "No."}).status_code for where in all_of(new)}
    assert said <= {302, 403}
    assert (Enrolment.objects.get().edition, RetiredActivity.objects.count()) == (old, 0)


# --- Who is on which ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["courses_editions", "courses_publish_edition"])
def test_the_pages_of_editions_say_who_is_on_which(name, old, new, editor):
    page = words(editor.get(reverse(name, args=[old.course_id])))
    assert "People on this course" in page
    assert "1 person in progress is on an older edition" in page


def test_before_the_first_edition_they_say_nothing_of_people(editor):
    page = words(editor.get(reverse("courses_editions", args=[CourseFactory(lessons=0).pk])))
    assert "People on this course" not in page
