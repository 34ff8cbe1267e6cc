"""Codes and links: derived again and again, forgiving to read back, worth nothing when a single letter is made up."""

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from enrolment.links import CODE_LENGTH, PROOF_LENGTH, code_of, digest_of, find_token, mailed_link, spoken_code
from enrolment.models import EnrolmentToken, Nomination
from enrolment.offers import masked
from lms.core.signing import ALPHABET, LOOK_ALIKES, keyed_digest, readable, tidy_code
from tests.factories.partners import NominationFactory, TokenFactory
from tests.performance.budget import assert_statements

EMAILS = st.sampled_from(["ada@example.org", "ada.wyn@example.org", "bo@demo.example", "łukasz@example.org"])
NOMINATIONS = st.builds(Nomination, id=st.uuids(), email=EMAILS)
GENERATIONS = st.integers(1, 50)


def end_of(link):
    return link.rstrip("/").rpartition("/")[2]


# --- Without a database ---------------------------------------------------------------------------


@given(NOMINATIONS, GENERATIONS)
def test_a_code_is_twelve_characters_that_look_like_no_other_and_the_same_every_time(nomination, generation):
    code = code_of(nomination, generation)
    assert (len(code), set(code) <= set(ALPHABET)) == (CODE_LENGTH, True)
    assert code == code_of(nomination, generation) == tidy_code(code)


@given(NOMINATIONS, GENERATIONS)
def test_a_code_may_be_typed_in_many_ways(nomination, generation):
    code = code_of(nomination, generation)
    written = spoken_code(code).lower().replace("-", " - ").replace("1", "l").replace("0", "O")
    assert tidy_code(f"\t{written}\u00a0") == code


@given(st.text())
def test_tidying_twice_is_tidying_once(typed):
    assert tidy_code(tidy_code(typed)) == tidy_code(typed)


@given(st.text())
def test_nothing_that_looks_like_something_else_is_left(typed):
    assert not set(tidy_code(typed)) & {chr(number) for number in LOOK_ALIKES}


@given(NOMINATIONS, GENERATIONS, GENERATIONS)
def test_each_generation_has_a_code_of_its_own(nomination, one, other):
    assert (code_of(nomination, one) == code_of(nomination, other)) == (one == other)


@given(NOMINATIONS, NOMINATIONS)
def test_each_nomination_has_a_link_of_its_own(one, other):
    assert (mailed_link(one, 1) == mailed_link(other, 1)) == ((one.pk, one.email) == (other.pk, other.email))


@given(NOMINATIONS, EMAILS)
def test_the_proof_holds_for_one_address_alone(nomination, email):
    other = Nomination(id=nomination.pk, email=email)
    assert code_of(nomination, 1) == code_of(other, 1)
    assert (mailed_link(nomination, 1) == mailed_link(other, 1)) == (nomination.email == email)


@given(NOMINATIONS, GENERATIONS)
def test_what_is_stored_is_not_the_code(nomination, generation):
    code = code_of(nomination, generation)
    assert code not in digest_of(code).upper()
    assert digest_of(code) == digest_of(code_of(nomination, generation))


@given(st.binary(min_size=32, max_size=32), st.integers(1, 51))
def test_a_digest_reads_as_five_bits_a_letter(digest, length):
    number = sum(ALPHABET.index(letter) << 5 * place for place, letter in enumerate(reversed(readable(digest, length))))
    assert number == int.from_bytes(digest, "big") >> 256 - 5 * length


def test_another_key_makes_another_code(settings):
    before = keyed_digest("enrolment code", 1)
    settings.SIGNING_KEY = "another key"
    assert keyed_digest("enrolment code", 1) != before


def test_a_digest_for_one_thing_is_worthless_for_another():
    assert len({keyed_digest("code", 1, 23), keyed_digest("proof", 1, 23), keyed_digest("code", 12, 3)}) == 3


@given(st.emails())
def test_a_masked_address_cannot_be_written_to(email):
    local, _, domain = email.partition("@")
    shown = masked(email)
    assert (shown[0], shown.count("@")) == (local[0], 1)
    assert len(local) == 1 or local not in shown
    assert domain not in shown


# --- Finding a token again ------------------------------------------------------------------------


@pytest.fixture
def invited(db):
    """Somebody invited."""
    return NominationFactory(invited=True)


def test_the_code_finds_its_token_and_proves_nothing(invited):
    found = find_token(code_of(invited, 1))
    assert (found.token, found.proves_address) == (EnrolmentToken.objects.get(), False)


def test_the_mailed_link_finds_it_too_and_proves_the_address(invited):
    found = find_token(end_of(mailed_link(invited, 1)))
    assert (found.token, found.proves_address) == (EnrolmentToken.objects.get(), True)


def test_one_wrong_letter_anywhere_finds_nothing(invited):
    end = end_of(mailed_link(invited, 1))
    wrong = [end[:place] + ("0" if end[place] != "0" else "1") + end[place + 1 :] for place in range(len(end))]
    assert [find_token(one) for one in wrong] == [None] * (CODE_LENGTH + PROOF_LENGTH)


def test_half_a_proof_is_no_proof_and_no_code(invited):
    end = end_of(mailed_link(invited, 1))
    assert [find_token(end[:length]) for length in range(CODE_LENGTH + 1, len(end))] == [None] * (PROOF_LENGTH - 1)
    assert find_token(end + "0") is None


def test_the_proof_of_another_link_never_works(invited):
    other = NominationFactory(invited=True)
    proof = end_of(mailed_link(other, 1))[CODE_LENGTH:]
    assert find_token(code_of(invited, 1) + proof) is None


def test_the_proof_of_an_older_generation_never_works(invited):
    invited.tokens.all().delete()
    TokenFactory(nomination=invited, generation=2)
    proof = end_of(mailed_link(invited, 1))[CODE_LENGTH:]
    assert find_token(code_of(invited, 2) + proof) is None


@pytest.mark.parametrize("typed", ["", "-", "0" * 12, "0" * 20, "é" * 12, "\x00" * 12, "U" * 300, "12345678901"])
def test_what_is_no_code_finds_nothing(typed, invited):
    assert find_token(typed) is None


@given(typed=st.text(max_size=40))
def test_nothing_made_up_finds_anything(typed, django_db_blocker):
    with django_db_blocker.unblock():
        assert find_token(typed) is None


@pytest.mark.parametrize("typed", ["0" * 12, None])
def test_looking_for_a_token_costs_one_statement_found_or_not(typed, invited):
    with assert_statements(at_most=1):
        find_token(typed or end_of(mailed_link(invited, 1)))


def test_no_row_holds_the_code(invited):
    code = code_of(invited, 1)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM enrolment_enrolmenttoken")
        assert code not in str(cursor.fetchall())
