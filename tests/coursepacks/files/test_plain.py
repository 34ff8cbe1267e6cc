"""YAML of files: what is written is read back the same; what could surprise is refused with its line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.coursepacks.files.plain import dump, load
from lms.coursepacks.files.problems import FolderError

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.sampled_from(
    [
        "no",
        "12:30",
        "2026-01-01",
        "~",
        "null",
        "- a",
        "a: b",
        "a\n b\n",
        "\n",
        " a",
        "1_0",
        "0x1F",
        "1e3",
        "a\u2028b",
        "#",
    ]
)
SIMPLE = WORDS | st.integers() | st.booleans() | st.none() | st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.recursive(SIMPLE, lambda inner: st.lists(inner) | st.dictionaries(WORDS, inner), max_leaves=8)


@given(st.dictionaries(WORDS, VALUES))
def test_values_come_back_as_they_were(value):
    assert load(dump(value)) == value


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a: 1\nb: [", "bad_yaml", 11),
        ("a: 1\na: 2", "key_twice", 11),
        ("a: &x 1\nb: *x", "alias", 11),
        ("a: !!python/object:os.system {}", "bad_yaml", 10),
        ("1: a", "bad_key", 10),
        ("a: \x07", "bad_yaml", 10),
    ],
)
def test_what_could_surprise_is_refused_with_its_line(text, code, line):
    with pytest.raises(FolderError) as refused:
        load(text, line=10)
    assert (refused.value.code, refused.value.line) == (code, line)


def test_only_true_and_false_are_truth_and_dates_are_text():
    said = load("a: no\nb: true\nc: 2026-01-01\nd: 12:30\ne: 010")
    assert said == {"a": "no", "b": True, "c": "2026-01-01", "d": "12:30", "e": "010"}


def test_a_mapping_knows_the_lines_of_its_keys():
    said = load("a: 1\n\nb:\n  c: 2", line=2)
    assert (said.line_of("b"), said["b"].line_of("c")) == (4, 5)
