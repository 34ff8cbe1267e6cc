"""When somebody finishes a course: a note to keep for an open one, an award for one that qualifies."""

from datetime import datetime
from typing import Any

from certificates.kinds import COMPLETION_NOTE
from certificates.services.awards import issue_due
from enrolment.models import Enrolment
from enrolment.signals import enrolment_completed
from lms.notifications.services.outbox import queue_email


def connect() -> None:
    """Listen; called once, by the app's `ready()`."""
    enrolment_completed.connect(offer_note, dispatch_uid="certificates.offer_note")
    enrolment_completed.connect(issue_award, dispatch_uid="certificates.issue_award")


def offer_note(sender: Any, *, enrolment: Enrolment, at: datetime, **kwargs: Any) -> None:
    """Queue the message for a learner with an e-mail address; gated courses lead to a certificate instead."""
    learner = enrolment.learner
    if not (learner.email and enrolment.course.is_open):
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
