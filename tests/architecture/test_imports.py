"""The import contracts hold for the house, and break when somebody breaks them on purpose."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source import PACKAGES, ROOT, folder_of

LINTER = Path(sys.executable).with_name("lint-imports")
VIOLATIONS = {
    "courses/models.py": "from enrolment import models as upward",
    "assessments/models/attempts.py": "import certificates.rules as sideways",
    "lms/core/models.py": "from lms.accounts import roles as from_the_bottom",
    "enrolment/models.py": "from enrolment import views as inside_out",
    "enrolment/rules.py": "import django.db as framework",
    "courses/whatever.py": "'A module with a name that has no place.'",
}


def lint(folder: Path) -> str:
    command = [LINTER, "--config", "pyproject.toml", "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stdout


@pytest.fixture(scope="module")
def broken(tmp_path_factory) -> str:
    """Return what import-linter says about a copy of the house in which every contract is broken."""
    copy = tmp_path_factory.mktemp("house")
    shutil.copy(ROOT / "pyproject.toml", copy)
    for top in {folder_of(package).relative_to(ROOT).parts[0] for package in PACKAGES}:
        shutil.copytree(ROOT / top, copy / top, ignore=shutil.ignore_patterns("templates", "static", "fonts", "*.pyc"))
    for name, line in VIOLATIONS.items():
        with (copy / name).open("a") as module:
            module.write(f"\n{line}\n")
    return lint(copy)


def test_the_house_keeps_every_contract():
    assert "3 kept, 0 broken" in lint(ROOT)


def test_every_contract_breaks_when_it_is_broken(broken):
    assert "0 kept, 3 broken" in broken


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("courses", "enrolment"),
        ("assessments", "certificates"),
        ("lms.core", "lms.accounts"),
        ("enrolment.models", "enrolment.views"),
        ("enrolment.rules", "django"),
    ],
)
def test_a_forbidden_import_is_named(broken, importer, imported):
    assert re.search(rf"^{importer} is not allowed to import {imported}:", broken, re.MULTILINE)


def test_a_module_without_a_place_is_named(broken):
    assert "courses.whatever" in broken
