"""Many learners for load tests: rows made in bulk, with the same shape as real ones."""

import random
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from courses.models import CourseEdition
from courses.rules import Outline, all_required_done
from enrolment.models import ActivityCompletion, CompletionSource, Enrolment, Source, Status
from lms.accounts.models import User

BATCH = 1000
UNUSABLE_PASSWORD = "!"  # noqa: S105  (nobody signs in as these)


def add_learners(count: int, *, course_slug: str, at: datetime) -> int:
    """Make learners up to `count` in all (learner1@scale.example …), each somewhere in it; return how many are new."""
    have = User.objects.filter(email__endswith="@scale.example").count()
    edition = CourseEdition.objects.filter(course__slug=course_slug).latest("number")
    chance = random.Random(have)  # noqa: S311  (made-up progress, not a secret)
    for start in range(have, count, BATCH):
        _add_batch(range(start + 1, min(start + BATCH, count) + 1), edition, chance, at)
    return max(0, count - have)


@transaction.atomic
def _add_batch(numbers: range, edition: CourseEdition, chance: random.Random, at: datetime) -> None:
    users = User.objects.bulk_create(_user(number, at) for number in numbers)
    plans = [(user, chance.randint(0, len(edition.outline.keys))) for user in users]
    enrolments = [_enrolment(user, edition, done, at) for user, done in plans]
    Enrolment.objects.bulk_create(enrolments)
    ActivityCompletion.objects.bulk_create(
        completion
        for enrolment, (_user_, done) in zip(enrolments, plans, strict=True)
        for completion in _completions(enrolment, edition.outline, done)
    )


def _user(number: int, at: datetime) -> User:
    email = f"learner{number}@scale.example"
    return User(full_name=f"Learner {number}", email=email, password=UNUSABLE_PASSWORD, date_joined=at)


def _enrolment(user: User, edition: CourseEdition, done: int, at: datetime) -> Enrolment:
    finished = all_required_done(edition.outline, edition.outline.keys[:done])
    return Enrolment(
        learner=user,
        course_id=edition.course_id,
        edition=edition,
        source=Source.SELF,
        enrolled_at=at,
        status=Status.COMPLETED if finished else Status.ACTIVE,
        completed_at=at + timedelta(minutes=done) if finished else None,
    )


def _completions(enrolment: Enrolment, outline: Outline, done: int) -> list[ActivityCompletion]:
    at = enrolment.enrolled_at
    return [
        ActivityCompletion(
            enrolment=enrolment,
            activity_key=UUID(key),
            source=CompletionSource.SELF_PACED,
            completed_at=at + timedelta(minutes=index),
        )
        for index, key in enumerate(outline.keys[:done])
    ]
