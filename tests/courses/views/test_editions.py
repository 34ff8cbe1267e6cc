"""The list of editions and one edition beside another in the Wagtail admin."""

import pytest
from django.urls import reverse

from courses.models import CourseEdition, LessonPage, ModulePage
from courses.services.editions import publish_edition
from courses.services.retiring import retire_activity
from tests.cast import NOW
from tests.factories.pages import CourseFactory, LessonPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(cast):
    """A course in its third edition: a lesson more in the second, a title and minutes changed in the third."""
    made = CourseFactory(lessons=1)
    added = LessonPageFactory(parent=ModulePage.objects.child_of(made).get(), title="Brand new", required=False)
    publish_edition(course=made, by=cast.editor, at=NOW, note="A lesson more")
    LessonPage.objects.filter(pk=added.pk).update(title="Fresh", required=True)
    publish_edition(course=made, by=None, at=NOW)
    return made


def page_of(client, course, number=None, **query):
    args = [course.pk] if number is None else [course.pk, number]
    return client.get(reverse("courses_edition" if number else "courses_editions", args=args), query)


def words(answer):
    return " ".join(answer.content.decode().split())


def test_the_list_says_when_by_whom_and_what_changed(course, client_of, cast):
    page = words(page_of(client_of(cast.editor), course))
    assert all(part in page for part in ("Edition 1", "Edition 2", "A lesson more", str(cast.editor)))


def test_the_list_leads_to_what_an_editor_may_do(course, client_of, cast):
    page = words(page_of(client_of(cast.editor), course))
    names = ("courses_publish_edition", "enrolment_apply_edition", "enrolment_activities")
    assert all(reverse(name, args=[course.pk]) in page for name in names)


def test_a_course_without_an_edition_offers_only_the_first_one(client_of, cast):
    page = words(page_of(client_of(cast.editor), CourseFactory(lessons=0)))
    assert ("nobody can start it" in page, "Apply to learners" in page) == (True, False)


def test_an_edition_is_shown_as_it_was_cut(course, client_of, cast):
    page = words(page_of(client_of(cast.editor), course, 2))
    assert ("Brand new" in page, "Fresh" in page) == (True, False)


def test_the_first_edition_is_compared_with_nothing(course, client_of, cast):
    assert "What changed since" not in words(page_of(client_of(cast.editor), course, 1))


def test_an_edition_is_compared_with_the_one_before(course, client_of, cast):
    page = words(page_of(client_of(cast.editor), course, 3))
    assert "What changed since edition 2" in page
    assert "was called “Brand new”; now needed to finish" in page


def test_an_edition_is_compared_with_any_earlier_one(course, client_of, cast):
    page = words(page_of(client_of(cast.editor), course, 3, since="1"))
    assert "What changed since edition 1" in page
    assert "10 min, needed" in page


@pytest.mark.parametrize("since", ["3", "9", "one"])
def test_only_with_an_earlier_one(since, course, client_of, cast):
    assert page_of(client_of(cast.editor), course, 3, since=since).status_code == 404


def test_an_edition_that_is_not_there_is_not_found(course, client_of, cast):
    assert page_of(client_of(cast.editor), course, 9).status_code == 404


def test_what_was_retired_since_is_marked(course, client_of, cast):
    key = CourseEdition.objects.get(course=course, number=1).outline.keys[0]
    retire_activity(course=course, activity_key=key, reason="Out of date.", by=cast.editor, at=NOW)
    assert ">Retired<" in words(page_of(client_of(cast.editor), course, 3))
