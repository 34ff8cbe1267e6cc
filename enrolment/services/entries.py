"""What learners write for themselves in the text of a lesson. Never audited, never logged, never shown to others."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from enrolment.models import Enrolment, PrivateEntry
from enrolment.services.progress import refuse_outside_edition
from enrolment.services.reading import refuse_others
from lms.accounts.models import User
from lms.core.errors import DomainError


@transaction.atomic
def save_entry(
    *,
    enrolment: Enrolment,
    activity_key: str,
    block_key: str,
    kind: str,
    answers: Mapping[str, Any],
    seen: datetime | None,
    by: User,
    at: datetime,
) -> PrivateEntry:
    """Save what the learner wrote or chose in one block, and return it. The last save wins, but never unawares.

    Arguments: `kind`, of the block; `answers`, by the name of the field, as the block's own form understood them;
    `seen`, when what the form showed had been saved (None: it showed nothing); `by`, the learner; `at`, now.
    Saving the same answers twice is harmless.
    Refuses: `own_only`, `enrolment_ended`, `not_in_edition`, `nothing_written`, `saved_elsewhere` (another tab or
    device saved since; whoever has read that and saves again wins).
    """
    refuse_others(enrolment, by)
    _refuse_ended(enrolment)
    refuse_outside_edition(enrolment, activity_key)
    if not answers:
        raise DomainError("nothing_written", _("There is nothing written yet. Please write or choose something first."))
    rows = PrivateEntry.objects.filter(enrolment=enrolment, block_key=block_key)
    if seen is not None and rows.filter(saved_at=seen).update(answers=dict(answers), saved_at=at):
        return rows.get()
    kept, is_new = PrivateEntry.objects.get_or_create(
        enrolment=enrolment,
        block_key=UUID(block_key),
        defaults={"activity_key": UUID(activity_key), "kind": kind, "answers": dict(answers), "saved_at": at},
    )
    if not is_new and kept.answers != dict(answers):
        raise DomainError(
            "saved_elsewhere",
            _("Something else was saved here meanwhile, perhaps in another tab. Nothing of either is lost: see below."),
        )
    return kept


@transaction.atomic
def remove_entries(*, learner: User, block_key: str, by: User) -> int:
    """Remove for good what the learner wrote in one block, in every enrolment; return how many rows that were.

    Refuses: `own_only`.
    """
    if by.pk != learner.pk:
        raise DomainError("own_only", _("Only the person who wrote this can remove it."))
    removed, _by_model = PrivateEntry.objects.filter(enrolment__learner=learner, block_key=block_key).delete()
    return removed


def _refuse_ended(enrolment: Enrolment) -> None:
    if not Enrolment.objects.current().filter(pk=enrolment.pk).exists():
        raise DomainError("enrolment_ended", _("Your place on this course has ended, so nothing was changed."))
