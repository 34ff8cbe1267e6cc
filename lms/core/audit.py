"""Who did what when: one function over Wagtail's action log, ids only."""

from collections.abc import Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils import timezone
from wagtail.log_actions import get_active_log_context, log, registry
from wagtail.models import ModelLogEntry, Page


def record(action: str, instance: Model, *, by: Any = None, data: dict[str, Any] | None = None) -> None:
    """Write one line of the audit log inside the caller's transaction.

    Arguments: `action`, registered through Wagtail's `register_log_actions`; `instance`, the row acted on;
    `by`, the acting user, or None for the system; `data`, ids and codes only, never personal data.
    """
    if isinstance(instance, Page):
        log(instance=instance, action=action, user=by, data=data or {}, title=_label(instance))
    else:
        record_many(action, [instance], by=by, data=data)


def record_many(action: str, instances: Sequence[Model], *, by: Any = None, data: dict[str, Any] | None = None) -> None:
    """Write the line of `record` for each of many rows of one model that is no page, in one statement.

    The same lines as Wagtail's, which would look up again, for each, the person and the kind of row we hold already.
    Raises ValueError for an action without words, and for a row that is not saved.
    """
    if not registry.action_exists(action):
        raise ValueError(f"The audit action {action!r} has no words.")
    if any(row.pk is None for row in instances):
        raise ValueError(f"The audit action {action!r} is about a row that is not saved.")
    if not instances:
        return
    context = get_active_log_context()
    about = {
        "content_type": ContentType.objects.get_for_model(instances[0], for_concrete_model=False),
        "action": action,
        "timestamp": timezone.now(),
        "user": by or context.user,
        "uuid": context.uuid,
        "data": data or {},
    }
    ModelLogEntry.objects.bulk_create(
        ModelLogEntry(object_id=str(row.pk), label=_label(row), **about) for row in instances
    )


def _label(instance: Model) -> str:
    """Wagtail would keep `str(instance)`, often a name, for ever; only the title of a page is public."""
    return instance.title if isinstance(instance, Page) else f"{instance._meta.verbose_name} {instance.pk}"
