"""How packs move from state to state: each command from each state, and nothing moves that may not."""

from datetime import timedelta

import pytest

from courses.models import CoursePack, PackState
from courses.rules.packs import ASK_AGAIN_AFTER, GIVE_UP_AFTER, MAKE_AGAIN_AFTER
from tests.cast import NOW
from tests.factories.packs import CoursePackFactory

pytestmark = pytest.mark.django_db
WAITING, MAKING, READY, FAILED = PackState
LATER = NOW + MAKE_AGAIN_AFTER + timedelta(seconds=1)
MUCH_LATER = NOW + GIVE_UP_AFTER + timedelta(seconds=1)
COMMANDS = {
    "ask_again": lambda packs: packs.ask_again(at=NOW + ASK_AGAIN_AFTER),
    "ask_again too soon": lambda packs: packs.ask_again(at=LATER),
    "begin": lambda packs: packs.begin(at=NOW),
    "begin, though another did long ago": lambda packs: packs.begin(at=LATER),
    "finish": lambda packs: packs.finish(begun_at=NOW, file="packs/x.pdf", size=3, at=NOW),
    "finish too late": lambda packs: packs.finish(begun_at=LATER, file="packs/y.pdf", size=3, at=NOW),
    "fail": lambda packs: packs.fail(begun_at=NOW),
    "give up": lambda packs: packs.give_up(asked_before=MUCH_LATER - GIVE_UP_AFTER, at=MUCH_LATER),
}
# From waiting, being made, ready, failed.
COMES_TO = {
    "ask_again": (WAITING, MAKING, READY, WAITING),
    "ask_again too soon": (WAITING, MAKING, READY, FAILED),
    "begin": (MAKING, MAKING, READY, FAILED),
    "begin, though another did long ago": (MAKING, MAKING, READY, FAILED),
    "finish": (WAITING, READY, READY, FAILED),
    "finish too late": (WAITING, MAKING, READY, FAILED),
    "fail": (WAITING, FAILED, READY, FAILED),
    "give up": (FAILED, FAILED, READY, FAILED),
}
CASES = [
    (command, before, after)
    for command, states in COMES_TO.items()
    for before, after in zip(PackState, states, strict=True)
]


def pack_in(state: PackState) -> CoursePack:
    return CoursePackFactory(state=state, ready=state == READY, begun=state == MAKING)


@pytest.mark.parametrize(("command", "before", "after"), CASES)
def test_every_command_from_every_state(command, before, after):
    pack = pack_in(before)
    COMMANDS[command](CoursePack.objects.filter(pk=pack.pk))
    pack.refresh_from_db()
    assert pack.state == after


@pytest.mark.parametrize(("at", "taken"), [(NOW, False), (LATER, True)])
def test_what_is_being_made_is_taken_over_only_when_its_worker_must_be_gone(at, taken):
    pack = pack_in(MAKING)
    assert CoursePack.objects.filter(pk=pack.pk).begin(at=at) is taken


def test_whoever_was_taken_over_from_says_nothing_more():
    packs = CoursePack.objects.filter(pk=pack_in(MAKING).pk)
    packs.begin(at=LATER)
    packs.count_done(1, parts=2, begun_at=NOW)
    assert not packs.finish(begun_at=NOW, file="packs/late.pdf", size=3, at=LATER)
    assert packs.get().done_parts == 0
