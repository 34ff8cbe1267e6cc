"""Starting, answering, handing in: each promise and each refusal."""

from datetime import timedelta

import pytest
from wagtail.models import ModelLogEntry

from assessments.answers import Answer
from assessments.models import AssessmentDraw, Attempt, Question, Response, Status
from assessments.services.answering import save_answers
from assessments.services.attempts import start_attempt, submit_attempt
from courses.models import ModulePage
from enrolment.models import ActivityCompletion, Enrolment
from lms.notifications.models import OutboundEmail
from tests.assessments.services.acts import LATER, limit, quiz, save, start, submit
from tests.cast import NOW
from tests.factories.attempts import AttemptFactory, answer_by_row, right_answer, wrong_answer
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.pages import AssessmentPageFactory, CourseFactory, QuestionFactory
from tests.refusals import refused

pytestmark = pytest.mark.django_db


# --- Starting -------------------------------------------------------------------------------------


def test_an_attempt_keeps_what_it_was_asked(enrolment):
    attempt = start(enrolment)
    asked = [item.key for item in attempt.paper.items]
    Question.objects.update(prompt="<p>Something else?</p>")
    limit(pass_mark=1)
    kept = Attempt.objects.get()
    assert [item.key for item in kept.paper.items] == asked
    assert (kept.paper.pass_mark, "Something else" in kept.paper.items[0].prompt) == (80, False)


def test_starting_again_gives_the_attempt_in_progress(enrolment):
    assert start(enrolment) == start(enrolment, at=LATER)
    assert Attempt.objects.count() == 1


def test_the_next_attempt_has_the_next_number(enrolment):
    submit(start(enrolment))
    assert start(enrolment, at=LATER).number == 2


def test_starting_stands_in_the_audit_log(enrolment):
    attempt = start(enrolment)
    entry = ModelLogEntry.objects.get(action="assessments.start_attempt")
    assert (entry.object_id, entry.user, entry.data) == (str(attempt.pk), enrolment.learner, {"number": 1})


def test_a_quiz_that_is_passed_is_not_started_again(enrolment):
    AttemptFactory(enrolment=enrolment, passed=True)
    with refused("already_passed"):
        start(enrolment)


def test_no_more_attempts_than_allowed(enrolment):
    limit(attempts_allowed=1)
    AttemptFactory(enrolment=enrolment, not_yet_passed=True)
    with refused("attempts_used"):
        start(enrolment, at=NOW + timedelta(days=30))


def test_there_is_time_between_attempts(enrolment):
    limit(cool_down_hours=24)
    AttemptFactory(enrolment=enrolment, not_yet_passed=True)
    with refused("cooling_down"):
        start(enrolment, at=NOW + timedelta(hours=23, minutes=59))
    assert start(enrolment, at=NOW + timedelta(hours=24)).number == 2


def test_a_quiz_without_questions_is_not_started(enrolment):
    quiz().questions.all().delete()
    with refused("no_questions"):
        start(enrolment)


def test_a_quiz_of_a_later_edition_is_not_started(enrolment):
    added = AssessmentPageFactory(parent=ModulePage.objects.get(), questions=1)
    with refused("not_in_edition"):
        start_attempt(enrolment=enrolment, assessment=added, by=enrolment.learner, at=NOW)


def test_a_quiz_of_another_course_is_not_started():
    enrolment = EnrolmentFactory()
    CourseFactory(questions=1)
    with refused("not_in_edition"):
        start(enrolment)


# --- Answering ------------------------------------------------------------------------------------


def test_an_answer_is_saved_and_the_attempt_says_when(enrolment):
    attempt = start(enrolment)
    item = attempt.paper.items[0]
    assert save(attempt, item, right_answer(item)).chosen == right_answer(item)
    attempt.refresh_from_db()
    assert attempt.saved_at == LATER


def test_a_later_answer_replaces_an_earlier_one(enrolment):
    attempt = start(enrolment)
    item = attempt.paper.items[0]
    save(attempt, item, wrong_answer(item))
    save(attempt, item, right_answer(item))
    assert Response.objects.get().chosen == right_answer(item)


def test_an_option_posted_twice_is_kept_once(enrolment):
    Question.objects.update(kind="multiple")
    attempt = start(enrolment)
    item = attempt.paper.items[0]
    assert save(attempt, item, right_answer(item) * 2).chosen == right_answer(item)


def test_an_option_of_another_question_is_refused(enrolment):
    attempt = start(enrolment)
    first, second, _third = attempt.paper.items
    with refused("unknown_answer"):
        save(attempt, first, right_answer(second))


@pytest.mark.parametrize("key", ["", "7f2c", "00000000-0000-0000-0000-000000000000"])
def test_a_question_that_was_not_asked_is_refused(key, enrolment):
    with refused("unknown_answer"):
        save(start(enrolment), key, [])


def test_two_answers_where_one_is_asked_are_refused(enrolment):
    attempt = start(enrolment)
    item = attempt.paper.items[0]
    with refused("one_answer_only"):
        save(attempt, item, sorted(item.option_keys)[:2])


def test_nothing_is_saved_after_handing_in(enrolment):
    attempt = start(enrolment)
    submit(attempt)
    item = attempt.paper.items[0]
    with refused("attempt_over"):
        save(attempt, item, right_answer(item))
    assert not Response.objects.exists()


