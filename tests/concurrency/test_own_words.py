"""Several tabs save the same sheet at one moment: one does, the others are told; with its control on PostgreSQL."""

from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.db.models.signals import post_init

from enrolment.models import LessonNote, PrivateEntry
from enrolment.services.entries import save_entry
from enrolment.services.lesson_notes import save_note
from tests.cast import NOW
from tests.concurrency.crowd import all_at_once, errors, meeting, size
from tests.factories.enrolments import EnrolmentFactory

pytestmark = pytest.mark.django_db(transaction=True)
LATER = NOW + timedelta(minutes=5)


def tabs(*, seen):
    """Return the acts of many tabs, each with words of its own, that have all seen the same version."""
    enrolment = EnrolmentFactory()
    about = {"activity_key": enrolment.edition.outline.keys[0], "block_key": str(uuid4()), "kind": "worksheet"}
    save = partial(save_entry, enrolment=enrolment, by=enrolment.learner, **about)
    if seen:
        save(answers={"a": "The first version."}, seen=None, at=seen)
    return [partial(save, answers={"a": f"Tab {tab}."}, seen=seen, at=LATER) for tab in range(size())]


@pytest.mark.parametrize("seen", [None, NOW])
def test_one_tab_saves_and_every_other_is_told(seen):
    acts = tabs(seen=seen)
    assert errors(all_at_once(*acts)) == ["saved_elsewhere"] * (len(acts) - 1)
    assert PrivateEntry.objects.get().answers["a"].startswith("Tab ")


def test_the_same_press_many_times_saves_once_and_refuses_nobody():
    act = tabs(seen=None)[0]
    assert errors(all_at_once(*[act] * size())) == []
    assert PrivateEntry.objects.count() == 1


def test_of_many_notes_one_is_kept_and_every_other_tab_is_told():
    enrolment = EnrolmentFactory()
    about = {"course": enrolment.course, "activity_key": enrolment.edition.outline.keys[0], "by": enrolment.learner}
    acts = [partial(save_note, text=f"Tab {tab}.", seen=None, at=NOW, **about) for tab in range(size())]
    assert errors(all_at_once(*acts)) == ["saved_elsewhere"] * (len(acts) - 1)
    assert LessonNote.objects.get().text.startswith("Tab ")


def save_unawares(pk, words):
    """Look at the version first and save then: what the service does in one step."""
    if PrivateEntry.objects.get(pk=pk).saved_at != NOW:
        return False
    return bool(PrivateEntry.objects.filter(pk=pk).update(answers={"a": words}, saved_at=LATER))


@pytest.mark.postgresql
def test_control_looking_first_and_saving_then_loses_words_unawares():
    tabs(seen=NOW)
    entry = PrivateEntry.objects.get()
    with meeting(post_init, PrivateEntry, of=3):
        saved = all_at_once(*[partial(save_unawares, entry.pk, f"Tab {tab}.") for tab in range(size())])
    assert sum(saved) > 1
