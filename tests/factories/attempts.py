"""Attempts by their row alone, with the paper frozen as the service freezes it; and answers to a paper.

Where the act itself matters (refusals, audit, completion), call `assessments.services.attempts` instead.
"""

import factory

from assessments.models import AssessmentPage, Attempt, Response, Status
from assessments.paper import freeze_paper
from assessments.rules import Item
from tests.cast import NOW
from tests.factories.enrolments import EnrolmentFactory


class AttemptFactory(factory.django.DjangoModelFactory[Attempt]):
    """Somebody's first attempt, in progress, at the quiz of their course; traits `passed` and `not_yet_passed`."""

    class Meta:
        model = Attempt

    class Params:
        passed = factory.Trait(status=Status.PASSED, percent=100, finished_at=NOW)
        not_yet_passed = factory.Trait(status=Status.NOT_YET_PASSED, percent=0, finished_at=NOW)

    enrolment = factory.SubFactory(EnrolmentFactory, course__lessons=1, course__questions=3)
    assessment = factory.LazyAttribute(lambda row: AssessmentPage.objects.descendant_of(row.enrolment.course).get())
    number = 1
    paper_json = factory.LazyAttribute(lambda row: freeze_paper(row.assessment, seed=1).to_json())
    started_at = NOW
    saved_at = NOW


def right_answer(item: Item) -> list[str]:
    """Return the keys of the right options."""
    return sorted(item.correct_keys)


def wrong_answer(item: Item) -> list[str]:
    """Return the key of a wrong option."""
    return sorted(item.option_keys - item.correct_keys)[:1]


def answer_by_row(attempt: Attempt, *, right: bool = True) -> None:
    """Write an answer to every question of `attempt`, past the service."""
    choose = right_answer if right else wrong_answer
    Response.objects.bulk_create(
        Response(attempt=attempt, item_key=item.key, chosen=choose(item), saved_at=NOW) for item in attempt.paper.items
    )
