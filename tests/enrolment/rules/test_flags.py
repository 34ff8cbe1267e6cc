"""Flags beside a word: paused, stalled, suspended, recognised (domain part B, last paragraph)."""

from datetime import UTC, datetime, timedelta

import pytest

from enrolment.rules.flags import ON_THE_WAY, Flag, FlagFacts, flags_for
from enrolment.rules.words import Word

AT = datetime(2026, 4, 20, 9, tzinfo=UTC)
LONG_AGO = AT - timedelta(days=21)


def flags(word=Word.LEARNING, last=LONG_AGO, **facts):
    return flags_for(FlagFacts(word, last_active_at=last, **facts), at=AT, days=21)


@pytest.mark.parametrize(("ago", "expected"), [(21, (Flag.STALLED,)), (20, ())])
def test_somebody_is_stalled_after_three_weeks_without_activity(ago, expected):
    assert flags(last=AT - timedelta(days=ago)) == expected


def test_a_moment_less_than_three_weeks_is_not_stalled():
    assert flags(last=LONG_AGO + timedelta(microseconds=1)) == ()


@pytest.mark.parametrize("word", Word)
def test_only_those_whose_turn_it_is_are_stalled(word):
    assert (Flag.STALLED in flags(word)) == (word in {Word.LEARNING, Word.NOT_YET_PASSED})


@pytest.mark.parametrize(
    ("facts", "flag"), [({"is_paused": True}, Flag.PAUSED), ({"is_suspended": True}, Flag.SUSPENDED)]
)
def test_whoever_pauses_or_cannot_go_on_is_not_stalled(facts, flag):
    assert flags(**facts) == (flag,)


@pytest.mark.parametrize("word", Word)
def test_a_pause_and_a_licence_matter_only_on_the_way(word):
    expected = (Flag.SUSPENDED, Flag.PAUSED) if word in ON_THE_WAY else ()
    assert flags(word, is_paused=True, is_suspended=True) == expected


def test_a_qualification_from_before_is_said_wherever_they_stand():
    assert flags(Word.QUALIFIED, is_recognised=True) == (Flag.RECOGNISED,)
