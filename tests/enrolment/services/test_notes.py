"""Notes and visits: written for colleagues, changed by their writer alone, and audited without their words."""

from datetime import timedelta

import pytest

from enrolment.models import NoteKind, PartnerNote
from enrolment.services.notes import add_note, change_note, remove_note
from tests.cast import NOW
from tests.enrolment.acts import audited
from tests.factories.partners import SiteFactory
from tests.refusals import refused

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def write(cast):
    words = {"kind": NoteKind.VISIT, "happened_on": TODAY, "text": " The room is booked. ", "site": None}
    return lambda **fields: add_note(organisation=cast.partner, by=cast.coordinator, at=NOW, **words | fields)


def change(note, by, **fields):
    words = {"kind": NoteKind.NOTE, "happened_on": TODAY, "text": "Moved to Tuesday."}
    return change_note(note=note, by=by, at=NOW, **words | fields)


def test_a_visit_is_written_down_and_audited_without_its_words(cast, write):
    note = PartnerNote.objects.get(pk=write().pk)
    assert (note.kind, note.text, note.written_by, note.written_at) == (
        "visit",
        "The room is booked.",
        cast.coordinator,
        NOW,
    )
    about = {"on": str(note.pk), "by": cast.coordinator.pk, "organisation": cast.partner.pk}
    assert audited("enrolment.add_note") == [about]


def test_the_day_may_be_today_but_not_tomorrow(write):
    with refused("day_to_come"):
        write(happened_on=TODAY + timedelta(days=1))


def test_white_space_says_nothing(write):
    with refused("nothing_written"):
        write(text=" \n ")


def test_the_site_belongs_to_the_organisation(write):
    with refused("other_site"):
        write(site=SiteFactory())


def test_its_writer_changes_it(cast, write):
    note = write(site=SiteFactory(organisation=cast.partner))
    changed = change(note, cast.coordinator)
    assert (changed.kind, changed.text, changed.site, changed.written_at) == ("note", "Moved to Tuesday.", None, NOW)
    assert len(audited("enrolment.change_note")) == 1


@pytest.mark.parametrize("act", [change, lambda note, by: remove_note(note=note, by=by, at=NOW)])
def test_nobody_else_changes_or_removes_it(act, cast, write):
    note = write()
    with refused("not_yours"):
        act(note, cast.office)
    assert PartnerNote.objects.get(pk=note.pk).text == "The room is booked."


def test_its_writer_removes_it_for_good(cast, write):
    note = write()
    remove_note(note=note, by=cast.coordinator, at=NOW)
    assert not PartnerNote.objects.exists()
    assert [entry["organisation"] for entry in audited("enrolment.remove_note")] == [cast.partner.pk]


def test_one_that_is_gone_cannot_be_changed(cast, write):
    note = write()
    remove_note(note=note, by=cast.coordinator, at=NOW)
    with refused("note_gone"):
        change(note, cast.coordinator)
