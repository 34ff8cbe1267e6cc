"""What the database refuses, whatever a service forgets."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F, ProtectedError

from assessments.models import AssessmentPage, AssessmentQuestion, Attempt, Question, Response, Review
from tests.cast import NOW
from tests.factories.attempts import AttemptFactory, ReviewFactory, answer_by_row
from tests.factories.pages import QuestionFactory, RubricFactory

pytestmark = pytest.mark.django_db


def test_one_attempt_is_in_progress_at_a_time():
    first = AttemptFactory()
    with pytest.raises(IntegrityError):
        AttemptFactory(enrolment=first.enrolment, number=2)


def test_attempts_are_numbered_apart():
    first = AttemptFactory(not_yet_passed=True)
    with pytest.raises(IntegrityError):
        AttemptFactory(enrolment=first.enrolment)


@pytest.mark.parametrize(
    "nonsense",
    [
        {"status": "somehow"},
        {"status": "passed"},
        {"percent": 50},
        {"finished_at": NOW},
        {"status": "passed", "finished_at": NOW},
        {"status": "passed", "finished_at": NOW, "percent": 101},
    ],
)
def test_nonsense_is_refused(nonsense):
    AttemptFactory()
    with pytest.raises(IntegrityError):
        Attempt.objects.update(**nonsense)


def test_a_question_is_answered_once_per_attempt():
    attempt = AttemptFactory()
    answer_by_row(attempt)
    with pytest.raises(IntegrityError):
        answer_by_row(attempt)


def test_a_question_stands_once_in_a_quiz():
    AttemptFactory()
    row = AssessmentQuestion.objects.first()
    with pytest.raises(IntegrityError):
        AssessmentQuestion.objects.create(page=row.page, question=row.question)


@pytest.mark.parametrize("mark", [0, 101])
def test_a_pass_mark_is_a_percentage(mark):
    AttemptFactory()
    with pytest.raises(IntegrityError):
        AssessmentPage.objects.update(pass_mark=mark)


def test_a_question_of_an_unknown_kind_is_refused():
    QuestionFactory()
    with pytest.raises(IntegrityError):
        Question.objects.update(kind="essay")


@pytest.mark.parametrize("which", ["assessment", "enrolment"])
def test_what_an_attempt_belongs_to_is_never_deleted(which):
    with pytest.raises(ProtectedError):
        getattr(AttemptFactory(), which).delete()


def test_an_attempt_with_answers_is_never_deleted():
    answer_by_row(attempt := AttemptFactory())
    with pytest.raises(ProtectedError):
        attempt.delete()
    assert Response.objects.count() == 3


def test_attempts_are_their_learners_own(cast):
    attempt = AttemptFactory(enrolment__learner=cast.zoe)
    shown = [list(Attempt.objects.visible_to(user)) for user in (cast.zoe, cast.amir, cast.office, cast.editor)]
    assert shown == [[attempt], [], [], []]


def test_attempts_by_standing():
    passed = AttemptFactory(passed=True)
    open_one = AttemptFactory(enrolment=passed.enrolment, number=2)
    standing = Attempt.objects.in_progress(), Attempt.objects.finished(), Attempt.objects.passed()
    assert [list(found) for found in standing] == [[open_one], [passed], [passed]]


def test_words_for_staff():
    answer_by_row(attempt := AttemptFactory())
    assert str(attempt) == f"{attempt.enrolment} · 1"
    assert str(Response.objects.first()).startswith(f"{attempt.pk} · ")
    assert str(AssessmentQuestion.objects.first()).startswith("Question")


# --- Written tasks and reviews --------------------------------------------------------------------


@pytest.mark.parametrize(
    "nonsense",
    [
        {"is_written": False},
        {"submitted_at": None},
        {"finished_at": NOW},
        {"status": "passed"},
        {"status": "withdrawn"},
    ],
)
def test_what_awaits_a_review_is_handed_in_and_not_finished(nonsense):
    AttemptFactory(awaiting_review=True)
    with pytest.raises(IntegrityError):
        Attempt.objects.update(**nonsense)


def test_nothing_new_is_open_while_one_awaits_its_review():
    first = AttemptFactory(awaiting_review=True)
    with pytest.raises(IntegrityError):
        AttemptFactory(enrolment=first.enrolment, number=2)


def test_a_quiz_is_not_passed_without_a_mark():
    AttemptFactory(passed=True)
    with pytest.raises(IntegrityError):
        Attempt.objects.update(percent=None)


@pytest.mark.parametrize(
    "nonsense",
    [
        {"outcome": "excellent"},
        {"outcome": "borderline"},
        {"released_at": NOW},
        {"released_at": NOW - timedelta(days=1), "released_by": F("reviewer")},
        {"needs_second": True, "is_second": True},
        {"needs_second": True, "released_at": NOW, "released_by": F("reviewer")},
    ],
)
def test_a_review_that_contradicts_itself_is_refused(nonsense):
    ReviewFactory()
    with pytest.raises(IntegrityError):
        Review.objects.update(**nonsense)


@pytest.mark.parametrize("second", [{}, {"second": True, "same": True}, {"second": True, "released": True}])
def test_an_attempt_has_one_first_mark_one_second_by_somebody_else_and_one_release(second):
    first = ReviewFactory(released=True)
    who = {"reviewer": first.reviewer} if second.pop("same", False) else {}
    with pytest.raises(IntegrityError):
        ReviewFactory(attempt=first.attempt, **second, **who)


@pytest.mark.parametrize("which", ["attempt", "reviewer"])
def test_what_a_review_belongs_to_is_never_deleted(which):
    review = ReviewFactory()
    with pytest.raises(ProtectedError):
        getattr(review, which).delete()


def test_a_written_question_has_a_rubric_and_its_guide_rises():
    QuestionFactory(writing=True)
    for nonsense in ({"rubric": None}, {"word_from": 300, "word_to": 150}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Question.objects.update(**nonsense)


def test_written_work_by_what_it_waits_for():
    read, held, wanted, twice = AttemptFactory.create_batch(4, awaiting_review=True)
    ReviewFactory(attempt=held)
    ReviewFactory(attempt=wanted, borderline=True)
    ReviewFactory(attempt=twice, borderline=True)
    ReviewFactory(attempt=twice, second=True)
    work = Attempt.objects.order_by("started_at", "pk")
    assert ([*work.to_read()], [*work.awaiting_second_mark()]) == ([read], [wanted])
    assert {*work.held()} == {held, twice}


def test_words_for_rubrics():
    criterion = RubricFactory(name="Meetings").criteria.first()
    assert (str(criterion), str(criterion.rubric)) == ("Listens", "Meetings")
