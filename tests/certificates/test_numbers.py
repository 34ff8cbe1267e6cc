"""Serials and codes: of the right letters, forgiving to readers, strict about slips."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.numbers import ALPHABET, canonical_code, canonical_serial, new_code, new_serial

letters = st.sampled_from(ALPHABET)
seeds = st.integers(0, 2**32)
serials = seeds.map(lambda seed: new_serial(random.Random(seed).choice))  # noqa: S311  (to be found again)
places = st.integers(5, 13).filter(lambda place: place != 9)  # of the eight characters in UKSR-XXXX-XXXX


def changed(serial: str, place: int, letter: str) -> str:
    return serial[:place] + letter + serial[place + 1 :]


def test_no_character_can_be_misread_and_no_word_arises():
    assert len(ALPHABET) == len(set(ALPHABET)) == 23
    assert not set(ALPHABET) & set("AEIOU01LQBGSZ")


def test_a_serial_looks_the_same_each_time():
    assert new_serial(lambda alphabet: alphabet[-1]) == "UKSR-YYYY-YYYN"


@given(serials)
def test_a_serial_is_recognised_as_it_is_printed(serial):
    assert canonical_serial(serial) == serial


@given(serials)
def test_case_blanks_dashes_and_a_missing_prefix_are_forgiven(serial):
    assert canonical_serial(f" {serial.lower().replace('-', ' – ')} ") == serial
    assert canonical_serial(serial.removeprefix("UKSR-").replace("-", "")) == serial


@given(serials)
def test_letters_read_for_digits_are_forgiven(serial):
    read = serial.removeprefix("UKSR-").translate(str.maketrans("8652", "BGSZ"))
    assert canonical_serial(read) == canonical_serial(f"UK5R{read}") == serial


@given(serials, places, letters)
def test_one_wrong_character_is_noticed(serial, place, letter):
    wrong = changed(serial, place, letter)
    assert (canonical_serial(wrong) is None) == (wrong != serial)


@given(serials, places, places)
def test_two_exchanged_characters_are_noticed(serial, one, other):
    wrong = changed(changed(serial, one, serial[other]), other, serial[one])
    assert (canonical_serial(wrong) is None) == (wrong != serial)


@given(st.text())
def test_whatever_is_typed_is_a_serial_of_ours_or_nothing(typed):
    found = canonical_serial(typed)
    assert found is None or canonical_serial(found) == found


@pytest.mark.parametrize(
    "typed", ["", "UKSR", "UKSR-", "UKSR-2222-222", "UKSR-2222-22222", "ДЖЖЖ-1111", "ﬀ" * 8, "²" * 8]
)
def test_what_cannot_be_one_is_nothing(typed):
    assert canonical_serial(typed) is None


def test_a_code_is_long_and_case_does_not_matter():
    code = new_code()
    assert len(code) == 20
    assert canonical_code(code.lower()) == code


@pytest.mark.parametrize("typed", ["", "A" * 20, "2" * 19, "2" * 21, "²" * 20])
def test_what_cannot_be_a_code_is_nothing(typed):
    assert canonical_code(typed) is None


def test_numbers_are_drawn_from_the_system_s_randomness():
    assert len({new_serial() for _ in range(200)}) == 200
