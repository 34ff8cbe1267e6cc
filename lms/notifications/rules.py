"""What may happen to a message: its states, what each outcome of an attempt leads to, how long to wait."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class State(StrEnum):
    """Where a message stands. Only `queued` is ever sent by machine."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Outcome(StrEnum):
    """What is known after an attempt."""

    ACCEPTED = "accepted"  # the mail server took it
    NOT_SENT = "not_sent"  # provably nothing went out, and trying later may help
    REFUSED = "refused"  # provably nothing went out, and trying again cannot help
    UNKNOWN = "unknown"  # it may have gone out: never sent again by machine
    UNWANTED = "unwanted"  # the kind says the reason for writing is gone


TRANSITIONS: Mapping[State, frozenset[State]] = {
    State.QUEUED: frozenset({State.SENDING, State.CANCELLED}),
    State.SENDING: frozenset({State.SENT, State.QUEUED, State.FAILED, State.UNCERTAIN, State.CANCELLED}),
    State.UNCERTAIN: frozenset({State.QUEUED}),  # by hand only
    State.FAILED: frozenset({State.QUEUED}),  # by hand only
    State.SENT: frozenset(),
    State.CANCELLED: frozenset(),
}
RESENDABLE = frozenset({State.UNCERTAIN, State.FAILED})
SETTLED = frozenset({State.SENT, State.CANCELLED})
# May have reached the mail server: what the daily cap counts.
COUNTED = frozenset({State.SENDING, State.SENT, State.UNCERTAIN})

MOST_ATTEMPTS = 8
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=4)
CAP_WINDOW = timedelta(hours=24)
# Long enough for staff to notice and send again, short enough for a link that should not lie about.
BODY_KEPT = timedelta(days=7)


@dataclass(frozen=True)
class Step:
    """Where a message goes after an attempt; `wait` is set only when it is queued again."""

    state: State
    wait: timedelta | None = None


AFTER: Mapping[Outcome, State] = {
    Outcome.ACCEPTED: State.SENT,
    Outcome.REFUSED: State.FAILED,
    Outcome.UNKNOWN: State.UNCERTAIN,
    Outcome.UNWANTED: State.CANCELLED,
}


def may_move(before: State, after: State) -> bool:
    """Say whether a message may go from `before` to `after`."""
    return after in TRANSITIONS[before]


def step_after(outcome: Outcome, *, attempts: int) -> Step:
    """Return where a message being sent goes after its attempt number `attempts` (from 1) ended so."""
    if outcome is not Outcome.NOT_SENT:
        return Step(AFTER[outcome])
    if attempts >= MOST_ATTEMPTS:
        return Step(State.FAILED)
    return Step(State.QUEUED, back_off(attempts))


def back_off(attempts: int) -> timedelta:
    """Return how long to wait after attempt number `attempts` (from 1): 1, 2, 4 … minutes, at most four hours."""
    doublings = min(max(attempts, 1), MOST_ATTEMPTS) - 1
    return min(FIRST_WAIT * 2**doublings, LONGEST_WAIT)


def outcome_of_reply(code: int) -> Outcome:
    """Return what an SMTP refusal means: 4xx may pass, 5xx is final, a reply that is no refusal proves nothing.

    Holds after the text was handed over too: a server that answered with an error must not deliver (RFC 5321, 4.2.5).
    """
    if 400 <= code <= 499:
        return Outcome.NOT_SENT
    return Outcome.REFUSED if 500 <= code <= 599 else Outcome.UNKNOWN


def room_left(*, cap: int, counted: int, paused: bool) -> int:
    """Return how many messages may go out now: none while paused, else what the cap of 24 hours leaves."""
    return 0 if paused else max(cap - counted, 0)
