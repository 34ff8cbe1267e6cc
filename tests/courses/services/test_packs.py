"""Asking for packs, giving up on those nobody can make, and forgetting old ones."""

from datetime import timedelta

import pytest
from wagtail.models import ModelLogEntry

from courses.models import CoursePack, PackKind, PackState
from courses.rules.packs import ASK_AGAIN_AFTER
from courses.services.packs import ask_for_pack, forget_packs, give_up_packs
from tests.cast import NOW
from tests.factories.editions import EditionFactory
from tests.factories.packs import CoursePackFactory
from tests.refusals import refused

pytestmark = pytest.mark.django_db


def ask(edition, at=NOW, **about):
    usual = {"edition": edition, "module_key": "", "kind": "print", "digest": "a"}
    return ask_for_pack(**{**usual, **about}, by=None, at=at)[0]


def test_whoever_asks_second_gets_the_same_pack():
    edition = EditionFactory()
    assert ask(edition) == ask(edition)
    assert CoursePack.objects.get().state == PackState.WAITING
    assert ModelLogEntry.objects.filter(action="courses.ask_for_pack").count() == 1


def test_other_words_another_kind_and_a_module_are_packs_of_their_own():
    edition = EditionFactory()
    module = edition.outline.activities[0].module_key
    others = ({"digest": "b"}, {"kind": PackKind.OFFLINE}, {"module_key": module})
    packs = {ask(edition), *(ask(edition, **about) for about in others)}
    assert len(packs) == CoursePack.objects.count() == 4


def test_what_failed_waits_once_more():
    failed = CoursePackFactory(state=PackState.FAILED, digest="a", begun_at=NOW)
    later = NOW + timedelta(hours=2)
    again = ask(failed.edition, at=later)
    assert (again.pk, again.state, again.asked_at, again.begun_at) == (failed.pk, "waiting", later, None)


@pytest.mark.parametrize(("begun", "tried"), [(None, NOW), (NOW + timedelta(minutes=5), NOW + timedelta(minutes=5))])
def test_what_failed_rests_before_anybody_may_ask_again(begun, tried):
    failed = CoursePackFactory(state=PackState.FAILED, digest="a", begun_at=begun)
    with refused("pack-failed-lately"):
        ask(failed.edition, at=tried + ASK_AGAIN_AFTER - timedelta(seconds=1))
    assert ask(failed.edition, at=tried + ASK_AGAIN_AFTER).state == PackState.WAITING


@pytest.mark.parametrize("about", [{}, {"begun": True}, {"ready": True}])
def test_only_the_asking_that_a_pack_waits_by_wakes_a_worker(about):
    pack = CoursePackFactory(digest="a", **about)
    asked = {"edition": pack.edition, "module_key": "", "kind": "print", "by": None, "at": NOW}
    assert ask_for_pack(**asked, digest="a") == (pack, False)
    assert ask_for_pack(**asked, digest="b")[1]


@pytest.mark.parametrize(
    ("about", "code"),
    [({"kind": "film"}, "pack-kind-unknown"), ({"module_key": "elsewhere"}, "pack-module-unknown")],
)
def test_what_there_is_not_is_refused(about, code):
    with refused(code):
        ask(EditionFactory(), **about)
    assert not CoursePack.objects.exists()


@pytest.mark.parametrize(("after", "given_up"), [(timedelta(minutes=59), 0), (timedelta(minutes=61), 1)])
def test_what_nobody_could_make_for_an_hour_failed(after, given_up):
    CoursePackFactory()
    CoursePackFactory(ready=True)
    assert give_up_packs(at=NOW + after) == given_up


@pytest.mark.parametrize(("days", "left"), [(89, 2), (91, 1)])
def test_packs_are_forgotten_when_they_are_old(days, left):
    old = CoursePackFactory(ready=True)
    CoursePackFactory()
    names = forget_packs(at=NOW + timedelta(days=days))
    assert CoursePack.objects.count() == left
    assert names == [old.file][: 2 - left]
