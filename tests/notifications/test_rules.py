"""The rules of the outbox, by tables and by trying many numbers."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.notifications import rules
from lms.notifications.rules import Outcome, State, Step

ALLOWED = {
    ("queued", "sending"),
    ("queued", "cancelled"),
    ("sending", "sent"),
    ("sending", "queued"),
    ("sending", "failed"),
    ("sending", "uncertain"),
    ("sending", "cancelled"),
    ("uncertain", "queued"),
    ("failed", "queued"),
}


@pytest.mark.parametrize("before", State)
@pytest.mark.parametrize("after", State)
def test_each_pair_of_states_is_allowed_or_not(before, after):
    assert rules.may_move(before, after) is ((before.value, after.value) in ALLOWED)


@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize("attempts", [1, rules.MOST_ATTEMPTS])
def test_every_outcome_leads_to_a_state_that_sending_may_reach(outcome, attempts):
    assert rules.may_move(State.SENDING, rules.step_after(outcome, attempts=attempts).state)


@pytest.mark.parametrize(
    ("outcome", "attempts", "step"),
    [
        (Outcome.ACCEPTED, 1, Step(State.SENT)),
        (Outcome.REFUSED, 1, Step(State.FAILED)),
        (Outcome.UNKNOWN, 1, Step(State.UNCERTAIN)),
        (Outcome.UNWANTED, 1, Step(State.CANCELLED)),
        (Outcome.NOT_SENT, 1, Step(State.QUEUED, timedelta(minutes=1))),
        (Outcome.NOT_SENT, 4, Step(State.QUEUED, timedelta(minutes=8))),
        (Outcome.NOT_SENT, rules.MOST_ATTEMPTS, Step(State.FAILED)),
        (Outcome.UNKNOWN, rules.MOST_ATTEMPTS, Step(State.UNCERTAIN)),
    ],
)
def test_what_an_attempt_leads_to(outcome, attempts, step):
    assert rules.step_after(outcome, attempts=attempts) == step


def test_only_what_provably_did_not_go_out_is_tried_again_by_machine():
    again = {outcome for outcome in Outcome if rules.step_after(outcome, attempts=1).state is State.QUEUED}
    assert again == {Outcome.NOT_SENT}


@given(st.integers(min_value=1, max_value=60))
def test_waits_grow_and_stay_within_bounds(attempts):
    assert rules.FIRST_WAIT <= rules.back_off(attempts) <= rules.back_off(attempts + 1) <= rules.LONGEST_WAIT


@pytest.mark.parametrize(
    ("code", "outcome"),
    [
        (421, Outcome.NOT_SENT),
        (451, Outcome.NOT_SENT),
        (500, Outcome.REFUSED),
        (550, Outcome.REFUSED),
        (250, Outcome.UNKNOWN),
        (-1, Outcome.UNKNOWN),
        (0, Outcome.UNKNOWN),
    ],
)
def test_what_a_reply_of_the_mail_server_proves(code, outcome):
    assert rules.outcome_of_reply(code) is outcome


@pytest.mark.parametrize(
    ("cap", "counted", "paused", "room"), [(10, 3, False, 7), (10, 10, False, 0), (10, 12, False, 0), (10, 0, True, 0)]
)
def test_how_many_messages_may_go_out(cap, counted, paused, room):
    assert rules.room_left(cap=cap, counted=counted, paused=paused) == room
