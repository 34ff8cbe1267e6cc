"""What the platform itself says, in templates, messages and letters, holds none of the words it looks for."""

import ast
import re

import pytest

from content.rules.language import Matcher, Watched
from content.word_lists import general_words
from tests.architecture.source import modules, templates

TRANSLATED = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext"}
# Tells editors what a star stands for.
EXAMPLE = "a star at the end stands for any ending, such as “addict*”"
TAGS = re.compile(r"{#.*?#}|<(?:script|link|meta)\b[^>]*>", re.DOTALL)


@pytest.fixture(scope="module")
def general() -> Matcher:
    return Matcher(Watched(*row) for row in general_words())


def messages(source: str) -> list[str]:
    """Return the texts of a module that people may be shown."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    called = [node for node in calls if getattr(node.func, "id", "") in TRANSLATED]
    found = [argument for node in called for argument in node.args if isinstance(argument, ast.Constant)]
    return [str(argument.value) for argument in found if EXAMPLE not in str(argument.value)]


def test_messages_hold_no_watched_word(general):
    told = [(path, text) for path, source in modules().items() for text in messages(source)]
    assert len(told) > 500
    assert [(path, one.passage) for path, text in told for one in general.find(text)] == []


def test_templates_and_letters_hold_no_watched_word(general):
    told = [(path, TAGS.sub(" ", text)) for path, text in templates().items()]
    assert [(path, one.passage) for path, text in told for one in general.find(text)] == []
