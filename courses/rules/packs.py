"""How far a pack can be, and from where it may go where: pure, no database."""

from datetime import datetime, timedelta
from enum import StrEnum


class PackState(StrEnum):
    """How far a worker is with a pack."""

    WAITING = "waiting"
    MAKING = "making"
    READY = "ready"
    FAILED = "failed"


# From each state, the states it may move to. Making begins again where a worker died; what is ready stays as it is.
MOVES: dict[PackState, frozenset[PackState]] = {
    PackState.WAITING: frozenset({PackState.MAKING, PackState.FAILED}),
    PackState.MAKING: frozenset({PackState.MAKING, PackState.READY, PackState.FAILED}),
    PackState.READY: frozenset(),
    PackState.FAILED: frozenset({PackState.WAITING}),
}

# Above the time limit of a task: whoever began it is not at it any more.
MAKE_AGAIN_AFTER = timedelta(minutes=6)
# A pack that nobody could finish for so long is not worth more tries.
GIVE_UP_AFTER = timedelta(hours=1)
# What could not be made is not tried again at once: what was wrong has hardly changed, and others wait for workers.
ASK_AGAIN_AFTER = timedelta(minutes=10)


def may_move(before: PackState, after: PackState) -> bool:
    """Say whether a pack may go from `before` to `after`."""
    return after in MOVES[before]


def ask_again_from(*, asked_at: datetime, begun_at: datetime | None) -> datetime:
    """Return from when on a pack that could not be made may be asked for once more."""
    return (begun_at or asked_at) + ASK_AGAIN_AFTER


def states_before(state: PackState) -> frozenset[PackState]:
    """Return the states from which a pack may come to `state`."""
    return frozenset(before for before, after in MOVES.items() if state in after)
