"""What must hold of awards and their files as a whole; `manage.py check_integrity` asks."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone

from certificates.checks import due_for_award
from certificates.models import Award, ManualIssue
from certificates.numbers import canonical_code, canonical_serial
from enrolment.models import Enrolment
from lms.core.files import private_storage

BATCH = 500
SWEEP_SECONDS = 180


def award_findings() -> Iterator[str]:
    """Yield one sentence for each award, or want of one, that should not stand as it does."""
    yield from _without_award()
    yield from _premature()
    yield from _numbers()
    yield from _files()


def _without_award() -> Iterator[str]:
    # The sweep issues within a minute what a crash held up; one that is late by this much is not running.
    long_ago = timezone.now() - timedelta(seconds=SWEEP_SECONDS)
    due = due_for_award(on=timezone.localdate()).filter(completed_at__lt=long_ago)
    for pk in due.exclude(learner__full_name="").values_list("pk", flat=True):
        yield f"Enrolment {pk} is completed and qualifies, but there is no award: is the scheduler running?"


def _premature() -> Iterator[str]:
    held = Award.objects.issued().exclude(enrolment__in=Enrolment.objects.completed())
    for serial in held.values_list("serial", flat=True):
        yield f"Award {serial} holds, but its enrolment is not completed."


def _numbers() -> Iterator[str]:
    rows = Award.objects.order_by("pk").values_list("serial", "code").iterator(chunk_size=BATCH)
    for serial, code in rows:
        if canonical_serial(serial) != serial or canonical_code(code) != code:
            yield f"Award {serial} has a serial number or code that is none of ours."


def _files() -> Iterator[str]:
    storage = private_storage()
    for model in (Award, ManualIssue):
        for name in model.objects.exclude(pdf_name="").values_list("pdf_name", flat=True).iterator(chunk_size=BATCH):
            if not storage.exists(name):
                yield f"The stored file {name} is missing."
