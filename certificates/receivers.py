"""When somebody finishes an open course, tell them that there is a note to keep."""

from datetime import datetime
from typing import Any

from certificates.mail import COMPLETION_NOTE
from enrolment.models import Enrolment
from enrolment.signals import enrolment_completed
from lms.notifications.services.outbox import queue_email


def connect() -> None:
    """Listen; called once, by the app's `ready()`."""
    enrolment_completed.connect(offer_note, dispatch_uid="certificates.offer_note")


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
