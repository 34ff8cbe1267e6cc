"""What a person did outlives pages and people: no chain of CASCADE leads from a learning record to either."""

from collections.abc import Iterable, Iterator

from django.contrib.auth import get_user_model
from django.core.checks import CheckMessage, Error
from django.db.models import CASCADE, Field, Model
from wagtail.models import Page

from lms.core.models import LearningRecord

HINT = "Use PROTECT, or SET_NULL with a snapshot of the name (docs/architecture.md, Learning records)."


def check_learning_records(models: Iterable[type[Model]]) -> Iterator[CheckMessage]:
    """Yield lms.E004 for every relation by which deleting a page or a person would delete a learning record."""
    for model in models:
        if issubclass(model, LearningRecord):
            yield from (_error(model, field) for field in _cascades(model) if _leads_to_page_or_person(field, {model}))


def _cascades(model: type[Model]) -> list[Field]:
    return [f for f in model._meta.fields if f.remote_field is not None and f.remote_field.on_delete is CASCADE]


def _leads_to_page_or_person(field: Field, seen: set[type[Model]]) -> bool:
    target: type[Model] | str | None = field.related_model
    if not isinstance(target, type) or target in seen:
        return False
    if issubclass(target, (Page, get_user_model())):
        return True
    return any(_leads_to_page_or_person(further, seen | {target}) for further in _cascades(target))


def _error(model: type[Model], field: Field) -> Error:
    message = f"{model._meta.label}.{field.name} would delete a learning record with a page or a person."
    return Error(message, HINT, obj=model, id="lms.E004")
