"""A relation, whatever its kind and also one given as a string, points to its own package or a lower one."""

from collections.abc import Iterable, Iterator

from django.core.checks import CheckMessage, Error
from django.db.models import Field, Model

from lms.core.packages import points_down

HINT = "Turn the relation round, or let the lower package declare a signal or keep a registry (docs/architecture.md)."


def check_relations(models: Iterable[type[Model]]) -> Iterator[CheckMessage]:
    """Yield lms.E001 for every relation that points up or sideways in the order of packages."""
    for model in models:
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]:
            if field.is_relation and not points_down(_package(model), _target(field)):
                yield Error(
                    f"{model._meta.label}.{field.name} points up to {_target(field)}.", HINT, obj=model, id="lms.E001"
                )


def _package(model: type[Model]) -> str:
    return model._meta.app_config.name if model._meta.app_config else model.__module__


def _target(field: Field) -> str:
    """Return the package at the other end; a string that could not be resolved names its app by label."""
    related: type[Model] | str | None = field.related_model
    if not isinstance(related, str):
        return _package(related) if related else ""
    label = related.partition(".")[0]
    configs = field.model._meta.apps.app_configs
    return configs[label].name if label in configs else label
