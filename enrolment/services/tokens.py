"""Issuing an enrolment token, sending a new one, revoking it: what a region's coordinator does (domain B 19)."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from enrolment.links import code_of, digest_of
from enrolment.models import EnrolmentToken, Nomination, PlaceAllowance
from enrolment.rules.places import NominationStatus, TokenStatus, is_lapsed, token_lapses_at
from enrolment.services.allowances import latest_moment, lock_allowance, refuse_unless_live, refuse_unless_place_left
from enrolment.services.nominations import refuse_moved_on
from lms.accounts.models import User
from lms.core import audit
from lms.notifications.services.outbox import queue_email


@transaction.atomic
def issue_token(*, nomination: Nomination, by: User, at: datetime) -> EnrolmentToken:
    """Make the first token of a nomination and mail it to the nominee; return it.

    Refuses: `licence_not_live`, `not_waiting`, `already_ended`.
    """
    allowance = lock_allowance(nomination.allowance_id)
    refuse_unless_live(allowance, at=at)
    rows = Nomination.objects.filter(pk=nomination.pk)
    if not rows.move(to=NominationStatus.INVITED, since=frozenset({NominationStatus.NOMINATED})):
        refuse_moved_on(rows.get())
    token = _make(nomination, allowance, generation=1, by=by, at=at)
    audit.record("enrolment.issue_token", nomination, by=by, data={"generation": 1})
    return token


@transaction.atomic
def resend_token(*, nomination: Nomination, by: User, at: datetime) -> EnrolmentToken:
    """Mail the nominee a new token and end the link before it; a lapsed nomination claims a place again (B 5).

    Refuses: `licence_not_live`, `not_waiting`, `already_ended`, `no_place_left`.
    """
    allowance = lock_allowance(nomination.allowance_id)
    refuse_unless_live(allowance, at=at)
    current = Nomination.objects.with_lapse().select_related("allowance").get(pk=nomination.pk)
    if current.status != NominationStatus.INVITED:
        refuse_moved_on(current)
    facts = current.facts(current.lapses_at)  # type: ignore[attr-defined]  # annotated by with_lapse()
    now = latest_moment(allowance, at=at)
    if is_lapsed(facts, at=now, day=timezone.localdate(now)):
        refuse_unless_place_left(allowance, at=now)
    generation = current.tokens.count() + 1
    current.tokens.end(to=TokenStatus.REPLACED, at=at)
    token = _make(current, allowance, generation=generation, by=by, at=at)
    audit.record("enrolment.resend_token", nomination, by=by, data={"generation": token.generation})
    return token


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


def _make(
    nomination: Nomination, allowance: PlaceAllowance, *, generation: int, by: User, at: datetime
) -> EnrolmentToken:
    token = EnrolmentToken.objects.create(
        nomination=nomination,
        generation=generation,
        code_digest=digest_of(code_of(nomination, generation)),
        issued_at=at,
        issued_by=by,
        expires_at=token_lapses_at(
            issued_at=at, days=settings.ENROLMENT_TOKEN_DAYS, year_over_at=midnight_after(allowance)
        ),
    )
    queue_email(
        key=f"invitation:{nomination.pk}:{generation}",
        kind="invitation",
        to=nomination.email,
        refs={"nomination": str(nomination.pk), "generation": generation},
        at=at,
    )
    return token


def midnight_after(allowance: PlaceAllowance) -> datetime:
    """Return the moment at which the licence year is over: London midnight after its last day (B 10)."""
    return timezone.make_aware(datetime.combine(allowance.ends_on + timedelta(days=1), time.min))
