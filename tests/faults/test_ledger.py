"""The control of chaos: what must not happen is noticed when it happens."""

import pytest

from assessments.answers import Answer
from tests.faults.ledger import Fate, Ledger

ONE, TWO, THREE = Answer(text="one"), Answer(text="two"), Answer(text="three")


def told(*events: tuple[Answer, Fate]) -> Ledger:
    """Return a ledger of one question, in the order in which its answers were sent."""
    ledger = Ledger()
    for mark, (answer, fate) in enumerate(events):
        ledger.sent("key", answer, mark)
        ledger.settle(mark, fate)
    return ledger


@pytest.mark.parametrize(
    ("events", "kept"),
    [
        ([(ONE, Fate.SAVED)], ONE),
        ([(ONE, Fate.SAVED), (TWO, Fate.SAVED)], TWO),
        ([(ONE, Fate.SAVED), (TWO, Fate.SENT)], ONE),
        ([(ONE, Fate.SAVED), (TWO, Fate.SENT)], TWO),
        ([(ONE, Fate.SAVED), (TWO, Fate.REFUSED)], ONE),
        ([(ONE, Fate.SENT)], Answer()),
    ],
)
def test_what_was_acknowledged_last_or_perhaps_arrived_after_it_may_be_kept(events, kept):
    assert told(*events).doubts({"key": kept}) == []


@pytest.mark.parametrize(
    ("events", "kept"),
    [
        ([(ONE, Fate.SAVED)], Answer()),  # lost
        ([(ONE, Fate.SAVED)], THREE),  # never sent
        ([(ONE, Fate.SAVED), (TWO, Fate.SAVED)], ONE),  # an older one came back
        ([(ONE, Fate.SENT), (TWO, Fate.SAVED)], ONE),  # a late one took its place
        ([(ONE, Fate.SAVED), (TWO, Fate.REFUSED)], TWO),  # refused, and taken nevertheless
    ],
)
def test_control_an_acknowledged_answer_that_is_not_kept_is_doubted(events, kept):
    assert len(told(*events).doubts({"key": kept})) == 1


def test_control_an_acknowledgement_that_was_made_up_is_doubted():
    ledger = told((ONE, Fate.SAVED))
    ledger.shown("another key", TWO)
    assert [doubt.split()[1] for doubt in ledger.doubts({"key": ONE})] == ["another"]


def test_an_answer_that_nobody_acknowledged_is_not_missed():
    ledger = told((ONE, Fate.SENT))
    assert (ledger.count(), ledger.doubts({})) == (0, [])
