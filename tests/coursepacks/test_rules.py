"""Headings that fit below one another, and names that every computer can read."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.coursepacks.rules import DEEPEST, LONGEST_NAME, file_name, fit_levels, typed_address


@pytest.mark.parametrize(
    ("levels", "under", "fitted"),
    [
        ([2, 3, 2], 3, [4, 5, 4]),
        ([3, 2, 3], 3, [4, 4, 5]),
        ([2, 4, 3], 1, [2, 3, 3]),
        ([2, 3, 4], 4, [5, 6, 6]),
        ([], 3, []),
    ],
)
def test_headings_stand_below_that_of_their_lesson(levels, under, fitted):
    assert fit_levels(levels, under=under) == fitted


@given(st.lists(st.integers(1, 6)), st.integers(1, 4))
def test_no_level_is_skipped_and_none_is_deeper_than_there_are(levels, under):
    fitted = [under, *fit_levels(levels, under=under)]
    assert all(after <= before + 1 for before, after in pairwise(fitted))
    assert all(under < level <= DEEPEST for level in fitted[1:])


@pytest.mark.parametrize(
    ("numbers", "title", "name"),
    [
        ((1, 12), "What’s an urge?", "01-12-whats-an-urge.html"),
        ((2, 1), "../../etc/passwd", "02-01-etc-passwd.html"),
        ((), "Żółć & Ŵyn", "zoc-wyn.html"),
        ((), "محمد", "untitled.html"),
        ((), "CON", "con-.html"),
    ],
)
def test_names_say_what_a_file_is_and_suit_every_computer(numbers, title, name):
    assert file_name(numbers, title, ".html") == name


@given(st.text())
def test_whatever_the_title_the_name_is_short_and_plain(title):
    assert re.fullmatch(r"[a-z0-9][a-z0-9-]*", file_name((), title))
    assert len(file_name((), title)) <= LONGEST_NAME + 1


@pytest.mark.parametrize(
    ("address", "typed"),
    [
        ("https://example.org/help", "example.org/help"),
        ("mailto:someone@example.org", "someone@example.org"),
        ("tel:0800 1111", "0800 1111"),
    ],
)
def test_addresses_are_written_as_people_type_them(address, typed):
    assert typed_address(address) == typed
