"""Registries: filled once in `ready()`, however often that runs."""

import pytest

from lms.core.registry import Registry


@pytest.fixture
def shelf() -> Registry[str]:
    shelf: Registry[str] = Registry("Jar")
    shelf.register("plum", "sweet")
    return shelf


def test_the_same_entry_twice_is_harmless(shelf):
    shelf.register("plum", "sweet")
    assert list(shelf) == [("plum", "sweet")]


def test_another_entry_of_the_same_name_is_refused(shelf):
    with pytest.raises(ValueError, match="Jar 'plum' is registered already"):
        shelf.register("plum", "sour")


def test_entries_come_in_the_order_they_were_registered(shelf):
    shelf.register("apple", "sharp")
    assert [name for name, _ in shelf] == ["plum", "apple"]


def test_an_entry_is_found_by_name(shelf):
    assert shelf["plum"] == "sweet"
    assert "pear" not in shelf
