"""Production refuses to start without what it needs, and names the variable; the operators' table lists them all."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from tools.linting import PRODUCTION

READ = re.compile(r"env\.\w+\(\s*['\"](\w+)['\"]")


def started_with(environment, *, program="from django.conf import settings; settings.DEBUG"):
    kept = {"PATH": os.environ["PATH"], **environment}
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=settings.BASE_DIR,
        env=kept,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("name", ["SECRET_KEY", "DATABASE_URL", "S3_BUCKET"])
def test_production_names_the_variable_it_lacks(name):
    ended = started_with({**PRODUCTION, name: ""})
    assert ended.returncode != 0
    assert f"Set the environment variable {name}" in ended.stderr


def test_production_starts_with_what_it_needs():
    assert started_with(PRODUCTION, program="import django; django.setup()").returncode == 0


@pytest.mark.parametrize("program", ["import lms.wsgi", "import lms.celery"])
def test_a_program_whose_settings_nobody_named_is_production_never_the_demo(program):
    nameless = {name: value for name, value in PRODUCTION.items() if name != "DJANGO_SETTINGS_MODULE"}
    ended = started_with(nameless, program=f"{program}; from django.conf import settings; print(settings.DEMO)")
    assert ended.stdout.strip() == "False"


def test_production_answers_to_named_hosts_alone():
    ended = started_with({**PRODUCTION, "ALLOWED_HOSTS": "training.example,*"})
    assert "ALLOWED_HOSTS must name the hosts" in ended.stderr


def test_plain_http_is_for_this_machine_alone():
    ended = started_with({**PRODUCTION, "INSECURE_HTTP": "1", "SITE_URL": "http://training.example"})
    assert "With INSECURE_HTTP=1 SITE_URL must name this machine" in ended.stderr


def test_every_variable_that_settings_read_stands_in_the_operators_table():
    table = (settings.BASE_DIR / "docs" / "operations.md").read_text(encoding="utf-8")
    modules = Path(settings.BASE_DIR, "lms", "settings").glob("*.py")
    read = {name for module in modules for name in READ.findall(module.read_text(encoding="utf-8"))}
    assert {name for name in read if f"`{name}`" not in table} == set()
    assert read
