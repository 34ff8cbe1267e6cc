"""Packs: asking for one, and leaving those behind that nobody can finish or has kept long enough."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from courses.models import CourseEdition, CoursePack
from courses.models.packs import PackKind
from courses.rules.packs import ASK_AGAIN_AFTER, GIVE_UP_AFTER
from lms.core import audit
from lms.core.errors import DomainError


@transaction.atomic
def ask_for_pack(
    *, edition: CourseEdition, module_key: str, kind: str, digest: str, by: Any, at: datetime
) -> tuple[CoursePack, bool]:
    """Return the pack of these words, and whether this asking is what it waits for a worker by.

    It does so when it is new, or could not be made before and the pause after that is over.

    Arguments: `edition` it is made of; `module_key`, empty for the whole course; `kind`, of `PackKind`; `digest`, which
    stands for the words. Whoever asks at the same moment gets the same row. The caller wakes a worker, once; should
    that fail, the sweep does.
    Refuses with DomainError: pack-kind-unknown, pack-module-unknown, pack-failed-lately.
    """
    if kind not in PackKind.values:
        raise DomainError("pack-kind-unknown", _("We do not make anything of this kind."))
    if module_key and module_key not in {activity.module_key for activity in edition.outline.activities}:
        raise DomainError("pack-module-unknown", _("This part does not belong to the course as you take it."))
    about = {"edition": edition, "module_key": module_key, "kind": kind, "digest": digest}
    pack, is_new = CoursePack.objects.get_or_create(**about, defaults={"asked_at": at})
    is_to_make = is_new or CoursePack.objects.filter(pk=pack.pk).ask_again(at=at)
    pack.refresh_from_db()
    if pack.has_failed:
        minutes = ASK_AGAIN_AFTER // timedelta(minutes=1)
        words = _("This could not be made a short while ago. Please try again when %(minutes)d minutes have passed.")
        raise DomainError("pack-failed-lately", words % {"minutes": minutes})
    if is_to_make:
        audit.record("courses.ask_for_pack", pack, by=by)
    return pack, is_to_make


def give_up_packs(*, at: datetime) -> int:
    """Say of the packs that nobody could finish for an hour that they failed; return how many that were."""
    return CoursePack.objects.give_up(asked_before=at - GIVE_UP_AFTER, at=at)


def forget_packs(*, at: datetime) -> list[str]:
    """Remove the rows of packs made long before `at`; return the names of their files, for the caller to delete.

    Whoever wants one again has it made again.
    """
    old = CoursePack.objects.ready().filter(ready_at__lt=at - timedelta(days=settings.PACK_KEEP_DAYS))
    with transaction.atomic():
        names = list(old.values_list("file", flat=True))
        CoursePack.objects.ready().filter(file__in=names).delete()
    return names
