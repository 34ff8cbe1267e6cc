"""From where a pack may go where."""

import pytest

from courses.models import PackState as Stored
from courses.rules.packs import MOVES, PackState, may_move, states_before

WAITING, MAKING, READY, FAILED = PackState
ALLOWED = {(WAITING, MAKING), (WAITING, FAILED), (MAKING, MAKING), (MAKING, READY), (MAKING, FAILED), (FAILED, WAITING)}


@pytest.mark.parametrize("before", PackState)
@pytest.mark.parametrize("after", PackState)
def test_every_pair_of_states(before, after):
    assert may_move(before, after) == ((before, after) in ALLOWED)
    assert (before in states_before(after)) == ((before, after) in ALLOWED)


def test_the_table_names_every_state_and_rows_know_no_other():
    assert set(MOVES) == set(PackState)
    assert set(Stored.values) == {state.value for state in PackState}
