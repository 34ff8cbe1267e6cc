"""What a page lacks to be published: the sentence of its block, and where it stands."""

import pytest
from wagtail.models import Page

from assessments.models import AssessmentDraw
from content.holding import held_back
from content.readiness import lacks
from courses.models import CoursePage, LessonPage
from tests.content.unready import IN_LESSONS, film, table
from tests.content.writing import LABEL, plain_page, settle_address
from tests.factories.pages import AssessmentPageFactory, CourseFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def lesson():
    return LessonPage.objects.descendant_of(CourseFactory(lessons=1)).get()


@pytest.mark.parametrize(("block", "sentence"), IN_LESSONS)
def test_each_lack_is_told_with_its_place(block, sentence, lesson):
    lesson.body = [block()]
    assert lacks(lesson) == [sentence]


def test_all_that_is_lacking_is_told_at_once(lesson):
    lesson.body = [film(), table()]
    assert len(lacks(lesson)) == 2


def test_every_page_that_stands_here_is_ready(lesson):
    AssessmentPageFactory(parent=lesson.get_parent())
    pages = Page.objects.filter(depth__gt=1).specific()
    assert {str(page): lacks(page) for page in pages if lacks(page)} == {}


def test_a_field_that_must_be_filled_in_is_named(lesson):
    lesson.title = ""
    assert lacks(lesson) == ["Title: This field cannot be blank."]


def test_a_quiz_without_questions_is_not_ready(lesson):
    quiz = AssessmentPageFactory(parent=lesson.get_parent())
    quiz.questions.set([])
    assert lacks(quiz) == ["A quiz asks something: add a question, or draw some from a bank."]


def test_a_quiz_that_only_draws_is_ready(lesson):
    quiz = AssessmentPageFactory(parent=lesson.get_parent())
    quiz.draws.add(AssessmentDraw(count=1, bank=quiz.questions.get().question.bank))
    quiz.questions.set([])
    assert lacks(quiz) == []


def test_a_programme_has_one_course_also_among_drafts():
    one, other = CourseFactory(awarding=True), CourseFactory()
    course = CoursePage.objects.get(pk=other.pk)
    course.programme = one.programme
    assert "already exists" in lacks(course)[0]


def test_the_newest_version_is_asked_not_the_one_people_read(lesson):
    lesson.body = [film()]
    lesson.save_revision()
    assert [held.page.pk for held in held_back([Page.objects.get(pk=lesson.pk)])] == [lesson.pk]


def test_where_words_alone_wait_the_way_leads_to_them():
    page = plain_page(LABEL)
    [held] = held_back([page])
    assert held.address == settle_address(page)
    assert held.reasons[0].startswith("“addict” needs a look: ")
