"""A learner who would like to have it easier: whatever is posted, the row decides."""

import pytest

from assessments.models import AssessmentPage, Attempt, Response
from enrolment.models import ActivityCompletion
from tests.cast import NOW
from tests.factories.attempts import AttemptFactory, answer_by_row, right_answer, wrong_answer
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.pages import CourseFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def attempt(cast):
    """Zoë's attempt, in progress, nothing answered."""
    enrolment = EnrolmentFactory(learner=cast.zoe, course=CourseFactory(lessons=1, questions=3))
    return AttemptFactory(enrolment=enrolment)


@pytest.fixture
def zoe(client_of, cast):
    """Zoë's browser."""
    return client_of(cast.zoe)


def page_of(attempt, page):
    return f"/learn/attempts/{attempt.pk}/{page}/"


def start_of(attempt):
    return f"/learn/{attempt.enrolment.course.slug}/quiz/{attempt.assessment.activity_key}/start/"


def answer(client, attempt, chosen, **more):
    return client.post(page_of(attempt, 1), {f"question-{attempt.paper.items[0].key}": chosen, **more})


@pytest.mark.parametrize("page", [1, "check", "result", "receipt", "questions"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_another_persons_attempt_is_not_there(page, method, attempt, client_of, cast):
    EnrolmentFactory(learner=cast.amir, course=attempt.enrolment.course)
    shown = getattr(client_of(cast.amir), method)(page_of(attempt, page), {"declared": "on"})
    assert shown.status_code in (404, 405)
    assert (Attempt.objects.get().is_in_progress, Response.objects.count()) == (True, 0)


def test_starting_needs_a_place_of_ones_own(attempt, client_of, cast):
    assert client_of(cast.amir).post(start_of(attempt)).status_code in (403, 302, 404)
    assert Attempt.objects.get() == attempt


def test_starting_twice_is_one_attempt_with_one_paper(attempt, zoe):
    first, second = (zoe.post(start_of(attempt), {"seed": seed})["Location"] for seed in (1, 2))
    assert first == second
    assert Attempt.objects.get().paper == attempt.paper


def test_a_seed_or_a_mark_that_is_sent_along_changes_nothing(attempt, zoe):
    more = {"seed": "7", "mark": "100", "percent": "100", "status": "passed", "due_at": "2099-01-01"}
    answer(zoe, attempt, wrong_answer(attempt.paper.items[0]), **more)
    zoe.post(page_of(attempt, "check"), more)
    ended = Attempt.objects.get()
    assert (ended.percent, ended.paper.seed, ended.due_at) == (0, attempt.paper.seed, None)


@pytest.mark.parametrize("chosen", ["forged", "00000000-0000-0000-0000-000000000000", "true", "' OR 1=1 --"])
def test_a_forged_option_is_not_saved(chosen, attempt, zoe):
    assert answer(zoe, attempt, chosen).status_code == 422
    assert not Response.objects.exists()


def test_the_option_of_another_question_is_not_saved(attempt, zoe):
    assert answer(zoe, attempt, right_answer(attempt.paper.items[1])).status_code == 422
    assert not Response.objects.exists()


def test_handing_in_again_with_better_answers_changes_nothing(attempt, zoe):
    answer_by_row(attempt, right=False)
    zoe.post(page_of(attempt, "check"))
    answer(zoe, attempt, right_answer(attempt.paper.items[0]))
    zoe.post(page_of(attempt, "check"))
    assert (Attempt.objects.get().percent, ActivityCompletion.objects.exists()) == (0, False)


def test_the_attempt_after_the_last_does_not_start(attempt, zoe):
    AssessmentPage.objects.update(attempts_allowed=1, cool_down_hours=0)
    ended = {"status": "not_yet_passed", "percent": 0, "submitted_at": NOW, "finished_at": NOW}
    Attempt.objects.update(**ended)
    zoe.post(start_of(attempt))
    assert Attempt.objects.count() == 1


def test_a_quiz_of_another_course_does_not_start(attempt, zoe):
    other = CourseFactory(lessons=0, questions=1)
    quiz = AssessmentPage.objects.descendant_of(other).get()
    start = f"/learn/{attempt.enrolment.course.slug}/quiz/{quiz.activity_key}/start/"
    assert zoe.post(start).status_code == 404
    assert Attempt.objects.get() == attempt
