"""The database itself refuses a status nobody has heard of."""

from collections.abc import Iterable, Iterator

from django.core.checks import CheckMessage, Error
from django.db.models import CharField, CheckConstraint, Field, Model, Q

NAMES = ("status", "state")
HINT = "Add lms.core.models.status_is_known(…) to Meta.constraints, or another CheckConstraint that names the field."


def check_statuses(models: Iterable[type[Model]]) -> Iterator[CheckMessage]:
    """Yield lms.E003 for every text field with choices called status or state that no check constraint names."""
    for model in models:
        for field in model._meta.local_fields:
            if _is_status(field) and field.name not in _constrained(model):
                yield Error(
                    f"{model._meta.label}.{field.name} has no check constraint.", HINT, obj=model, id="lms.E003"
                )


def _is_status(field: Field) -> bool:
    return isinstance(field, CharField) and bool(field.choices) and field.name.rpartition("_")[2] in NAMES


def _constrained(model: type[Model]) -> set[str]:
    checks = [constraint.condition for constraint in model._meta.constraints if isinstance(constraint, CheckConstraint)]
    return {name for condition in checks if isinstance(condition, Q) for name in condition.referenced_base_fields}
