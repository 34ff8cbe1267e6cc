"""What waits in somebody's courses: for a trainer, for an organisation, or for the learner."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.rules import AttemptStatus
from certificates.models import Award
from courses.state import Station
from lms.dashboards.desk.words import latest_written


@dataclass(frozen=True)
class Waiting:
    """One thing that waits; `since`, when that began; `url`, where it stands, if anywhere."""

    sentence: str
    since: datetime | None = None
    url: str = ""
    is_for_learner: bool = False


def with_what_waits(enrolments: Any) -> Any:
    """Return the enrolments with the keys of written work that waits or was not yet passed, and of the award."""
    reading, not_yet = (
        latest_written(status).filter(enrolment=OuterRef("pk")).order_by("-submitted_at")
        for status in (AttemptStatus.AWAITING_REVIEW, AttemptStatus.NOT_YET_PASSED)
    )
    awards = Award.objects.issued().filter(enrolment=OuterRef("pk"))
    return enrolments.annotate(
        reading_id=_first(reading, "pk"),
        handed_in_at=_first(reading, "submitted_at"),
        not_yet_id=_first(not_yet, "pk"),
        award_id=_first(awards, "pk"),
    )


def _first(rows: QuerySet, name: str) -> Subquery:
    return Subquery(rows.values(name)[:1])


def waiting_at(station: Station, enrolment: Any) -> Iterator[Waiting]:
    """Yield what waits in one course; `enrolment` comes `with_what_waits`."""
    words = {"course": station.title}
    if enrolment.is_completed:
        if station.awards and enrolment.award_id is None:
            yield Waiting(_certificate_words(enrolment) % words, enrolment.completed_at)
        return
    if enrolment.not_yet_id:
        sentence = _("%(course)s: your written work has come back with words on how to go on.") % words
        yield Waiting(sentence, url=_result(enrolment.not_yet_id), is_for_learner=True)
    if enrolment.reading_id:
        sentence = _("%(course)s: a trainer reads your written work.") % words
        yield Waiting(sentence, enrolment.handed_in_at, _result(enrolment.reading_id))


def _certificate_words(enrolment: Any) -> str:
    if enrolment.course.requires_check:
        return _("%(course)s: your certificate waits until your organisation has confirmed your check.")
    return _("%(course)s: your certificate is being made.")


def _result(attempt_id: Any) -> str:
    return reverse("assessments:result", args=[attempt_id])
