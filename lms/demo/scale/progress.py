"""Enrolments with what was done of them, gathered and then written in a few statements."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from courses.models import CourseEdition
from courses.rules import all_required_done
from enrolment.models import ActivityCompletion, CompletionSource, Enrolment, Nomination, Source, Status
from lms.accounts.models import User


class Progress:
    """What people do of courses."""

    def __init__(self) -> None:
        self.enrolments: list[Enrolment] = []
        self.completions: list[ActivityCompletion] = []

    def take(
        self,
        person: User,
        edition: CourseEdition,
        keys: Sequence[str],
        *,
        since: datetime,
        nomination: Nomination | None = None,
    ) -> Enrolment:
        """Let `person` do the activities `keys`, a minute apart from `since` on; return the enrolment."""
        finished = all_required_done(edition.outline, keys)
        enrolment = Enrolment(
            learner=person,
            course_id=edition.course_id,
            edition=edition,
            source=Source.PLACE if nomination else Source.SELF,
            nomination=nomination,
            enrolled_at=since,
            status=Status.COMPLETED if finished else Status.ACTIVE,
            completed_at=since + timedelta(minutes=len(keys)) if finished else None,
        )
        self.enrolments.append(enrolment)
        self.completions += [_done(enrolment, key, since + timedelta(minutes=place)) for place, key in enumerate(keys)]
        return enrolment

    def save(self) -> None:
        """Write them."""
        Enrolment.objects.bulk_create(self.enrolments)
        ActivityCompletion.objects.bulk_create(self.completions)


def _done(enrolment: Enrolment, key: str, at: datetime) -> ActivityCompletion:
    source = CompletionSource.SELF_PACED
    return ActivityCompletion(enrolment=enrolment, activity_key=UUID(key), source=source, completed_at=at)
