"""Who did what when: one function over Wagtail's action log, ids only."""

from collections.abc import Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils import timezone
from wagtail.log_actions import log, registry
from wagtail.models import ModelLogEntry, Page


def record(action: str, instance: Model, *, by: Any = None, data: dict[str, Any] | None = None) -> None:
    """Write one line of the audit log inside the caller's transaction.

    Arguments: `action`, registered through Wagtail's `register_log_actions`; `instance`, the row acted on;
    `by`, the acting user, or None for the system; `data`, ids and codes only, never personal data.
    """
    log(instance=instance, action=action, user=by, data=data or {}, title=_label(instance))


def record_many(action: str, instances: Sequence[Model], *, by: Any = None, data: dict[str, Any] | None = None) -> None:
    """Write the line of `record` for each of many rows of one model that is no page, in one go.

    Raises ValueError for an action without words, as Wagtail does for one row.
    """
    if not registry.action_exists(action):
        raise ValueError(f"The audit action {action!r} has no words.")
    if not instances:
        return
    kind, label = ContentType.objects.get_for_model(instances[0]), str(instances[0]._meta.verbose_name)
    about = {"content_type": kind, "action": action, "timestamp": timezone.now(), "user": by, "data": data or {}}
    ModelLogEntry.objects.bulk_create(
        ModelLogEntry(object_id=str(row.pk), label=f"{label} {row.pk}", **about) for row in instances
    )


def _label(instance: Model) -> str:
    """Wagtail would keep `str(instance)`, often a name, for ever; only the title of a page is public."""
    return instance.title if isinstance(instance, Page) else f"{instance._meta.verbose_name} {instance.pk}"
