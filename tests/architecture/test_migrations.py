"""Migrations are complete, and depend downwards like everything else."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from lms.core.packages import package_of, points_down


def package_of_label(label: str) -> str:
    return apps.get_app_config(label).name


@pytest.mark.django_db
def test_no_migration_is_pending():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_package_with_models_has_migrations():
    loader = MigrationLoader(None)
    ours = [config for config in apps.get_app_configs() if package_of(config.name) and any(config.get_models())]
    assert [config.label for config in ours if config.label in loader.unmigrated_apps] == []


@pytest.mark.django_db
def test_migrations_depend_downwards():
    links = [
        (package_of_label(key[0]), package_of_label(label))
        for key, migration in MigrationLoader(connection).disk_migrations.items()
        for label, _ in migration.dependencies
        if label != "__setting__"
    ]
    assert [link for link in links if not points_down(*link)] == []
