"""Notes and visits: what coordinators write down about a partner, for one another and Central Office alone."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from enrolment.models import NoteKind, PartnerNote, PartnerOrganisation, Site
from lms.accounts.models import User
from lms.core import audit
from lms.core.errors import DomainError


@transaction.atomic
def add_note(
    *,
    organisation: PartnerOrganisation,
    kind: NoteKind | str,
    happened_on: date,
    text: str,
    by: User,
    at: datetime,
    site: Site | None = None,
) -> PartnerNote:
    """Write down a note about `organisation`, or a visit, and return it.

    Arguments: `organisation`, which the caller may look after; `happened_on`, the day it is about; `site`, the one
    site it is about.
    Refuses: `day_to_come`, `nothing_written`, `other_site` (of another organisation).
    """
    note = PartnerNote(organisation=organisation, written_by=by, written_at=at)
    _write(note, kind, happened_on, text, site, at)
    audit.record("enrolment.add_note", note, by=by, data={"organisation": organisation.pk})
    return note


@transaction.atomic
def change_note(
    *,
    note: PartnerNote,
    kind: NoteKind | str,
    happened_on: date,
    text: str,
    by: User,
    at: datetime,
    site: Site | None = None,
) -> PartnerNote:
    """Change one's own note and return it; who wrote it and when stays.

    Refuses: `not_yours`, `note_gone`, `day_to_come`, `nothing_written`, `other_site`.
    """
    row = _own(note, by)
    _write(row, kind, happened_on, text, site, at)
    audit.record("enrolment.change_note", row, by=by, data={"organisation": row.organisation_id})
    return row


@transaction.atomic
def remove_note(*, note: PartnerNote, by: User, at: datetime) -> None:
    """Remove one's own note for good. Refuses: `not_yours`, `note_gone`."""
    row = _own(note, by)
    data = {"organisation": row.organisation_id, "at": at.isoformat()}
    audit.record("enrolment.remove_note", row, by=by, data=data)
    row.delete()


def _own(note: PartnerNote, by: User) -> PartnerNote:
    row = PartnerNote.objects.select_related("organisation").filter(pk=note.pk).first()
    if row is None:
        raise DomainError("note_gone", _("This note has been removed meanwhile."))
    if row.written_by_id != by.pk:
        raise DomainError("not_yours", _("Only the person who wrote a note can change or remove it."))
    return row


def _write(
    note: PartnerNote, kind: NoteKind | str, happened_on: date, text: str, site: Site | None, at: datetime
) -> None:
    if happened_on > timezone.localdate(at):
        raise DomainError("day_to_come", _("This day is still to come. Please give the day on which it happened."))
    if not text.strip():
        raise DomainError("nothing_written", _("Please write a sentence or two."))
    if site is not None and site.organisation_id != note.organisation_id:
        raise DomainError("other_site", _("This site belongs to another organisation."))
    note.kind, note.happened_on, note.text, note.site = kind, happened_on, text.strip(), site
    note.save()
