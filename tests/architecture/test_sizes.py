"""Small enough to read in one go (docs/architecture.md, Style)."""

from statistics import median

from tests.architecture.source import functions, modules, templates


def lines(text: str) -> int:
    return len(text.splitlines())


def test_no_module_has_more_than_400_lines():
    assert [f"{path}: {lines(text)}" for path, text in modules().items() if lines(text) > 400] == []


def test_half_of_the_modules_have_at_most_80_lines():
    assert median(lines(text) for text in modules().values() if text) <= 80


def test_no_function_has_more_than_50_lines():
    assert [f"{name}: {length}" for name, length in functions().items() if length > 50] == []


def test_half_of_the_functions_have_at_most_8_lines():
    assert median(functions().values()) <= 8


def test_no_template_has_more_than_60_lines():
    assert [f"{path}: {lines(text)}" for path, text in templates().items() if lines(text) > 60] == []
