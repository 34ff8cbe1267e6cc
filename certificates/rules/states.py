"""What may become of an award, and when a worker tries again to draw."""

from datetime import timedelta
from enum import StrEnum


class AwardState(StrEnum):
    """Where an award stands."""

    ISSUED = "issued"
    REVOKED = "revoked"
    SUPERSEDED = "superseded"


# From each state, the states it may move to. What has ended stays ended; a corrected award is a new one.
TRANSITIONS: dict[AwardState, frozenset[AwardState]] = {
    AwardState.ISSUED: frozenset({AwardState.REVOKED, AwardState.SUPERSEDED}),
    AwardState.REVOKED: frozenset(),
    AwardState.SUPERSEDED: frozenset(),
}

# A drawing that we refused (letters we have no face for) only a release can mend.
ASK_AGAIN_AFTER = timedelta(days=1)


def may_move(before: AwardState, after: AwardState) -> bool:
    """Say whether an award may go from `before` to `after`."""
    return after in TRANSITIONS[before]
