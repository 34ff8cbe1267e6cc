"""Learners up to a number, batch by batch: members of the public, and people of partners with their places."""

import random
from datetime import datetime

from django.db import transaction

from courses.models import CourseEdition
from lms.accounts.models import User
from lms.demo.scale.names import name_of
from lms.demo.scale.partners import UNUSABLE_PASSWORD, Partners, partner_of
from lms.demo.scale.places import Places
from lms.demo.scale.progress import Progress

BATCH = 1000


def add_learners(count: int, *, course_slug: str, at: datetime) -> int:
    """Make learners up to `count` in all (learner1@scale.example …); return how many are new.

    Everybody takes the open course `course_slug`. About half of the first twenty thousand belong to partners and are
    somewhere on the way from a nomination to a certificate.
    """
    have = User.objects.filter(email__startswith="learner", email__endswith="@scale.example").count()
    edition = CourseEdition.objects.filter(course__slug=course_slug).latest("number")
    partners = Partners(at=at)
    chance = random.Random(have)  # noqa: S311  (made-up progress, not a secret)
    for start in range(have, count, BATCH):
        _add_batch(range(start + 1, min(start + BATCH, count) + 1), edition, partners, chance, at)
    return max(0, count - have)


@transaction.atomic
def _add_batch(numbers: range, edition: CourseEdition, partners: Partners, chance: random.Random, at: datetime) -> None:
    users = dict(zip(numbers, User.objects.bulk_create(_user(number, at) for number in numbers), strict=True))
    progress = Progress()
    for number, user in users.items():
        if partner_of(number) is None:
            done = chance.randint(0, len(edition.outline.keys))
            progress.take(user, edition, edition.outline.keys[:done], since=at)
    progress.save()
    places = Places(partners, at=at)
    for number, user in users.items():
        if partner_of(number) is not None:
            places.add(number, user)
    places.save()


def _user(number: int, at: datetime) -> User:
    email = f"learner{number}@scale.example"
    return User(full_name=name_of(number), email=email, password=UNUSABLE_PASSWORD, date_joined=at)