# --- Handing in -----------------------------------------------------------------------------------


def test_right_answers_pass_and_complete_the_activity(enrolment):
    attempt = start(enrolment)
    answer_by_row(attempt)
    marked = submit(attempt)
    assert (marked.status, marked.percent, marked.finished_at) == (Status.PASSED, 100, LATER)
    assert str(ActivityCompletion.objects.get().activity_key) == quiz().activity_key


def test_wrong_answers_do_not_pass_and_complete_nothing(enrolment):
    attempt = start(enrolment)
    answer_by_row(attempt, right=False)
    assert (submit(attempt).status, Attempt.objects.get().percent) == (Status.NOT_YET_PASSED, 0)
    assert not ActivityCompletion.objects.exists()


def test_an_unanswered_question_earns_nothing(enrolment):
    attempt = start(enrolment)
    for item in attempt.paper.items[:2]:
        save(attempt, item, right_answer(item))
    assert submit(attempt).percent == 66


def test_marking_goes_by_the_paper_not_by_what_the_bank_says_now(enrolment):
    attempt = start(enrolment)
    answer_by_row(attempt)
    for question in Question.objects.all():
        question.options.update(is_correct=False)
    assert submit(attempt).is_passed


def test_handing_in_twice_is_harmless(enrolment):
    attempt = start(enrolment)
    answer_by_row(attempt)
    first, second = submit(attempt), submit(attempt, at=LATER + timedelta(days=1))
    assert (second.status, second.finished_at) == (first.status, LATER)
    assert ModelLogEntry.objects.filter(action="assessments.submit_attempt").count() == 1


def test_handing_in_stands_in_the_audit_log_without_marks(enrolment):
    submit(start(enrolment))
    entry = ModelLogEntry.objects.get(action="assessments.submit_attempt")
    assert entry.data == {"status": "not_yet_passed"}


def test_a_pass_that_was_the_last_thing_to_do_completes_the_course():
    enrolment = EnrolmentFactory(course=CourseFactory(lessons=0, questions=1))
    attempt = start(enrolment)
    answer_by_row(attempt)
    submit(attempt)
    assert Enrolment.objects.completed().get() == enrolment
    assert OutboundEmail.objects.count() == 1


def test_a_quiz_unpublished_meanwhile_is_still_handed_in(enrolment):
    attempt = start(enrolment)
    answer_by_row(attempt)
    quiz().unpublish()
    assert submit(attempt).is_passed


def test_one_persons_answers_are_nobody_elses(enrolment):
    mine, other = start(enrolment), start(EnrolmentFactory(course=enrolment.course))
    answer_by_row(mine)
    assert (submit(other).percent, submit(mine).percent) == (0, 100)


# --- Questions that are drawn ---------------------------------------------------------------------


def test_each_attempt_draws_its_own_questions(enrolment):
    for question in Question.objects.all():
        question.uses.all().delete()
    QuestionFactory.create_batch(20)
    AssessmentDraw.objects.create(page=quiz(), bank=Question.objects.first().bank, count=5)
    limit(cool_down_hours=0)
    hours = [NOW + timedelta(hours=hour) for hour in range(3)]
    asked = [{item.key for item in submit(start(enrolment, at), at).paper.items} for at in hours]
    assert ([len(keys) for keys in asked], len({frozenset(keys) for keys in asked}) > 1) == ([5, 5, 5], True)


def test_a_bank_that_has_nothing_left_starts_no_attempt(enrolment):
    quiz().questions.all().delete()
    AssessmentDraw.objects.create(page=quiz(), bank=Question.objects.first().bank, count=5)
    Question.objects.update(live=False)
    with refused("no_questions"):
        start(enrolment)


# --- Who would like to have it easier -------------------------------------------------------------


def test_nobody_starts_on_another_persons_place(enrolment, cast):
    with refused("own_only"):
        start_attempt(enrolment=enrolment, assessment=quiz(), by=cast.amir, at=NOW)
    assert not Attempt.objects.exists()


def test_nobody_hands_in_for_somebody_else(enrolment, cast):
    with refused("own_only"):
        submit_attempt(attempt=start(enrolment), by=cast.amir, at=LATER)
    assert Attempt.objects.get().is_in_progress


@pytest.mark.parametrize("key", ["forged", "00000000-0000-0000-0000-000000000000"])
def test_a_forged_option_is_refused(key, enrolment):
    attempt = start(enrolment)
    with refused("unknown_answer"):
        save(attempt, attempt.paper.items[0], [key])
    assert not Response.objects.exists()


def test_one_good_answer_among_forged_ones_saves_nothing(enrolment):
    attempt = start(enrolment)
    first, second, _third = attempt.paper.items
    answers = {first.key: Answer(tuple(right_answer(first))), second.key: Answer(("forged",))}
    with refused("unknown_answer"):
        save_answers(attempt=attempt, answers=answers, at=LATER)
    assert not Response.objects.exists()


def test_a_paper_changed_in_memory_changes_nothing_that_is_marked(enrolment):
    attempt = start(enrolment)
    answer_by_row(attempt, right=False)
    attempt.paper_json["items"] = []
    attempt.due_at = NOW + timedelta(days=9)
    assert submit(attempt).percent == 0
