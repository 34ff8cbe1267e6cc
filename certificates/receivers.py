"""When somebody finishes a course: a note to keep for an open one, an award for one that qualifies.

And when a check is seen for which an award waited.
"""

from datetime import datetime
from typing import Any

from django.utils import timezone

from certificates.checks import due_for_award
from certificates.kinds import COMPLETION_NOTE
from certificates.services.awards import issue_due
from enrolment.models import CheckConfirmation, CompletionSource, Enrolment
from enrolment.signals import check_confirmed, enrolment_completed
from lms.notifications.services.outbox import queue_email


def connect() -> None:
    """Listen; called once, by the app's `ready()`."""
    enrolment_completed.connect(offer_note, dispatch_uid="certificates.offer_note")
    enrolment_completed.connect(issue_award, dispatch_uid="certificates.issue_award")
    check_confirmed.connect(issue_awaited, dispatch_uid="certificates.issue_awaited")


def offer_note(sender: Any, *, enrolment: Enrolment, at: datetime, **kwargs: Any) -> None:
    """Queue the message for a learner with an e-mail address; gated courses lead to a certificate instead.

    Nothing is said of a course that was recognised: they took it long ago, and the certificate says so (domain B 31).
    """
    learner = enrolment.learner
    if not (learner.email and enrolment.course.is_open) or _is_recognised(enrolment):
        return
    queue_email(
        key=f"completion-note:{enrolment.pk}",
        kind=COMPLETION_NOTE,
        to=learner.email,
        user=learner,
        refs={"enrolment": str(enrolment.pk)},
    )


def issue_award(sender: Any, *, enrolment: Enrolment, at: datetime, **kwargs: Any) -> None:
    """Issue the award in the transaction that completed the course, so that there is never one without the other."""
    if enrolment.course.programme_id:
        issue_due(enrolment=enrolment, at=at)


def issue_awaited(sender: Any, *, confirmation: CheckConfirmation, at: datetime, **kwargs: Any) -> None:
    """Issue the awards of the person that waited for this check (domain B 18)."""
    due = due_for_award(on=timezone.localdate(at)).filter(learner=confirmation.person_id, course__requires_check=True)
    for enrolment in due.order_by("completed_at", "pk"):
        issue_due(enrolment=enrolment, at=at)


def _is_recognised(enrolment: Enrolment) -> bool:
    return enrolment.completions.filter(source=CompletionSource.RECOGNISED).exists()
