"""Pages of the course tree: where they may stand, what a preview shows, and what the database refuses."""

import pytest
from django.db import IntegrityError
from django.urls import reverse
from wagtail.models import PageViewRestriction

from assessments.models import AssessmentPage
from content.models import HomePage, StandardPage
from courses.models import CourseEdition, CourseIndexPage, CoursePage, CoursePrerequisite, LessonPage, ModulePage
from enrolment.models import DeclarationPage, NameConfirmationPage
from tests.cast import NOW
from tests.factories.pages import CourseFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
COURSE, MODULE, LESSON, QUIZ = CoursePage, ModulePage, LessonPage, AssessmentPage


@pytest.mark.parametrize(
    ("parent", "children"),
    [
        (HomePage, {CourseIndexPage, StandardPage}),
        (CourseIndexPage, {CoursePage}),
        (CoursePage, {ModulePage}),
        (ModulePage, {LessonPage, AssessmentPage, DeclarationPage, NameConfirmationPage}),
        *((kind, set()) for kind in (LessonPage, AssessmentPage, DeclarationPage, NameConfirmationPage)),
    ],
)
def test_what_may_stand_below_what(parent, children):
    assert set(parent.creatable_subpage_models()) == children


@pytest.mark.parametrize("kind", [COURSE, LESSON, QUIZ])
def test_a_preview_works_though_nobody_is_learning(kind, client_of, cast):
    page = kind.objects.descendant_of(CourseFactory(lessons=1, questions=1), inclusive=True).get()
    page.save_revision()
    draft = client_of(cast.editor).get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    assert draft.status_code == 200


def test_a_preview_of_a_quiz_gives_no_key_away(client_of, cast):
    CourseFactory(lessons=0, questions=1)
    quiz = AssessmentPage.objects.get()
    quiz.save_revision()
    assert (
        b"(right)" not in client_of(cast.editor).get(reverse("wagtailadmin_pages:view_draft", args=[quiz.pk])).content
    )


def test_a_module_has_nothing_to_preview():
    assert not ModulePage().is_previewable()


@pytest.mark.parametrize("kind", [CourseIndexPage, COURSE, MODULE, LESSON, QUIZ])
def test_wagtails_own_privacy_cannot_be_set_on_the_courses(kind, client_of):
    page = kind.objects.descendant_of(CourseFactory(lessons=1, questions=1).get_parent(), inclusive=True).last()
    owner = client_of(UserFactory(is_staff=True, is_superuser=True))
    owner.post(reverse("wagtailadmin_pages:set_privacy", args=[page.pk]), {"restriction_type": "login"})
    assert not PageViewRestriction.objects.exists()


def test_the_database_refuses_an_unknown_access():
    course = CourseFactory(lessons=0)
    with pytest.raises(IntegrityError):
        CoursePage.objects.filter(pk=course.pk).update(access="somebody")


def test_the_database_refuses_a_course_that_takes_no_time():
    course = CourseFactory(lessons=0)
    with pytest.raises(IntegrityError):
        CoursePage.objects.filter(pk=course.pk).update(study_minutes=0)


def test_the_database_refuses_a_course_that_comes_after_itself():
    course = CourseFactory(lessons=0)
    with pytest.raises(IntegrityError):
        CoursePrerequisite.objects.create(course=course, requires=course)


@pytest.mark.parametrize("number", [0, 1])
def test_the_database_refuses_a_number_below_one_or_used_already(number):
    course = CourseFactory(lessons=1)
    with pytest.raises(IntegrityError):
        CourseEdition.objects.create(course=course, number=number, outline_json=[], published_at=NOW)


def test_words_for_people():
    edition = CourseEdition.objects.get(course=CourseFactory(title="Getting started"))
    assert str(edition) == "Getting started, edition 1"
