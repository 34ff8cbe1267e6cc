"""The readers of environment variables: typed, and refusing in a sentence that names the variable."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from lms.settings import env


def test_text_without_default_names_the_missing_variable(monkeypatch):
    monkeypatch.delenv("BUCKET", raising=False)
    with pytest.raises(ImproperlyConfigured, match="BUCKET"):
        env.text("BUCKET")


def test_a_blank_value_counts_as_missing(monkeypatch):
    monkeypatch.setenv("BUCKET", "  ")
    assert env.text("BUCKET", "mine") == "mine"


@pytest.mark.parametrize(
    ("written", "meant"), [("1", True), ("Yes", True), ("off", False), ("0", False), ("true", True)]
)
def test_truth_has_several_words(monkeypatch, written, meant):
    monkeypatch.setenv("PAUSED", written)
    assert env.boolean("PAUSED", not meant) is meant


@pytest.mark.parametrize(
    ("read", "written"),
    [
        (lambda: env.boolean("VALUE", default=False), "perhaps"),
        (lambda: env.integer("VALUE", 1), "many"),
        (lambda: env.number("VALUE", 1.5), "half"),
        (lambda: env.address("VALUE", schemes=("https",)), "http://training.example"),
        (lambda: env.address("VALUE", schemes=("https",)), "https://training.example/start"),
        (lambda: env.address("VALUE", schemes=("http",), loopback_only=True), "http://training.example"),
    ],
)
def test_a_value_that_makes_no_sense_is_refused_by_name(monkeypatch, read, written):
    monkeypatch.setenv("VALUE", written)
    with pytest.raises(ImproperlyConfigured, match="VALUE"):
        read()


def test_a_list_leaves_blanks_out(monkeypatch):
    monkeypatch.setenv("HOSTS", "a.example, ,b.example,")
    assert env.listing("HOSTS") == ["a.example", "b.example"]


def test_an_address_loses_its_last_slash(monkeypatch):
    monkeypatch.setenv("SITE", "https://training.example/")
    assert env.address("SITE", schemes=("https",)) == "https://training.example"


def test_numbers_are_read(monkeypatch):
    monkeypatch.setenv("MANY", "12")
    monkeypatch.setenv("HALF", "0.5")
    assert (env.integer("MANY", 1), env.number("HALF", 1.0)) == (12, 0.5)
