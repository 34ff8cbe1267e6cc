"""Who did what when: one function over Wagtail's action log, ids only."""

from typing import Any

from django.db.models import Model
from wagtail.log_actions import log
from wagtail.models import Page


def record(action: str, instance: Model, *, by: Any = None, data: dict[str, Any] | None = None) -> None:
    """Write one line of the audit log inside the caller's transaction.

    Arguments: `action`, registered through Wagtail's `register_log_actions`; `instance`, the row acted on;
    `by`, the acting user, or None for the system; `data`, ids and codes only, never personal data.
    """
    log(instance=instance, action=action, user=by, data=data or {}, title=_label(instance))


def _label(instance: Model) -> str:
    """Wagtail would keep `str(instance)`, often a name, for ever; only the title of a page is public."""
    return instance.title if isinstance(instance, Page) else f"{instance._meta.verbose_name} {instance.pk}"
