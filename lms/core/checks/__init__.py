"""System checks for what imports cannot show; importing this package registers them.

Each rule is a function over models that yields errors, so tests can hand it models that break it.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, register
from django.db.models import Model

from lms.core.checks.cascades import check_learning_records
from lms.core.checks.pages import check_page_types
from lms.core.checks.relations import check_relations
from lms.core.checks.statuses import check_statuses
from lms.core.packages import package_of

TAG = "house"
RULES: tuple[Callable[[Iterable[type[Model]]], Iterable[CheckMessage]], ...] = (
    check_relations,
    check_page_types,
    check_statuses,
    check_learning_records,
)


@register(TAG)
def check_house_rules(app_configs: Sequence[AppConfig] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Run every rule over our models in `app_configs` (None: in all apps)."""
    configs = apps.get_app_configs() if app_configs is None else app_configs
    models = [model for config in configs if package_of(config.name) for model in config.get_models()]
    return [message for rule in RULES for message in rule(models)]
