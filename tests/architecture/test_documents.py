"""What our own words send a reader to is there: documents named in commands, modules and documents."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands, load_command_class

from tests.architecture.source import modules

ROOT = Path(settings.BASE_DIR)
NAMED = re.compile(r"\bdocs/[\w./-]*\w\.md\b")
LINKED = re.compile(r"\]\((?!https?:|#)([\w./-]+\.md)")
OURS = [
    (app, name) for name, app in get_commands().items() if not app.startswith(("django.", "wagtail", "modelsearch"))
]


def missing(text: str) -> list[str]:
    return [name for name in NAMED.findall(text) if not (ROOT / name).is_file()]


def test_every_document_that_a_module_names_is_there():
    assert {str(path): missing(text) for path, text in modules().items() if missing(text)} == {}


@pytest.mark.parametrize(("app", "name"), OURS)
def test_every_document_that_the_help_of_a_command_names_is_there(app, name):
    words = load_command_class(app, name).create_parser("manage.py", name).format_help()
    assert missing(" ".join(words.split())) == []


@pytest.mark.parametrize(
    "document", sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]), ids=lambda path: path.name
)
def test_every_document_that_a_document_leads_to_is_there(document):
    lost = [link for link in LINKED.findall(document.read_text()) if not (document.parent / link).is_file()]
    assert lost == []
