"""Issuing an enrolment token, sending a new one, revoking it: what a region's coordinator does (domain B 19)."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from enrolment.models import EnrolmentToken, Nomination, PlaceAllowance
from enrolment.rules.places import NominationStatus, TokenStatus, is_lapsed
from enrolment.services.allowances import latest_moment, lock_allowance, refuse_unless_live, refuse_unless_place_left
from enrolment.services.invitations import invite_one
from enrolment.services.nominations import on_behalf, refuse_moved_on
from lms.accounts.models import User
from lms.core import audit
from lms.core.errors import DomainError


@transaction.atomic
def issue_token(*, nomination: Nomination, by: User, at: datetime) -> EnrolmentToken:
    """Make the first token of a nomination and mail it to the nominee; return it.

    Refuses: `licence_not_live`, `not_waiting`, `already_ended`, `sent_too_often`.
    """
    allowance = lock_allowance(nomination.allowance_id)
    refuse_unless_live(allowance, at=at)
    rows = Nomination.objects.filter(pk=nomination.pk)
    if not rows.move(to=NominationStatus.INVITED, since=frozenset({NominationStatus.NOMINATED})):
        refuse_moved_on(rows.get())
    token = invite_one(nomination, allowance, by=by, at=at)
    audit.record("enrolment.issue_token", nomination, by=by, data={"generation": 1})
    return token


@transaction.atomic
def resend_token(*, nomination: Nomination, by: User, at: datetime) -> EnrolmentToken:
    """Mail the nominee a new token and end the link before it; a lapsed nomination claims a place again (B 5).

    Refuses: `licence_not_live`, `not_waiting`, `already_ended`, `no_place_left`, `sent_too_often`.
    """
    allowance = lock_allowance(nomination.allowance_id)
    refuse_unless_live(allowance, at=at)
    token = renew_token(nomination, allowance, by=by, at=at)
    data = {"generation": token.generation, **on_behalf(allowance, by, at)}
    audit.record("enrolment.resend_token", nomination, by=by, data=data)
    return token


@transaction.atomic
def send_again(*, nomination: Nomination, by: User, at: datetime) -> EnrolmentToken:
    """Do what `resend_token` does, for the Lead: not twice within settings.RESEND_AFTER_MINUTES.

    Refuses: `sent_lately`, and what `resend_token` refuses.
    """
    lock_allowance(nomination.allowance_id)
    refuse_sent_lately(nomination, at=at)
    return resend_token(nomination=nomination, by=by, at=at)


def refuse_sent_lately(nomination: Nomination, *, at: datetime) -> None:
    """Refuse with `sent_lately` while the newest invitation is so young that it may still be on its way."""
    last = nomination.tokens.aggregate(at=Max("issued_at"))["at"]
    again = last and last + timedelta(minutes=settings.RESEND_AFTER_MINUTES)
    if again and at < again:
        words = _(
            "An invitation went out at %(sent)s and may still be on its way. From %(again)s on you can send another."
        )
        times = {"sent": time_format(timezone.localtime(last), "H:i"), "again": _clock(again)}
        raise DomainError("sent_lately", words % times)


def _clock(moment: datetime) -> str:
    """Return the time in London of the first whole minute from `moment` on."""
    return time_format(timezone.localtime(moment + timedelta(seconds=59)), "H:i")


def renew_token(nomination: Nomination, allowance: PlaceAllowance, *, by: User, at: datetime) -> EnrolmentToken:
    """End the live token of an invited nomination and mail the next one; the caller holds the lock of `allowance`.

    Refuses: `not_waiting`, `already_ended`, `no_place_left`, `sent_too_often`.
    """
    current = Nomination.objects.with_lapse().select_related("allowance").get(pk=nomination.pk)
    if current.status != NominationStatus.INVITED:
        refuse_moved_on(current)
    facts = current.facts(current.lapses_at)  # type: ignore[attr-defined]  # annotated by with_lapse()
    now = latest_moment(allowance, at=at)
    if is_lapsed(facts, at=now, day=timezone.localdate(now)):
        refuse_unless_place_left(allowance, at=now)
    generation = current.tokens.count() + 1
    current.tokens.end(to=TokenStatus.REPLACED, at=at)
    return invite_one(current, allowance, generation=generation, by=by, at=at)


@transaction.atomic
def revoke_token(*, nomination: Nomination, by: User, at: datetime) -> None:
    """Take back an invitation nobody has taken up; its place comes back. Refuses: `not_waiting`, `already_ended`."""
    lock_allowance(nomination.allowance_id)
    rows = Nomination.objects.filter(pk=nomination.pk)
    since = frozenset({NominationStatus.INVITED})
    if not rows.move(to=NominationStatus.REVOKED, since=since, ended_at=at, ended_by=by):
        refuse_moved_on(rows.get())
    nomination.tokens.end(to=TokenStatus.REVOKED, at=at)
    audit.record("enrolment.nomination_revoked", nomination, by=by)
