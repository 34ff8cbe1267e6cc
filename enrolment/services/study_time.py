"""Hearing of learners while they study, and what that earns them: the server's own time, whatever browsers say."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import ngettext

from enrolment.models import Enrolment, OpenStudy, StudyTime
from enrolment.rules.study_time import Limits, Mark, earned, estimate, estimate_cap, mark_after
from enrolment.tickets import Ticket
from enrolment.time_spent import minutes_short
from lms.core.errors import DomainError


def limits() -> Limits:
    """Return the limits as they are set."""
    return Limits(settings.STUDY_BEAT_CAP_SECONDS, settings.STUDY_ESTIMATE_FACTOR, settings.STUDY_ESTIMATE_MINUTES)


def hear(*, ticket: Ticket, begins: bool, at: datetime) -> Ticket:
    """Hear a beat of the learner's script; return the ticket for the next one.

    Arguments: `ticket`, read and fresh; `begins`, the page is in use from now on, so what lies before earns nothing;
    `at`, now. Refuses nothing: a beat that is late, repeated, or of a second tab moves nothing and earns nothing. At
    most three statements. They are no transaction: what a crash between them costs is one beat, never a second one.
    """
    heard_at = ticket.heard_at
    mark = _begin(ticket, at) if begins or heard_at is None else _go_on(ticket, heard_at, at)
    return replace(ticket, mark=mark.isoformat())


def _begin(ticket: Ticket, at: datetime) -> datetime:
    place: dict[str, Any] = {"enrolment_id": ticket.enrolment_id, "activity_key": UUID(ticket.activity_key)}
    mine = OpenStudy.objects.of(ticket.learner_id).filter(heard_at__lte=at)
    if not mine.while_enrolled(ticket.enrolment_id).update(**place, **_heard(at)):
        OpenStudy.objects.begin(learner_id=ticket.learner_id, **place, at=at, is_beating=True)
    return at


def _heard(at: datetime) -> dict[str, Any]:
    """Return what is kept of an interval that a script told of."""
    return {"heard_at": at, "is_beating": True, "left_at": None}


def _go_on(ticket: Ticket, since: datetime, at: datetime) -> datetime:
    cap = limits().beat_seconds
    seconds = earned(since, at, cap=cap)
    if not seconds:
        return since
    place: dict[str, Any] = {"enrolment_id": ticket.enrolment_id, "activity_key": UUID(ticket.activity_key)}
    mark = mark_after(since, at, cap=cap)
    mine = OpenStudy.objects.of(ticket.learner_id)
    here = mine.at_mark(since).while_enrolled(ticket.enrolment_id)
    if here.update(**place, **_heard(mark)):
        StudyTime.objects.add(at, **place, seconds=seconds)
        return mark
    return mine.values_list("heard_at", flat=True).first() or since


def mark_of(learner_id: Any) -> Mark | None:
    """Return where the open interval of the learner stands, or None when there is none; one statement."""
    row = OpenStudy.objects.of(learner_id).first()
    return Mark(row.enrolment_id, row.activity_key, row.heard_at, row.is_beating, row.left_at) if row else None


def open_activity(*, enrolment: Enrolment, activity_key: str, mark: Mark | None, at: datetime) -> int:
    """Begin an estimate for the activity, and credit the one for the page before; for readers without a script.

    Arguments: `enrolment`, with its edition, which the gate let in; `mark`, where their open interval stands; `at`,
    now. Returns the seconds credited to the course of `enrolment`. Refuses nothing. No statement while a script tells
    of them, nor when the same page is opened again soon; else two, and one more for another course.
    """
    key = UUID(activity_key)
    if mark is None:
        about = {"learner_id": enrolment.learner_id, "enrolment_id": enrolment.pk, "activity_key": key}
        OpenStudy.objects.begin(**about, at=at, is_beating=False)
        return 0
    if mark.is_told_of(at, limits()) or _still_open(enrolment, key, mark, at):
        return 0
    return _settle(enrolment, key, mark, at)


def settle(*, learner_id: Any, at: datetime) -> None:
    """Credit the estimate up to now, and let it go on from here: before it is asked how long somebody has studied.

    Arguments: `learner_id`, whose; `at`, now. Refuses nothing.
    """
    mark = mark_of(learner_id)
    if mark and not mark.is_beating:
        here = OpenStudy.objects.of(learner_id).at_mark(mark.heard_at)
        if here.update(heard_at=max(at, mark.heard_at), left_at=mark.left_at and max(at, mark.heard_at)):
            _credit(None, mark, at)


def minutes_to_wait(*, enrolment: Enrolment, at: datetime) -> int:
    """Return the minutes missing to the least study time of the course, with the estimate up to now; 0 for none.

    Arguments: `enrolment`, whose; `at`, now. No statement but for the course where it asks for none.
    """
    if not enrolment.course.minimum_study_minutes:
        return 0
    settle(learner_id=enrolment.learner_id, at=at)
    return minutes_short(enrolment)


def too_little_time(minutes: int) -> DomainError:
    """Return the refusal for whoever has done everything but studied less than the course asks for."""
    words = ngettext(
        "You have done everything. The course also asks for a least study time: about %(n)d minute is still missing. "
        "Open any lesson again; time counts while you read, write or watch.",
        "You have done everything. The course also asks for a least study time: about %(n)d minutes are still missing. "
        "Open any lesson again; time counts while you read, write or watch.",
        minutes,
    )
    return DomainError("too_little_time", words % {"n": minutes})


def leave(*, enrolment: Enrolment, mark: Mark | None, at: datetime) -> int:
    """End the estimate for the page before and begin no other: they are on a page that is no activity.

    Arguments: as of `open_activity`. Returns the seconds that it will be credited to the course of `enrolment` with,
    once they go on. Refuses nothing. At most one statement.
    """
    if mark is None or mark.is_beating:
        return 0
    if mark.left_at is None:
        OpenStudy.objects.of(enrolment.learner_id).at_mark(mark.heard_at).update(left_at=at)
    if mark.enrolment_id != enrolment.pk:
        return 0
    return estimate(mark, at, minutes=_minutes(enrolment, mark), limits=limits())


def _still_open(enrolment: Enrolment, key: UUID, mark: Mark, at: datetime) -> bool:
    same = (mark.enrolment_id, mark.activity_key, mark.is_beating, mark.left_at) == (enrolment.pk, key, False, None)
    cap = estimate_cap(_minutes(enrolment, mark), limits())
    return same and earned(mark.heard_at, at, cap=cap) < cap


def _settle(enrolment: Enrolment, key: UUID, mark: Mark, at: datetime) -> int:
    here = OpenStudy.objects.of(enrolment.learner_id).at_mark(mark.heard_at)
    opened = {"heard_at": max(at, mark.heard_at), "is_beating": False, "left_at": None}
    if not here.update(enrolment=enrolment, activity_key=key, **opened):
        return 0
    seconds = _credit(enrolment, mark, at)
    return seconds if mark.enrolment_id == enrolment.pk else 0


def _credit(enrolment: Enrolment | None, mark: Mark, at: datetime) -> int:
    if mark.is_beating:
        return 0
    seconds = estimate(mark, at, minutes=_minutes(enrolment, mark), limits=limits())
    if seconds:
        place: dict[str, Any] = {"enrolment_id": mark.enrolment_id, "activity_key": mark.activity_key}
        StudyTime.objects.add(at, **place, is_first=mark.is_first, estimated_seconds=seconds)
    return seconds


def _minutes(enrolment: Enrolment | None, mark: Mark) -> int:
    """Return the minutes of the activity at `mark`; 0 when they may not be studying it any more."""
    theirs = enrolment
    if theirs is None or theirs.pk != mark.enrolment_id:
        theirs = Enrolment.objects.current().filter(pk=mark.enrolment_id).select_related("edition").first()
    activities = theirs.edition.outline.activities if theirs else ()
    return next((one.minutes for one in activities if one.key == str(mark.activity_key)), 0)
