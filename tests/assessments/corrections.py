"""A question whose key was wrong, attempts that were asked it, and its correction."""

from typing import Any

from assessments.answers import Answer
from assessments.models import AssessmentPage, Attempt, Question, QuestionOption
from assessments.services.answering import save_answer
from assessments.services.attempts import start_attempt, submit_attempt
from enrolment.models import Enrolment
from lms.accounts.models import User
from tests.cast import NOW
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.pages import CourseFactory

WRONG_KEY, RIGHT = "Blue (right)", "Red"


def quiz_of_one(questions: int = 1, lessons: int = 1, **about: Any) -> AssessmentPage:
    """Return a quiz whose questions say “Blue” is right; `about` is what else its course has."""
    course = CourseFactory(lessons=lessons, questions=questions, **about)
    return AssessmentPage.objects.descendant_of(course).earliest("path")


def worded(attempt: Attempt, text: str, number: int = 0) -> list[str]:
    """Return the key of the answer that reads so, as an answer chooses it."""
    return [option.key for option in attempt.paper.chosen[number].options if option.text == text]


def handed_in(quiz: AssessmentPage, *texts: str, learner: User | None = None, at: Any = NOW) -> Attempt:
    """Return an attempt at `quiz`, handed in with these answers, one for each question, through the services."""
    attempt = begun(quiz, *texts, learner=learner, at=at)
    return submit_attempt(attempt=attempt, by=attempt.enrolment.learner, at=at)


def begun(quiz: AssessmentPage, *texts: str, learner: User | None = None, at: Any = NOW) -> Attempt:
    """Return an attempt in progress with these answers."""
    course = quiz.course
    enrolment = Enrolment.objects.filter(learner=learner, course=course).first() if learner else None
    enrolment = enrolment or EnrolmentFactory(course=course, **({"learner": learner} if learner else {}))
    attempt = start_attempt(enrolment=enrolment, assessment=quiz, by=enrolment.learner, at=at)
    for number, text in enumerate(texts):
        item = attempt.paper.chosen[number]
        answer = Answer(tuple(worded(attempt, text, number)))
        save_answer(attempt=attempt, item_key=item.key, answer=answer, at=at)
    return attempt


def correct(question: Question, right: str = RIGHT) -> Question:
    """Let the answer that reads `right` be the right one, and no other."""
    QuestionOption.objects.filter(question=question).update(is_correct=False)
    QuestionOption.objects.filter(question=question, text=right).update(is_correct=True)
    return Question.objects.get(pk=question.pk)
