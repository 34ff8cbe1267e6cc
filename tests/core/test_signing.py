"""Keyed digests and the codes people type: the same for ever, told apart, and read as they were meant."""

import pytest
from hypothesis import given
from hypothesis.strategies import integers, sampled_from, text

from lms.core.signing import ALPHABET, keyed_digest, readable, tidy_code

CODES = text(alphabet=ALPHABET, min_size=12, max_size=12)
# Worked out once and kept: links that were mailed must open after every release.
MAILED = "XTRD85RTD9CC"


@pytest.fixture
def digest(settings):
    settings.SIGNING_KEY = "a key of the tests"
    return keyed_digest("purpose", 41, 1)


def test_what_was_mailed_once_is_worked_out_again_by_every_release(digest):
    assert readable(digest, 12) == MAILED


def test_another_purpose_part_or_order_gives_another_digest(digest):
    others = [("other", 41, 1), ("purpose", 41, 2), ("purpose", 1, 41), ("purpose", 4, 11), ("purpose", 411)]
    assert digest not in {keyed_digest(*other) for other in others}


def test_without_a_signing_key_the_secret_key_does(settings, digest):
    settings.SIGNING_KEY = ""
    first = keyed_digest("purpose", 41, 1)
    settings.SECRET_KEY = "another secret"
    assert len({digest, first, keyed_digest("purpose", 41, 1)}) == 3


def test_the_secret_key_may_change_while_the_signing_key_stays(settings, digest):
    settings.SECRET_KEY = "another secret"
    assert keyed_digest("purpose", 41, 1) == digest


@given(integers(1, 51), integers(0, 2**256 - 1))
def test_a_code_has_its_length_and_letters_and_is_a_beginning_of_the_longer_one(length, number):
    code = readable(number.to_bytes(32, "big"), length)
    assert (len(code), set(code) <= set(ALPHABET)) == (length, True)
    assert readable(number.to_bytes(32, "big"), 51).startswith(code)


def test_twelve_characters_are_sixty_bits():
    assert len(ALPHABET) == len(set(ALPHABET)) == 32
    assert readable(b"\xff" * 32, 12) == "Z" * 12
    assert readable(b"\x00" * 7 + b"\x10" + b"\x00" * 24, 12) == "0" * 11 + "1"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("0123-4567-89AB", "0123456789AB"),
        ("0123 4567 89ab", "0123456789AB"),
        (" 0123\u00a04567–89AB.\r\n", "0123456789AB"),
        ("oI23-4S67-89AB", "01234S6789AB"),
        ("lLiIoO", "111100"),
        ("", ""),
    ],
)
def test_a_code_is_read_as_it_was_meant(typed, read):
    assert tidy_code(typed) == read


@given(CODES, sampled_from(["", "-", " ", "–", "\u00a0"]))
def test_however_a_code_is_grouped_and_written_it_is_the_same_code(code, gap):
    spoken = gap.join(code[start : start + 4] for start in (0, 4, 8))
    assert {tidy_code(written) for written in (spoken, spoken.lower(), f" {spoken}\n")} == {code}
