"""When an enrolment ends before completion, nothing of it is left to answer or to read."""

from datetime import datetime
from typing import Any

from assessments.models import Attempt
from enrolment.models import Enrolment
from enrolment.signals import enrolment_withdrawn


def connect() -> None:
    """Listen; called once, by the app's `ready()`."""
    enrolment_withdrawn.connect(end_attempts, dispatch_uid="assessments.end_attempts")


def end_attempts(sender: Any, *, enrolment: Enrolment, at: datetime, **kwargs: Any) -> None:
    """End the attempts that are being answered or await a review; the sender holds the enrolment's row."""
    Attempt.objects.filter(enrolment=enrolment).withdraw(at=at)
