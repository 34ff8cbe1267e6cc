"""Starting, answering, handing in, as the one quiz of a test has it done."""

from datetime import timedelta

from assessments.answers import Answer
from assessments.models import AssessmentPage
from assessments.services.answering import save_answer
from assessments.services.attempts import start_attempt, submit_attempt
from tests.cast import NOW

LATER = NOW + timedelta(hours=1)


def quiz():
    """Return the one quiz there is."""
    return AssessmentPage.objects.get()


def limit(**policy):
    """Change what the quiz allows and asks."""
    AssessmentPage.objects.update(**policy)


def start(enrolment, at=NOW):
    """Start as the learner does."""
    return start_attempt(enrolment=enrolment, assessment=quiz(), by=enrolment.learner, at=at)


def save(attempt, item, chosen, at=LATER):
    """Save the answer to `item`, a question or its key."""
    return save_answer(attempt=attempt, item_key=getattr(item, "key", item), answer=Answer(tuple(chosen)), at=at)


def submit(attempt, at=LATER, **more):
    """Hand in as the learner does."""
    return submit_attempt(attempt=attempt, by=attempt.enrolment.learner, at=at, **more)
