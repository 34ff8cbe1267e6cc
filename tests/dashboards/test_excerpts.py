"""A few words around what was searched for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.dashboards.excerpts import LONGEST, excerpt_of

LONG = "Before. " * 60 + "An urge passes. Urges come and go. " + "After. " * 60


def shown(text, *words):
    excerpt = excerpt_of(text, words)
    return "".join(f"[{piece.text}]" if piece.is_meant else piece.text for piece in excerpt.pieces)


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("An urge passes.", ("urge",), "An [urge] passes."),
        ("URGES pass; an urge-free day.", ("urges",), "[URGES] pass; an [urge]-free day."),
        ("Surge", ("urge",), "Surge"),
        ("Nothing\n  of it.", ("urge",), "Nothing of it."),
        ("Costs and benefits", ("benefit", "cost"), "[Costs] and [benefits]"),
        ("", ("urge",), ""),
        ("Words", (), "Words"),
    ],
)
def test_words_are_marked_where_they_begin(text, words, expected):
    assert shown(text, *words) == expected


def test_a_long_text_is_cut_around_the_first_of_them():
    excerpt = excerpt_of(LONG, ("urge",))
    assert "[urge] passes. [Urges] come" in shown(LONG, "urge")
    assert (excerpt.begins, excerpt.ends) == (False, False)


def test_without_a_hit_the_beginning_is_shown():
    excerpt = excerpt_of(LONG, ("elephant",))
    assert (excerpt.begins, excerpt.ends) == (True, False)


@given(st.text(), st.lists(st.from_regex(r"\w+", fullmatch=True), max_size=3))
def test_an_excerpt_is_a_part_of_the_text_and_never_too_long(text, words):
    excerpt = excerpt_of(text, tuple(words))
    whole = "".join(piece.text for piece in excerpt.pieces)
    assert whole in " ".join(text.split()) or whole in text
    assert len(whole) <= LONGEST + 1
