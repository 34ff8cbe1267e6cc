"""One word for where a nominated person stands: every combination of facts."""

from itertools import product

import pytest

from enrolment.rules.places import NominationStatus
from enrolment.rules.words import JourneyFacts, Word, word_for

MOVED = NominationStatus.TRANSFERRED  # goes on as another nomination
NOT_TAKEN_UP = [status for status in NominationStatus if status not in (NominationStatus.REDEEMED, MOVED)]
EVERYTHING = [*product((False, True), repeat=4)]
REDEEMED = [
    # awaits review, not yet passed, has passed, is qualified
    ((False, False, False, False), Word.LEARNING),
    ((False, True, False, False), Word.NOT_YET_PASSED),
    ((True, False, False, False), Word.AWAITING_REVIEW),
    ((True, True, False, False), Word.AWAITING_REVIEW),  # one task handed in again, another one still to try again
    *[((*earlier, True, False), Word.CHECK_AWAITED) for earlier in product((False, True), repeat=2)],
    *[((*earlier, True), Word.QUALIFIED) for earlier in product((False, True), repeat=3)],
]


@pytest.mark.parametrize(("facts", "word"), REDEEMED)
def test_of_somebody_who_took_the_place_up_the_furthest_step_is_said(facts, word):
    assert word_for(JourneyFacts(NominationStatus.REDEEMED, False, *facts)) is word


def test_the_table_above_names_every_combination():
    assert sorted(facts for facts, word in REDEEMED) == sorted(EVERYTHING)


@pytest.mark.parametrize("status", NOT_TAKEN_UP)
def test_before_that_and_after_an_end_the_status_is_the_word(status):
    assert {word_for(JourneyFacts(status, False, *facts)).value for facts in EVERYTHING} == {status.value}


@pytest.mark.parametrize("status", [NominationStatus.NOMINATED, NominationStatus.INVITED])
def test_whoever_let_the_time_pass_has_lapsed(status):
    assert word_for(JourneyFacts(status, is_lapsed=True)) is Word.LAPSED


def test_every_word_of_the_table_is_said_of_somebody():
    said = {word_for(JourneyFacts(status, lapsed)) for status, lapsed in product(NOT_TAKEN_UP, (False, True))}
    assert said | {word for facts, word in REDEEMED} == set(Word)
