"""What the sweep does: issue and draw, from the rows alone, whatever a crash or a lost message left undone."""

from dataclasses import dataclass
from datetime import datetime

import structlog
from django.utils import timezone

from certificates.checks import due_for_award
from certificates.models import Award, ManualIssue
from certificates.services.awards import issue_due
from certificates.tasks import make_certificate, make_manual
from enrolment.models import Enrolment
from lms.core.background import on_commit_run

logger = structlog.get_logger(__name__)
MOST_AT_ONCE = 200


@dataclass(frozen=True)
class Swept:
    """How much a sweep found to do."""

    issued: int
    certificates: int
    manuals: int


def sweep(*, at: datetime) -> Swept:
    """Issue the awards that are missing at `at` and wake workers for the PDFs that are; returns the counts.

    Running it twice, or beside a worker, is harmless.
    """
    due = due_for_award(on=timezone.localdate(at))
    issued = sum(_issued(enrolment, at=at) for enrolment in due.order_by("completed_at")[:MOST_AT_ONCE])
    certificates = [str(pk) for pk in Award.objects.issued().to_draw(at=at).values_list("pk", flat=True)[:MOST_AT_ONCE]]
    manuals = list(ManualIssue.objects.wanted().to_draw(at=at).values_list("pk", flat=True)[:MOST_AT_ONCE])
    for pk in certificates:
        on_commit_run(make_certificate, pk)
    for copy in manuals:
        on_commit_run(make_manual, copy)
    return Swept(issued, len(certificates), len(manuals))


def _issued(enrolment: Enrolment, *, at: datetime) -> bool:
    try:
        return issue_due(enrolment=enrolment, at=at) is not None
    except Exception:  # one row that cannot be issued must not hold up the others
        logger.exception("award_not_issued", enrolment=str(enrolment.pk))
        return False
