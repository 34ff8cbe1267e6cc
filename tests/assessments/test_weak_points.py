"""Tools worth another look: for one attempt and for a course, with the lessons this learner may open."""

import pytest

from assessments.models import AssessmentPage, Attempt, FeedbackPolicy, Question, Status
from assessments.services.answering import answers_of
from assessments.weak_points import weak_points_of_attempt, weak_points_of_course
from courses.models import LessonPage, ModulePage, RetiredActivity
from courses.services.editions import publish_edition
from enrolment.access import standing_of
from tests.assessments.tools import ask_about, teach, tried
from tests.cast import NOW
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.library import ToolFactory
from tests.factories.pages import AssessmentPageFactory, CourseFactory, LessonPageFactory
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment(cast):
    """Zoë on a course of two lessons and a quiz of four questions."""
    return EnrolmentFactory(learner=cast.zoe, course=CourseFactory(lessons=2, questions=4))


@pytest.fixture
def urges():
    """The tool of the first three questions."""
    return ToolFactory(name="Urge Log", purpose="See how urges pass.")


@pytest.fixture
def quiz(enrolment, urges):
    """That quiz; its last question is about another tool."""
    page = AssessmentPage.objects.descendant_of(enrolment.course).get()
    ask_about(page, urges, urges, urges, ToolFactory(name="Values Sort"))
    return page


def lessons_of(enrolment):
    return list(LessonPage.objects.descendant_of(enrolment.course).order_by("path"))


def after(attempt):
    standing = standing_of(attempt.enrolment.learner, attempt.enrolment.course)
    return weak_points_of_attempt(Attempt.objects.get(pk=attempt.pk), answers_of(attempt), standing)


def in_course(enrolment):
    return weak_points_of_course(standing_of(enrolment.learner, enrolment.course))


def told(points):
    return [(point.name, point.words) for point in points]


def titles(points):
    return [[lesson.title for lesson in point.lessons] for point in points]


# --- After one attempt ----------------------------------------------------------------------------


def test_a_tool_with_one_of_three_right_is_worth_another_look(enrolment, quiz):
    [point] = after(tried(enrolment, quiz, "rwwr"))
    assert (point.name, point.words, point.purpose) == ("Urge Log", "1 of 3 right", "See how urges pass.")


def test_the_weakest_comes_first_and_none_right_is_said_kindly(enrolment, quiz):
    points = after(tried(enrolment, quiz, "wrw-"))
    assert told(points) == [("Values Sort", "1 question to look at again"), ("Urge Log", "1 of 3 right")]


def test_two_of_three_right_are_enough(enrolment, quiz):
    assert after(tried(enrolment, quiz, "rrwr")) == ()


def test_points_are_named_where_right_or_not_does_not_say_it(enrolment, quiz):
    Question.objects.update(marks=2)
    assert told(after(tried(enrolment, quiz, "rwwr"))) == [("Urge Log", "2 of 6 marks")]


@pytest.mark.parametrize("status", [Status.IN_PROGRESS, Status.WITHDRAWN])
def test_nothing_is_told_before_it_is_marked(status, enrolment, quiz):
    ended = NOW if status == Status.WITHDRAWN else None
    assert after(tried(enrolment, quiz, "wwww", status=status, finished_at=ended)) == ()
    assert in_course(enrolment) == ()


def test_nothing_is_told_while_a_trainer_still_has_it(enrolment, quiz):
    waiting = {"status": Status.AWAITING_REVIEW, "is_written": True, "submitted_at": NOW}
    assert after(tried(enrolment, quiz, "wwww", **waiting)) == ()
    assert in_course(enrolment) == ()


def test_nothing_is_told_where_a_quiz_shows_only_the_mark(enrolment, quiz):
    attempt = tried(enrolment, quiz, "wwww")
    AssessmentPage.objects.update(feedback_policy=FeedbackPolicy.MARK_ONLY)
    assert (after(attempt), in_course(enrolment)) == ((), ())


def test_a_paper_frozen_before_tools_were_known_gives_nothing(enrolment, quiz):
    attempt = tried(enrolment, quiz, "wwww")
    items = [{part: value for part, value in item.items() if part != "tool"} for item in attempt.paper_json["items"]]
    Attempt.objects.update(paper_json={**attempt.paper_json, "items": items})
    assert after(attempt) == ()


def test_a_tool_that_is_gone_leaves_its_place_to_the_others(enrolment, quiz, urges):
    attempt = tried(enrolment, quiz, "wwww")
    urges.delete()
    assert [point.name for point in after(attempt)] == ["Values Sort"]


def test_what_a_question_was_about_when_it_was_asked_counts(enrolment, quiz):
    attempt = tried(enrolment, quiz, "wwwr")
    ask_about(quiz, *(ToolFactory() for _ in range(4)))
    assert [point.name for point in after(attempt)] == ["Urge Log"]


# --- In the whole course --------------------------------------------------------------------------


def test_only_the_newest_marked_attempt_at_a_quiz_counts(enrolment, quiz):
    tried(enrolment, quiz, "wwww")
    assert len(in_course(enrolment)) == 2
    tried(enrolment, quiz, "rrrr", number=2, passed=True)
    assert in_course(enrolment) == ()


