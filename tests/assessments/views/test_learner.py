"""One learner on one course, as staff who help see them."""

import pytest

from assessments.models import AssessmentPage, FurtherAttempts, PaperEntry, Reopening
from assessments.services.trainers import appoint_trainer
from enrolment.models import Enrolment, Override
from lms.accounts.models import Adjustment
from tests.assessments.views.test_attempts import in_words
from tests.cast import NOW
from tests.factories.attempts import AttemptFactory
from tests.factories.enrolments import ActivityCompletionFactory, EnrolmentFactory
from tests.factories.pages import CourseFactory
from tests.factories.partners import NominationFactory
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db
BUDGET = 22
GRANT, REOPEN, ADJUST, READ = "Grant further attempts", "Reopen attempt 1", "Give extra time", "Read what was written"


@pytest.fixture
def enrolment(cast):
    """Zoë on a course of a lesson and a quiz, of which Tom is a trainer."""
    made = EnrolmentFactory(learner=cast.zoe, course=CourseFactory(title="Small steps", lessons=1, questions=2))
    appoint_trainer(course=made.course, person=cast.trainer, by=None, at=NOW)
    AssessmentPage.objects.update(attempts_allowed=3)
    return made


@pytest.fixture
def tom(client_of, cast):
    """Tom's browser."""
    return client_of(cast.trainer)


def page_of(enrolment):
    return f"/review/learners/{enrolment.pk}/"


def ways(response):
    page = in_words(response)
    return [way for way in (GRANT, REOPEN, ADJUST, READ) if way in page]


def about(person, field, reason="The line broke."):
    return {"reason": reason, f"{field}_by": person, f"{field}_at": NOW}


def test_every_page_of_the_course_stands_there_with_its_state(enrolment, tom):
    ActivityCompletionFactory(enrolment=enrolment)
    AttemptFactory(enrolment=enrolment, not_yet_passed=True)
    page = in_words(tom.get(page_of(enrolment)))
    assert "Done Done by the learner, 20 April 2026" in page
    assert "3 attempts in all." in page
    assert "Attempt 1: Not yet passed , 0 %" in page


def test_what_was_not_passed_may_be_reopened_and_tried_again(enrolment, tom):
    AttemptFactory(enrolment=enrolment, not_yet_passed=True)
    assert ways(tom.get(page_of(enrolment))) == [GRANT, REOPEN, ADJUST]


def test_what_is_passed_stands(enrolment, tom):
    AttemptFactory(enrolment=enrolment, passed=True)
    assert ways(tom.get(page_of(enrolment))) == [ADJUST]


def test_without_a_limit_there_is_nothing_to_grant(enrolment, tom):
    AssessmentPage.objects.update(attempts_allowed=None)
    assert ways(tom.get(page_of(enrolment))) == [ADJUST]


def test_a_trainer_is_led_to_written_work_and_central_office_is_not(cast, client_of):
    work = AttemptFactory(awaiting_review=True, enrolment__learner=cast.zoe).enrolment
    appoint_trainer(course=work.course, person=cast.trainer, by=None, at=NOW)
    found = [ways(client_of(who).get(page_of(work))) for who in (cast.trainer, cast.office)]
    assert found == [[GRANT, REOPEN, ADJUST, READ], [GRANT, REOPEN, ADJUST]]


def test_once_the_place_has_ended_nothing_is_offered(enrolment, tom):
    AttemptFactory(enrolment=enrolment, not_yet_passed=True)
    Enrolment.objects.update(status="withdrawn", withdrawn_at=NOW)
    page = tom.get(page_of(enrolment))
    assert (ways(page), "so nothing here can be changed" in in_words(page)) == ([], True)


def help_in_every_way(enrolment, person):
    attempt = AttemptFactory(enrolment=enrolment, not_yet_passed=True)
    FurtherAttempts.objects.create(
        enrolment=enrolment, assessment=attempt.assessment, count=2, **about(person, "granted", "A long shift.")
    )
    Reopening.objects.create(attempt=attempt, status_before="passed", was={}, **about(person, "reopened"))
    PaperEntry.objects.create(attempt=attempt, **about(person, "begun", "No screen."))
    Override.objects.create(
        enrolment=enrolment, activity_key=enrolment.edition.outline.keys[0], done=True, **about(person, "made", "Seen.")
    )
    Adjustment.objects.create(
        person=enrolment.learner, extra_per_cent=25, extra_attempts=1, **about(person, "granted", "Agreed.")
    )
    return attempt


def test_what_was_done_to_help_stands_there_with_who_and_why(enrolment, tom, cast):
    help_in_every_way(enrolment, cast.office)
    page = in_words(tom.get(page_of(enrolment)))
    for words in ("2 further attempts", "attempt 1: reopened", "from paper begun", "marked as done", "25 % more time"):
        assert words in page
    for reason in ("A long shift.", "The line broke.", "No screen.", "Seen.", "Agreed."):
        assert reason in page
    assert ("20 April 2026, 10:30, by Orla Finch" in page, "6 attempts in all." in page) == (True, True)


def test_a_quiz_that_left_the_course_is_still_shown_with_its_attempts(enrolment, tom):
    other = CourseFactory(lessons=0, questions=1)
    gone = AssessmentPage.objects.descendant_of(other).get()
    AttemptFactory(enrolment=enrolment, assessment=gone, passed=True)
    assert "No longer part of this course" in in_words(tom.get(page_of(enrolment)))


def test_a_colleague_of_the_learner_is_told_that_somebody_else_looks_after_it(enrolment, tom, cast):
    place = NominationFactory(redeemed=True, learner=cast.zoe).allowance
    NominationFactory(allowance=place, redeemed=True, learner=cast.trainer)
    page = tom.get(page_of(enrolment))
    assert (page.status_code, "so a colleague looks after this" in in_words(page)) == (403, True)


@pytest.mark.parametrize("who", ["zoe", "amir", "editor", "lead", "coordinator"])
def test_to_others_it_is_not_there(who, enrolment, client_of, cast):
    assert client_of(getattr(cast, who)).get(page_of(enrolment)).status_code == 404


def test_central_office_does_not_find_itself(enrolment, client_of, cast):
    Enrolment.objects.update(learner=cast.office)
    assert client_of(cast.office).get(page_of(enrolment)).status_code == 404


@pytest.mark.parametrize("count", [1, 8])
def test_it_costs_the_same_however_much_there_is(count, enrolment, tom, cast):
    help_in_every_way(enrolment, cast.office)
    for number in range(2, count + 2):
        attempt = AttemptFactory(enrolment=enrolment, not_yet_passed=True, number=number)
        Reopening.objects.create(attempt=attempt, status_before="passed", was={}, **about(cast.office, "reopened"))
    tom.get(page_of(enrolment))
    with assert_statements(at_most=BUDGET):
        tom.get(page_of(enrolment))
