"""What happened to one person under one organisation, from rows: nothing of other organisations, and no results."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from certificates.models import Award
from enrolment.managers import AffiliationQuerySet, CheckQuerySet, NominationQuerySet
from enrolment.models import Enrolment, EnrolmentToken, Nomination, Nudge
from enrolment.rules.places import NominationStatus
from lms.dashboards.desk.checks import short_kind


@dataclass(frozen=True)
class Entry:
    """One thing that happened. `by`: who did it, where that is somebody else than the person."""

    at: datetime
    words: str
    by: Any = None

    @property
    def day(self) -> date:
        """Return the day in London."""
        return timezone.localdate(self.at)


@dataclass(frozen=True)
class Story:
    """What history is made of, of one organisation and what the reader looks after; nominations by their keys."""

    nominations: Collection[UUID]
    affiliations: AffiliationQuerySet
    checks: CheckQuerySet


def history_of(story: Story, *, day: date) -> list[Entry]:
    """Return everything up to `day`, the newest first; seven statements, however much there is."""
    entries = [
        *_of_nominations(Nomination.objects.filter(pk__in=story.nominations)),
        *_of_invitations(EnrolmentToken.objects.filter(nomination__in=story.nominations)),
        *_of_reminders(Nudge.objects.filter(nomination__in=story.nominations)),
        *_of_courses(Enrolment.objects.completed().filter(nomination__in=story.nominations)),
        *_of_awards(Award.objects.filter(enrolment__nomination__in=story.nominations)),
        *_of_belonging(story.affiliations),
        *_of_checks(story.checks),
    ]
    return sorted((entry for entry in entries if entry.day <= day), key=lambda entry: entry.at, reverse=True)


ENDED = {
    NominationStatus.DECLINED: lambda: _("Said no to the place"),
    NominationStatus.REFUSED: lambda: _("The nomination was refused"),
    NominationStatus.REVOKED: lambda: _("The invitation was revoked"),
    NominationStatus.RELEASED: lambda: _("The place was released"),
    NominationStatus.TRANSFERRED: lambda: _("Moved with the place to another site or licence year"),
}


def _of_nominations(rows: NominationQuerySet) -> Iterator[Entry]:
    for row in rows.with_people().select_related("nominated_by", "ended_by"):
        licence = row.allowance.licence
        about = {"type": licence.licence_type, "site": licence.site.name}
        yield Entry(row.nominated_at, _("Nominated: %(type)s, %(site)s") % about, row.nominated_by)
        if row.redeemed_at:
            yield Entry(row.redeemed_at, _("Took up the place: %(type)s") % about)
        if row.ended_at:
            yield Entry(row.ended_at, ENDED[NominationStatus(row.status)](), row.ended_by)


def _of_invitations(rows: Any) -> Iterator[Entry]:
    for row in rows.select_related("issued_by"):
        words = _("Invited") if row.generation == 1 else _("Invited again")
        yield Entry(row.issued_at, words, row.issued_by)


def _of_reminders(rows: Any) -> Iterator[Entry]:
    for row in rows.select_related("sent_by"):
        yield Entry(row.sent_at, _("Reminded"), row.sent_by)


def _of_courses(rows: Any) -> Iterator[Entry]:
    for row in rows.select_related("course"):
        # A course that qualifies is finished by passing what it asks for.
        words = _("Passed %(course)s") if row.course.programme_id else _("Finished %(course)s")
        yield Entry(row.completed_at, words % {"course": row.course.title})


def _of_awards(rows: Any) -> Iterator[Entry]:
    for row in rows:
        about = {"programme": row.programme_name}
        yield Entry(row.issued_at, _("Qualified for %(programme)s: certificate issued") % about)
        if row.ended_at:
            yield Entry(row.ended_at, _("The certificate for %(programme)s ended") % about)


def _of_belonging(rows: AffiliationQuerySet) -> Iterator[Entry]:
    for row in rows.select_related("site", "ended_by"):
        about = {"site": row.site.name, "kind": row.get_kind_display()}
        yield Entry(_on(row.starts_on, time.min), _("Belongs to %(site)s from here on: %(kind)s") % about)
        if row.ends_on:
            yield Entry(_on(row.ends_on, time.max), _("Last day at %(site)s") % about, row.ended_by)


def _of_checks(rows: Iterable[Any]) -> Iterator[Entry]:
    for row in rows:
        kind = short_kind(row.kind)
        yield Entry(row.confirmed_at, _("Check confirmed: %(kind)s") % {"kind": kind}, row.confirmed_by)
        if row.withdrawn_at:
            yield Entry(row.withdrawn_at, _("Check taken back: %(kind)s") % {"kind": kind}, row.withdrawn_by)


def _on(day: date, moment: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, moment))
