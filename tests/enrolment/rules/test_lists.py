"""What comes of each row of a list: by those before it and by the places left."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrolment.rules.lists import Entry, Named, Verdict, judge

GOOD, ALREADY, TWICE, NO_PLACE = Verdict.GOOD, Verdict.ALREADY, Verdict.TWICE, Verdict.NO_PLACE
WRONG = Verdict.ADDRESS_WRONG


def entries(emails):
    """Return one row an address; one that begins with "!" is at fault."""
    return [
        Entry(number, Named("Ada", email.lstrip("!"), "staff"), WRONG if email.startswith("!") else None)
        for number, email in enumerate(emails, start=1)
    ]


@pytest.mark.parametrize(
    ("emails", "taken", "room", "verdicts"),
    [
        ("", "", 1, []),
        ("ab", "", 2, [GOOD, GOOD]),
        ("ab", "", 1, [GOOD, NO_PLACE]),
        ("ab", "", 0, [NO_PLACE, NO_PLACE]),
        ("ab", "", None, [GOOD, GOOD]),
        ("aa", "", 2, [GOOD, TWICE]),
        ("aab", "", 2, [GOOD, TWICE, GOOD]),
        ("ab", "a", 1, [ALREADY, GOOD]),
        ("aa", "a", 1, [ALREADY, TWICE]),
        (["!a", "a"], "", 1, [WRONG, GOOD]),
    ],
)
def test_a_row_is_judged_by_those_before_it_and_by_the_places_left(emails, taken, room, verdicts):
    assert judge(entries(emails), taken=set(taken), room=room) == verdicts


@given(st.lists(st.sampled_from(["a", "b", "c", "!a", "d"])), st.sets(st.sampled_from("abcd")), st.integers(0, 4))
def test_never_more_are_good_than_there_are_places_and_nobody_twice(emails, taken, room):
    rows = entries(emails)
    good = [
        row.named.email
        for row, verdict in zip(rows, judge(rows, taken=taken, room=room), strict=True)
        if verdict is GOOD
    ]
    assert len(good) == len(set(good)) <= room
    assert not taken.intersection(good)


@given(st.lists(st.sampled_from(["a", "b", "c", "!a", "d"])), st.integers(0, 4))
def test_the_same_list_again_finds_everybody_nominated(emails, room):
    rows = entries(emails)
    first = judge(rows, taken=set(), room=room)
    named = {row.named.email for row, verdict in zip(rows, first, strict=True) if verdict is GOOD}
    assert GOOD not in judge(rows, taken=named, room=room - len(named))
