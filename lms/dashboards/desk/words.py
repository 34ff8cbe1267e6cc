"""The word for where a nominated person stands, asked of the database: for filters over any number of people.

`lms.dashboards.journeys` says the same from the rows of one page (a test compares the two).
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Value, When

from assessments.models import Attempt
from assessments.rules import AttemptStatus
from certificates.models import Award
from enrolment.managers import NominationQuerySet
from enrolment.models import Enrolment, LicenceTypeCourse, Nomination
from enrolment.rules.places import NominationStatus
from enrolment.rules.words import Word

LEARNER, LICENCE_TYPE = "learner", "allowance__licence__licence_type"


def with_word(rows: NominationQuerySet, *, at: datetime) -> NominationQuerySet:
    """Return the nominations with `word`, a value of `Word`, as it is at this moment."""
    steps = LicenceTypeCourse.objects.filter(licence_type=OuterRef(LICENCE_TYPE))
    return rows.annotate(
        word=Case(
            When(pk__in=Nomination.objects.lapsed(at=at).values("pk"), then=Value(Word.LAPSED.value)),
            When(~Q(status=NominationStatus.REDEEMED), then=F("status")),
            # Somewhere on the way until each course of the licence type has what it takes.
            When(~Exists(steps), then=Value(Word.LEARNING.value)),
            When(~Exists(_steps_without(_awarded())), then=Value(Word.QUALIFIED.value)),
            When(~Exists(_steps_without(_completed())), then=Value(Word.CHECK_AWAITED.value)),
            When(_written_work_is(AttemptStatus.AWAITING_REVIEW), then=Value(Word.AWAITING_REVIEW.value)),
            When(_written_work_is(AttemptStatus.NOT_YET_PASSED), then=Value(Word.NOT_YET_PASSED.value)),
            default=Value(Word.LEARNING.value),
            output_field=CharField(),
        )
    )


def in_words(rows: NominationQuerySet, words: Collection[Word], *, at: datetime) -> NominationQuerySet:
    """Return the nominations that stand at one of these words."""
    annotated: Any = with_word(rows, at=at)
    return annotated.filter(word__in=[word.value for word in words])


def latest_written(status: AttemptStatus) -> QuerySet[Attempt]:
    """Return the attempts at written tasks that stand so, each the learner's latest at its task."""
    written = Attempt.objects.filter(is_written=True)
    same = {name: OuterRef(name) for name in ("enrolment", "assessment")}
    later = written.filter(**same, number__gt=OuterRef("number"))
    return written.filter(~Exists(later), status=status).order_by()


def _steps_without(done: QuerySet) -> QuerySet[LicenceTypeCourse]:
    return LicenceTypeCourse.objects.filter(~Exists(done), licence_type=OuterRef(LICENCE_TYPE))


# Both look out of a step of the licence type, which itself looks out of the nomination.
def _completed() -> QuerySet[Enrolment]:
    return Enrolment.objects.completed().filter(course=OuterRef("course"), learner=OuterRef(OuterRef(LEARNER)))


def _awarded() -> QuerySet[Enrolment]:
    return _completed().filter(Exists(Award.objects.issued().filter(enrolment=OuterRef("pk"))))


def _written_work_is(status: AttemptStatus) -> Exists:
    mine = Enrolment.objects.current().filter(learner=OuterRef(LEARNER), course__licence_types=OuterRef(LICENCE_TYPE))
    return Exists(mine.filter(Exists(latest_written(status).filter(enrolment=OuterRef("pk")))))
