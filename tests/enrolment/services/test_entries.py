"""Saving and removing what learners write: refusals, versions, and that nothing else hears of it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from wagtail.models import ModelLogEntry

from enrolment.models import Enrolment, PrivateEntry
from enrolment.services.entries import remove_entries, save_entry
from tests.cast import NOW
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.study import EntryFactory
from tests.refusals import refused

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def enrolment():
    return EnrolmentFactory()


@pytest.fixture
def block():
    return str(uuid4())


def save(enrolment, block, *, seen=None, at=NOW, by=None, key=None, **answers):
    return save_entry(
        enrolment=enrolment,
        activity_key=key or enrolment.edition.outline.keys[0],
        block_key=block,
        kind="worksheet",
        answers=answers,
        seen=seen,
        by=by or enrolment.learner,
        at=at,
    )


def test_it_is_kept_with_its_time(enrolment, block):
    entry = save(enrolment, block, a="One.")
    assert (entry.answers, entry.saved_at) == ({"a": "One."}, NOW)


def test_whoever_has_seen_the_last_version_replaces_it(enrolment, block):
    first = save(enrolment, block, a="One.")
    assert save(enrolment, block, a="Two.", seen=first.saved_at, at=LATER).answers == {"a": "Two."}
    assert PrivateEntry.objects.get().saved_at == LATER


@pytest.mark.parametrize("seen", [None, NOW - timedelta(days=1)])
def test_whoever_has_not_is_refused(seen, enrolment, block):
    save(enrolment, block, a="One.")
    with refused("saved_elsewhere"):
        save(enrolment, block, a="Two.", seen=seen, at=LATER)
    assert PrivateEntry.objects.get().answers == {"a": "One."}


def test_the_same_answers_are_never_refused(enrolment, block):
    save(enrolment, block, a="One.")
    assert save(enrolment, block, a="One.", at=LATER).saved_at == NOW


def test_what_was_removed_in_another_tab_is_written_anew(enrolment, block):
    first = save(enrolment, block, a="One.")
    remove_entries(learner=enrolment.learner, block_key=block, by=enrolment.learner)
    assert save(enrolment, block, a="Two.", seen=first.saved_at).answers == {"a": "Two."}


def test_nothing_is_no_entry(enrolment, block):
    with refused("nothing_written"):
        save(enrolment, block)


def test_nobody_writes_for_somebody_else(enrolment, block, cast):
    with refused("own_only"):
        save(enrolment, block, a="One.", by=cast.amir)


def test_an_enrolment_that_ended_keeps_what_it_has(enrolment, block):
    Enrolment.objects.mark_withdrawn(at=NOW)
    with refused("enrolment_ended"):
        save(enrolment, block, a="One.")


def test_an_activity_of_another_course_is_refused(enrolment, block):
    with refused("not_in_edition"):
        save(enrolment, block, key=str(uuid4()), a="One.")


def test_removing_takes_it_out_of_every_enrolment(cast):
    entry = EntryFactory()
    again = EnrolmentFactory(learner=entry.enrolment.learner, course=entry.enrolment.course, completed=True)
    EntryFactory(enrolment=again)
    learner = entry.enrolment.learner
    assert remove_entries(learner=learner, block_key=str(entry.block_key), by=learner) == 2
    with refused("own_only"):
        remove_entries(learner=learner, block_key=str(entry.block_key), by=cast.office)


def test_the_log_of_actions_hears_nothing(enrolment, block):
    before = ModelLogEntry.objects.count()
    save(enrolment, block, a="One.")
    remove_entries(learner=enrolment.learner, block_key=block, by=enrolment.learner)
    assert ModelLogEntry.objects.count() == before
