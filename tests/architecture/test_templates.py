"""Templates look down as imports do, and bring nothing inline: the content policy of the site would refuse it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.template import engines

from lms.core.packages import points_down
from tests.architecture.source import package_of_path, templates

NAMED = re.compile(r"""{%\s*(?:extends|include)\s+["']([^"']+)["']""")
LOADED = re.compile(r"{%\s*load\s+(?:.*\sfrom\s+)?([\w\s.]+?)\s*%}")
INLINE = re.compile(r"<style\b|<script\b(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)
REASON = re.compile(r"{#.+#}")
OWNERS = {path.as_posix().partition("/templates/")[2]: package_of_path(path) for path in templates()}
LIBRARIES = engines["django"].engine.libraries


def pages() -> dict[Path, str]:
    """Return the templates a browser shows; mail programs understand inline style alone."""
    return {path: text for path, text in templates().items() if "email" not in path.parts and path.suffix == ".html"}


def needs(text: str) -> Iterator[str]:
    """Yield the packages that a template's own words lead to."""
    yield from (OWNERS[name] for name in NAMED.findall(text) if name in OWNERS)
    yield from (LIBRARIES[name] for names in LOADED.findall(text) for name in names.split() if name in LIBRARIES)


def upward() -> list[tuple[Path, str]]:
    return [
        (path, target)
        for path, text in templates().items()
        for target in needs(text)
        if not points_down(package_of_path(path), target)
    ]


def test_templates_extend_include_and_load_downwards():
    assert upward() == []


@pytest.mark.parametrize("path", templates(), ids=str)
def test_the_template_compiles_and_what_it_names_exists(path):
    for name in [path.as_posix().partition("/templates/")[2], *NAMED.findall(templates()[path])]:
        engines["django"].get_template(name)


def test_nothing_is_inline():
    assert [f"{path}: {match[0]}" for path, text in pages().items() for match in INLINE.finditer(text)] == []


def test_whatever_is_marked_safe_says_why():
    marked = [(path, line) for path, text in templates().items() for line in text.splitlines() if "|safe" in line]
    assert [(path, line) for path, line in marked if not REASON.search(line)] == []
