"""Going through a course as a person would, one act after another, so that the demo's records are real ones."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from assessments.answers import Answer
from assessments.marking import best_answer
from assessments.models import AssessmentPage, Attempt
from assessments.services.answering import save_answer
from assessments.services.attempts import start_attempt, submit_attempt
from courses.models import CoursePage
from courses.rules import Activity
from enrolment.models import DeclarationPage, Enrolment, NameConfirmationPage
from enrolment.services.activities import confirm_name, make_declaration
from enrolment.services.progress import record_completion
from lms.accounts.models import User

PACE = timedelta(minutes=40)


def take(learner: User, slug: str, *, at: datetime, share: float = 1.0, text: str = "") -> Attempt | None:
    """Let `learner` do the first `share` (0-1) of the course they are enrolled on, each activity a little later.

    Arguments: `at`, when they begin; `text`, what they write where a trainer reads it. Returns the last attempt made.
    """
    course = CoursePage.objects.get(slug=slug)
    enrolment = Enrolment.objects.of_learner(learner).active().select_related("edition").get(course=course)
    activities = enrolment.edition.outline.activities
    attempts = _do(enrolment, activities[: round(len(activities) * share)], at=at, text=text)
    return attempts[-1] if attempts else None


def _do(enrolment: Enrolment, activities: Iterable[Activity], *, at: datetime, text: str) -> list[Attempt]:
    attempts = []
    for number, activity in enumerate(activities):
        attempt = _do_one(enrolment, activity, at=at + number * PACE, text=text)
        if attempt:
            attempts.append(attempt)
    return attempts


def _do_one(enrolment: Enrolment, activity: Activity, *, at: datetime, text: str) -> Attempt | None:
    learner, key = enrolment.learner, activity.key
    match activity.kind:
        case "declaration":
            declaration = DeclarationPage.objects.get(translation_key=key)
            words = declaration.words_digest
            make_declaration(enrolment=enrolment, page=declaration, words_seen=words, by=learner, at=at)
        case "name":
            page = NameConfirmationPage.objects.get(translation_key=key)
            confirm_name(enrolment=enrolment, page=page, name=learner.full_name, by=learner, at=at)
        case "quiz":
            return hand_in(enrolment, AssessmentPage.objects.get(translation_key=key), at=at, text=text)
        case _:
            record_completion(enrolment=enrolment, activity_key=key, by=learner, at=at)
    return None


def hand_in(enrolment: Enrolment, assessment: AssessmentPage, *, at: datetime, text: str) -> Attempt:
    """Answer every question of `assessment` rightly, written ones with `text`, hand in, and return the attempt."""
    learner = enrolment.learner
    attempt = start_attempt(enrolment=enrolment, assessment=assessment, by=learner, at=at)
    for item in attempt.paper.items:
        answer = Answer(text=text) if item.is_written else best_answer(item)
        save_answer(attempt=attempt, item_key=item.key, answer=answer, at=at)
    return submit_attempt(attempt=attempt, by=learner, at=at + PACE, declared=True)
