"""What the database refuses, whatever a service forgets."""

import pytest
from django.db import IntegrityError
from django.db.models import ProtectedError

from assessments.models import AssessmentPage, AssessmentQuestion, Attempt, Question, Response
from tests.cast import NOW
from tests.factories.attempts import AttemptFactory, answer_by_row
from tests.factories.pages import QuestionFactory

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
