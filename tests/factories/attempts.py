"""Attempts by their row alone, with the paper frozen as the service freezes it; answers to a paper; reviews of them.

Where the act itself matters (refusals, audit, completion), call `assessments.services` instead.
"""

from typing import Any

import factory

from assessments.items import Item, Paper
from assessments.models import AssessmentPage, Attempt, Response, Review, ReviewOutcome, Status
from assessments.paper import freeze_paper
from assessments.timing import deadline_of
from tests.cast import NOW
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.people import UserFactory

TEXT = "First I would listen.\nThen I would ask what helped before."


class AttemptFactory(factory.django.DjangoModelFactory[Attempt]):
    """Somebody's first attempt, in progress, at the quiz of their course; traits `passed` and `not_yet_passed`.

    `writing=True` is an attempt at a written task, `awaiting_review=True` one that is handed in, with `text`.
    """

    class Meta:
        model = Attempt
        skip_postgeneration_save = True

    class Params:
        writing = factory.Trait(enrolment=factory.SubFactory(EnrolmentFactory, course__lessons=1, course__writing=True))
        awaiting_review = factory.Trait(writing=True, status=Status.AWAITING_REVIEW, submitted_at=NOW)
        passed = factory.Trait(status=Status.PASSED, percent=100, submitted_at=NOW, finished_at=NOW)
        not_yet_passed = factory.Trait(status=Status.NOT_YET_PASSED, percent=0, submitted_at=NOW, finished_at=NOW)

    enrolment = factory.SubFactory(EnrolmentFactory, course__lessons=1, course__questions=3)
    assessment = factory.LazyAttribute(lambda row: AssessmentPage.objects.descendant_of(row.enrolment.course).get())
    number = 1
    paper_json = factory.LazyAttribute(lambda row: freeze_paper(row.assessment, seed=1).to_json())
    is_written = factory.LazyAttribute(lambda row: bool(Paper.from_json(row.paper_json).written))
    started_at = NOW
    saved_at = NOW
    due_at = factory.LazyAttribute(
        lambda row: deadline_of(row.started_at, row.paper_json["minutes_allowed"], row.paper_json["extra_per_cent"])
    )

    @factory.post_generation
    def text(self, create: bool, extracted: str | None, **kwargs: Any) -> None:
        if self.is_written and self.submitted_at:
            write_by_row(self, extracted or TEXT)


class ReviewFactory(factory.django.DjangoModelFactory[Review]):
    """A first decision that lets somebody pass, held; `borderline=True`, `not_yet_passed=True`, `released=True`.

    `second=True` is a second mark. The attempt of a released one is moved on by the service alone.
    """

    class Meta:
        model = Review

    class Params:
        level = 2
        borderline = factory.Trait(level=1, outcome=ReviewOutcome.BORDERLINE, needs_second=True)
        not_yet_passed = factory.Trait(level=0, outcome=ReviewOutcome.NOT_YET_PASSED)
        second = factory.Trait(is_second=True)
        released = factory.Trait(released_at=NOW, released_by=factory.SelfAttribute("reviewer"))

    attempt = factory.SubFactory(AttemptFactory, awaiting_review=True)
    reviewer = factory.SubFactory(UserFactory, full_name="Tess Whitlow")
    levels = factory.LazyAttribute(lambda row: levels_of(row.attempt, first=row.level))
    comment = "Clear and kind."
    outcome = ReviewOutcome.PASSED
    decided_at = NOW


def levels_of(attempt: Attempt, *, first: int = 2, others: int = 2) -> dict[str, int]:
    """Return a level for every criterion of the attempt's paper."""
    keys = sorted(attempt.paper.level_keys)
    return dict.fromkeys(keys, others) | {keys[0]: first}


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
        Response(attempt=attempt, item_key=item.key, chosen=choose(item), saved_at=NOW) for item in attempt.paper.chosen
    )


def write_by_row(attempt: Attempt, text: str = TEXT) -> None:
    """Write `text` as the answer to every written question of `attempt`, past the service."""
    Response.objects.bulk_create(
        Response(attempt=attempt, item_key=item.key, text=text, saved_at=NOW) for item in attempt.paper.written
    )
