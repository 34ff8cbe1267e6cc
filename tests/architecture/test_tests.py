"""Tests are held to rules too: short, without branches, never skipped, and nothing of ours mocked."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

TREES = {path.relative_to(ROOT): ast.parse(path.read_text()) for path in sorted((ROOT / "tests").rglob("*.py"))}
BRANCHES = (ast.If, ast.While, ast.Try, ast.Match)


def all_of_them() -> Iterator[tuple[Path, ast.FunctionDef]]:
    for path, tree in TREES.items():
        found = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
        yield from ((path, node) for node in found if node.name.startswith("test_"))


def lines(test: ast.FunctionDef) -> int:
    return test.end_lineno - test.body[0].lineno + 1


@pytest.mark.parametrize("word", ["skip", "skipif", "skipTest", "xfail", "importorskip"])
def test_nothing_is_skipped(word):
    found = [(path, node) for path, tree in TREES.items() for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
    assert [f"{path}:{node.lineno}" for path, node in found if node.attr == word] == []


def test_tests_have_at_most_ten_lines():
    assert [f"{path}: {test.name}" for path, test in all_of_them() if lines(test) > 10] == []


def test_tests_do_not_branch():
    assert [
        f"{path}: {test.name}" for path, test in all_of_them() if any(isinstance(line, BRANCHES) for line in test.body)
    ] == []


def test_nothing_is_mocked_by_a_library():
    imports = [
        (path, node) for path, tree in TREES.items() for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)
    ]
    assert [str(path) for path, node in imports if "mock" in (node.module or "")] == []
