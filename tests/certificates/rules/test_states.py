"""Every pair of an award's states: it may move, or it may not."""

from itertools import product

import pytest

from certificates.rules import TRANSITIONS, AwardState, may_move

MOVES = {(AwardState.ISSUED, AwardState.REVOKED), (AwardState.ISSUED, AwardState.SUPERSEDED)}


@pytest.mark.parametrize(("before", "after"), list(product(AwardState, AwardState)))
def test_an_award_ends_once_and_never_comes_back(before: AwardState, after: AwardState) -> None:
    assert may_move(before, after) == ((before, after) in MOVES)


def test_every_state_has_its_line() -> None:
    assert set(TRANSITIONS) == set(AwardState)
