"""Tools worth another look, as a browser shows them: on the result, and on a page of the learner's own."""

import pytest

from assessments.models import AssessmentPage, FeedbackPolicy, Status
from courses.models import CoursePrerequisite, LessonPage
from tests.assessments.tools import ask_about, teach, tried
from tests.factories.attempts import AttemptFactory
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.library import ToolFactory
from tests.factories.pages import AssessmentPageFactory, CourseFactory
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db
PAGE, RESULT = 10, 11  # statements, something weak being shown
HEADING, NOTHING = "Tools worth another look", "Nothing is waiting here for you"


@pytest.fixture
def course():
    """A course of one lesson and a quiz of three questions, all about one tool, which the lesson teaches."""
    course, urges = CourseFactory(title="Small steps", lessons=1, questions=3), ToolFactory(name="Urge <Log>")
    ask_about(AssessmentPage.objects.get(), urges, urges, urges)
    teach(LessonPage.objects.get(), urges)
    return course


@pytest.fixture
def enrolment(cast, course):
    """Zoë on that course."""
    return EnrolmentFactory(learner=cast.zoe, course=course)


@pytest.fixture
def zoe(client_of, cast):
    """Zoë's browser."""
    return client_of(cast.zoe)


def trying(enrolment, answers="rww", **more):
    return tried(enrolment, AssessmentPage.objects.get(), answers, **more)


def result_of(attempt):
    return f"/learn/attempts/{attempt.pk}/result/"


def own_page(course):
    return f"/learn/{course.slug}/to-look-at-again/"


def shown(response):
    return response.content.decode()


# --- On the result --------------------------------------------------------------------------------


def test_the_result_names_the_tool_and_leads_to_its_lesson_and_to_the_page_of_the_course(enrolment, course, zoe):
    page = shown(zoe.get(result_of(trying(enrolment))))
    lesson = LessonPage.objects.get()
    assert "<strong>Urge &lt;Log&gt;</strong>: 1 of 3 right" in page
    assert f'<a href="{lesson.url}">{lesson.title}</a>' in page
    assert f'href="{own_page(course)}"' in page


def test_nothing_is_said_where_nothing_is_weak(enrolment, zoe):
    assert HEADING not in shown(zoe.get(result_of(trying(enrolment, "rrr", passed=True))))


def test_a_quiz_that_shows_only_the_mark_names_no_tool(enrolment, zoe):
    AssessmentPage.objects.update(feedback_policy=FeedbackPolicy.MARK_ONLY)
    assert HEADING not in shown(zoe.get(result_of(trying(enrolment))))


def test_a_written_task_names_the_tools_of_its_other_questions(cast, course, zoe):
    task = AssessmentPageFactory(parent=LessonPage.objects.get().get_parent(), writing=True, questions=1)
    ask_about(task, ToolFactory(name="Values Sort"), None)
    attempt = tried(EnrolmentFactory(learner=cast.zoe, course=course), task, "w")
    assert "Values Sort" in shown(zoe.get(result_of(attempt)))


def test_what_a_trainer_still_reads_names_no_tool(client_of):
    attempt = AttemptFactory(awaiting_review=True)
    assert HEADING not in shown(client_of(attempt.enrolment.learner).get(result_of(attempt)))


def test_the_quiz_leads_to_the_page_of_the_course_once_it_was_tried(enrolment, course, zoe):
    before = shown(zoe.get(AssessmentPage.objects.get().url))
    trying(enrolment)
    after = shown(zoe.get(AssessmentPage.objects.get().url))
    assert [f'href="{own_page(course)}"' in page for page in (before, after)] == [False, True]


# --- On the page of one's own ---------------------------------------------------------------------


def test_the_page_of_the_course_names_the_tool_of_the_latest_try(enrolment, course, zoe):
    trying(enrolment)
    page = shown(zoe.get(own_page(course)))
    assert ("1 of 3 right" in page, "This lesson goes through it:" in page, NOTHING in page) == (True, True, False)


@pytest.mark.parametrize(("answers", "how"), [("---", {"status": Status.IN_PROGRESS}), ("rrr", {"passed": True})])
def test_the_page_is_friendly_where_nothing_is_weak(answers, how, enrolment, course, zoe):
    trying(enrolment, answers, **how)
    page = shown(zoe.get(own_page(course)))
    assert (NOTHING in page, "Urge" in page) == (True, False)


def test_a_percentage_is_never_shown(enrolment, course, zoe):
    trying(enrolment)
    assert "%" not in shown(zoe.get(own_page(course))).partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize("who", ["amir", "lead", "coordinator", "trainer", "office", "editor"])
def test_it_is_nobody_elses(who, enrolment, course, client_of, cast):
    attempt, browser = trying(enrolment), client_of(getattr(cast, who))
    assert [browser.get(address).status_code for address in (own_page(course), result_of(attempt))] == [404, 404]


def test_another_learner_of_the_course_sees_nothing_of_it(enrolment, course, client_of, cast):
    trying(enrolment)
    EnrolmentFactory(learner=cast.amir, course=course)
    assert "Urge" not in shown(client_of(cast.amir).get(own_page(course)))


def test_a_stranger_signs_in_first(enrolment, course, client):
    assert client.get(own_page(course))["Location"].startswith("/accounts/login/?next=/learn/small-steps/")


def test_a_course_that_is_not_there_is_not_found(enrolment, zoe):
    assert zoe.get("/learn/large-steps/to-look-at-again/").status_code == 404


def test_whoever_may_not_study_now_is_told_why(enrolment, course, zoe):
    CoursePrerequisite.objects.create(course=course, requires=CourseFactory(title="First things"))
    response = zoe.get(own_page(course))
    assert (response.status_code, "Please finish First things first." in shown(response)) == (403, True)


def weak_all_over(learner, many):
    """Return an attempt at a quiz of `many` questions, all wrong, each about a tool that `many` lessons teach."""
    course, tools = CourseFactory(lessons=many, questions=many), ToolFactory.create_batch(many)
    ask_about(AssessmentPage.objects.get(), *tools)
    for lesson in LessonPage.objects.all():
        teach(lesson, *tools)
    return trying(EnrolmentFactory(learner=learner, course=course), "w" * many)


@pytest.mark.parametrize("many", [2, 20])
def test_the_pages_cost_the_same_whatever_the_number_of_questions_and_lessons(many, client_of, cast):
    attempt, browser = weak_all_over(cast.zoe, many), client_of(cast.zoe)
    browser.get("/accounts/")  # the first request of a process fills caches
    with assert_statements(at_most=PAGE):
        assert HEADING in shown(browser.get(own_page(attempt.enrolment.course)))
    with assert_statements(at_most=RESULT):
        assert HEADING in shown(browser.get(result_of(attempt)))