def test_an_attempt_in_progress_does_not_hide_the_one_before(enrolment, quiz):
    tried(enrolment, quiz, "rwww")
    tried(enrolment, quiz, "----", number=2, status=Status.IN_PROGRESS)
    assert told(in_course(enrolment))[1:] == [("Urge Log", "1 of 3 right")]


def test_quizzes_count_together(enrolment, quiz, urges):
    other = AssessmentPageFactory(parent=ModulePage.objects.descendant_of(enrolment.course).get(), questions=2)
    ask_about(other, urges, urges)
    tried(enrolment, quiz, "rwwr")
    tried(enrolment, other, "ww")
    assert told(in_course(enrolment)) == [("Urge Log", "1 of 5 right")]


def test_another_learner_and_another_course_do_not_count(cast, enrolment, quiz, urges):
    tried(EnrolmentFactory(learner=cast.amir, course=enrolment.course), quiz, "wwww")
    elsewhere = EnrolmentFactory(learner=cast.zoe, course=CourseFactory(questions=1))
    page = AssessmentPage.objects.descendant_of(elsewhere.course).get()
    ask_about(page, urges)
    tried(elsewhere, page, "w")
    assert in_course(enrolment) == ()


def test_whoever_does_not_take_the_course_has_nothing(cast, enrolment, quiz):
    tried(enrolment, quiz, "wwww")
    assert weak_points_of_course(standing_of(cast.amir, enrolment.course)) == ()


# --- The lessons ----------------------------------------------------------------------------------


def test_lessons_on_the_tool_come_in_the_order_of_the_course(enrolment, quiz, urges):
    first, second = lessons_of(enrolment)
    teach(second, urges)
    teach(first, urges, ToolFactory())
    [point] = after(tried(enrolment, quiz, "rwwr"))
    assert [(row.title, row.url) for row in point.lessons] == [(page.title, page.url) for page in (first, second)]


def test_a_lesson_on_another_tool_is_not_named(enrolment, quiz):
    teach(lessons_of(enrolment)[0], ToolFactory())
    assert titles(after(tried(enrolment, quiz, "rwwr"))) == [[]]


def test_a_lesson_that_is_being_updated_is_not_named(enrolment, quiz, urges):
    first, second = lessons_of(enrolment)
    teach(first, urges)
    teach(second, urges)
    first.unpublish()
    assert titles(after(tried(enrolment, quiz, "rwwr"))) == [[second.title]]


def test_a_lesson_of_a_later_edition_is_not_named(enrolment, quiz, urges):
    teach(LessonPageFactory(parent=ModulePage.objects.descendant_of(enrolment.course).get()), urges)
    publish_edition(course=enrolment.course, by=None, at=NOW)
    assert titles(after(tried(enrolment, quiz, "rwwr"))) == [[]]


def test_a_retired_lesson_is_not_named(enrolment, quiz, urges):
    lesson = lessons_of(enrolment)[0]
    teach(lesson, urges)
    RetiredActivity.objects.create(
        course=enrolment.course, activity_key=lesson.activity_key, title=lesson.title, reason="Old", retired_at=NOW
    )
    assert titles(after(tried(enrolment, quiz, "rwwr"))) == [[]]


def test_a_lesson_of_another_course_is_not_named(enrolment, quiz, urges):
    teach(lessons_of(EnrolmentFactory(course=CourseFactory(lessons=1)))[0], urges)
    assert titles(after(tried(enrolment, quiz, "rwwr"))) == [[]]


# --- What it costs --------------------------------------------------------------------------------


def tried_all_over(learner, many):
    """Return an enrolment on a course of `many` lessons and quizzes of `many` questions, all about `many` tools."""
    enrolment = EnrolmentFactory(learner=learner, course=CourseFactory(lessons=many, questions=many))
    module, tools = ModulePage.objects.descendant_of(enrolment.course).get(), ToolFactory.create_batch(many)
    AssessmentPageFactory.create_batch(many - 1, parent=module, questions=many)
    for quiz in AssessmentPage.objects.descendant_of(enrolment.course):
        ask_about(quiz, *tools)
        tried(enrolment, quiz, "w" * many)
    for lesson in lessons_of(enrolment):
        teach(lesson, *tools)
    return enrolment


@pytest.mark.parametrize("many", [1, 12])
def test_it_costs_the_same_whatever_the_number_of_quizzes_questions_and_lessons(many, cast):
    standing = standing_of(cast.zoe, tried_all_over(cast.zoe, many).course)
    with assert_statements(at_most=6):
        points = weak_points_of_course(standing)
    assert (len(points), len(points[0].lessons)) == (min(many, 5), many)


def test_nothing_weak_costs_an_attempt_no_statement(enrolment, quiz):
    attempt = tried(enrolment, quiz, "rrrr", passed=True)
    answers, standing = answers_of(attempt), standing_of(enrolment.learner, enrolment.course)
    with assert_statements(at_most=0):
        assert weak_points_of_attempt(attempt, answers, standing) == ()
