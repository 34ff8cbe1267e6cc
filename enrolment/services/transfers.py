"""More time for an invitation, and moving somebody with their place to another site or licence year."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from enrolment.managers import PlaceAllowanceQuerySet
from enrolment.models import (
    AffiliationOrigin,
    Enrolment,
    EnrolmentToken,
    LicenceTypeCourse,
    Nomination,
    PlaceAllowance,
)
from enrolment.rules.places import OPEN, NominationStatus, TokenStatus, is_lapsed, token_lapses_at
from enrolment.services.affiliations import affiliate
from enrolment.services.allowances import latest_moment, lock_allowance, refuse_unless_live, refuse_unless_place_left
from enrolment.services.nominations import on_behalf, refuse_moved_on
from enrolment.services.tokens import issue_token
from enrolment.statements import counted, year_over_at
from lms.accounts.models import User
from lms.core import audit
from lms.core.errors import DomainError

MINUTE = timedelta(minutes=1)


@transaction.atomic
def extend_invitation(*, nomination: Nomination, by: User, at: datetime) -> EnrolmentToken:
    """Let a live invitation be taken up for the full time from now again; return its token (domain B 5, B 19).

    The link stays the same and nothing is sent. It never outlives its licence year.
    Refuses: `licence_not_live`, `already_ended`, `not_waiting`, `token_lapsed` (to be sent again instead),
    `nothing_gained`.
    """
    allowance = lock_allowance(nomination.allowance_id)
    now, current = latest_moment(allowance, at=at), _current(nomination)
    refuse_unless_extendable(current, at=now)
    token, until = current.tokens.live().get(), extended_until(allowance, at=now)
    current.tokens.prolong(until=until)
    data = {"generation": token.generation, **on_behalf(allowance, by, at)}
    audit.record("enrolment.extend_invitation", current, by=by, data=data)
    token.refresh_from_db()
    return token


def extended_until(allowance: PlaceAllowance, *, at: datetime) -> datetime:
    """Return until when an invitation would be good that is given more time at `at`."""
    days = settings.ENROLMENT_TOKEN_DAYS
    return token_lapses_at(issued_at=at, days=days, year_over_at=year_over_at(allowance))


def refuse_unless_extendable(nomination: Nomination, *, at: datetime) -> None:
    """Refuse what cannot be given more time at `at`, with the codes of `extend_invitation`; read `with_lapse`."""
    refuse_unless_live(nomination.allowance, at=at)
    if nomination.status not in OPEN:
        refuse_moved_on(nomination)
    if nomination.status != NominationStatus.INVITED:
        raise DomainError(
            "not_waiting", _("There is no invitation waiting for an answer here, so it needs no more time.")
        )
    if _has_lapsed(nomination, at=at):
        raise DomainError(
            "token_lapsed",
            _("The time of this invitation is over, so it cannot be given more. It can be sent again instead."),
        )
    lapses_at = nomination.lapses_at  # type: ignore[attr-defined]  # annotated by with_lapse()
    last_day = timezone.localdate(lapses_at - MINUTE)
    if timezone.localdate(extended_until(nomination.allowance, at=at) - MINUTE) <= last_day:
        raise DomainError("nothing_gained", _nothing_gained(is_whole_year=last_day >= nomination.allowance.ends_on))


def _nothing_gained(*, is_whole_year: bool) -> str:
    if is_whole_year:
        return _("This invitation is good until the licence year ends. It cannot be good for longer.")
    return _("This invitation has its full time already. It can be given more on another day.")


@transaction.atomic
def transfer_nomination(*, nomination: Nomination, to: PlaceAllowance, by: User, at: datetime) -> Nomination:
    """Move somebody to a place of `to`, another site's or licence year's of the organisation; return the nomination.

    Their place here comes back and one there is held; what they have learnt goes with them. An invitation is sent
    anew, and the link before it ends. Whoever has taken the place up belongs to the other site from today on too.
    Refuses: `same_place`, `other_organisation`, `licence_not_live`, `other_courses`, `already_ended`, `place_used`,
    `lapsed`, `already_nominated`, `no_place_left`, `sent_too_often`.
    """
    source, target = _lock_both(nomination.allowance_id, to.pk)
    enrolments = Enrolment.objects.filter(nomination=nomination).order_by("pk")
    list(enrolments.locked())
    current = _current(nomination)
    refuse_other_place(source, target)
    refuse_unless_live(target, at=at)
    refuse_unless_movable(current, at=latest_moment(source, at=at))
    _refuse_twice(current, target)
    refuse_unless_place_left(target, at=latest_moment(target, at=at))
    moved = _begin_anew(current, target, at=at)
    enrolments.update(nomination=moved)
    _end(current, moved, by=by, at=at)
    _go_on(current, moved, by=by, at=at)
    data = {"to": str(moved.pk), "from_allowance": str(source.pk), "to_allowance": str(target.pk)}
    data |= on_behalf(source, by, at)
    audit.record("enrolment.nomination_transferred", current, by=by, data=data)
    return moved


def _lock_both(one: UUID, other: UUID) -> tuple[PlaceAllowance, PlaceAllowance]:
    """Return both allowances locked, always in the order of their keys: two who move people across never wait for
    each other in a ring.
    """
    locked = {pk: lock_allowance(pk) for pk in sorted({one, other})}
    return locked[one], locked[other]


def _current(nomination: Nomination) -> Nomination:
    """Return the nomination read anew with what decides whether it has lapsed; the caller holds its allowance."""
    return Nomination.objects.with_lapse().select_related("allowance", "learner").get(pk=nomination.pk)


def _has_lapsed(nomination: Nomination, *, at: datetime) -> bool:
    facts = nomination.facts(nomination.lapses_at)  # type: ignore[attr-defined]  # annotated by with_lapse()
    return is_lapsed(facts, at=at, day=timezone.localdate(at))


def refuse_other_place(source: PlaceAllowance, target: PlaceAllowance) -> None:
    """Refuse with `same_place`, `other_organisation` or `other_courses` a licence year nobody can be moved to."""
    if source.pk == target.pk:
        raise DomainError("same_place", _("They have their place there already. Please choose another one."))
    if source.licence.site.organisation_id != target.licence.site.organisation_id:
        raise DomainError("other_organisation", _("A place can only move within one organisation."))
    if courses_opened(source) != courses_opened(target):
        raise DomainError(
            "other_courses", _("The places of that licence open other courses, so nobody can move there.")
        )


def courses_opened(allowance: PlaceAllowance) -> list[int]:
    """Return the courses that a place of `allowance` opens, in order."""
    return list(allowance.licence.licence_type.steps.order_by("position").values_list("course", flat=True))


def places_to_move_to(
    nomination: Nomination, *, among: PlaceAllowanceQuerySet, at: datetime
) -> tuple[PlaceAllowance, ...]:
    """Return the licence years of `among` to which somebody could move at `at`, with counts; a few statements."""
    source = nomination.allowance
    rows = among.live(on=timezone.localdate(at)).filter(licence__site__organisation=source.licence.site.organisation_id)
    opened: dict[int, list[int]] = {}
    for licence_type, course in LicenceTypeCourse.objects.order_by("position").values_list("licence_type", "course"):
        opened.setdefault(licence_type, []).append(course)
    wanted = opened.get(source.licence.licence_type_id)
    found = rows.exclude(pk=source.pk).with_site().with_counts(at=at).order_by("licence__site__name", "starts_on")
    return tuple(
        row for row in found if opened.get(row.licence.licence_type_id) == wanted and counted(row, at=at).has_place
    )


def refuse_unless_movable(nomination: Nomination, *, at: datetime) -> None:
    """Refuse with `already_ended`, `place_used` or `lapsed` what holds no place any more; read `with_lapse`."""
    if nomination.used_at:
        raise DomainError(
            "place_used", _("This place has been used: the person has finished a course with it, so it stays here.")
        )
    if nomination.status not in OPEN:
        refuse_moved_on(nomination)
    if _has_lapsed(nomination, at=at):
        raise DomainError(
            "lapsed",
            _("This nomination has lapsed and holds no place that could move. Please nominate them there instead."),
        )


def _refuse_twice(nomination: Nomination, target: PlaceAllowance) -> None:
    there = target.nominations.open()
    is_named = there.filter(email=nomination.email).exists()
    if is_named or (nomination.learner_id and there.filter(learner=nomination.learner_id).exists()):
        raise DomainError("already_nominated", _("They have been nominated there already."))


def _begin_anew(nomination: Nomination, target: PlaceAllowance, *, at: datetime) -> Nomination:
    """Return the nomination at `target` of the same person: taken up as it was, else waiting."""
    is_taken_up = nomination.status == NominationStatus.REDEEMED
    return Nomination.objects.create(
        allowance=target,
        kind=nomination.kind,
        name=nomination.name,
        email=nomination.email,
        nominated_by_id=nomination.nominated_by_id,
        nominated_at=at,
        status=NominationStatus.REDEEMED if is_taken_up else NominationStatus.NOMINATED,
        learner_id=nomination.learner_id,
        redeemed_at=nomination.redeemed_at,
        paused_at=nomination.paused_at,
    )


def _end(nomination: Nomination, moved: Nomination, *, by: User, at: datetime) -> None:
    rows, about = Nomination.objects.filter(pk=nomination.pk), {"ended_at": at, "ended_by": by}
    if not rows.move(to=NominationStatus.TRANSFERRED, since=OPEN, moved_to=moved, **about):
        refuse_moved_on(rows.get())
    # Whoever opens the old link is told that there is a newer message.
    nomination.tokens.end(to=TokenStatus.REPLACED, at=at)


def _go_on(nomination: Nomination, moved: Nomination, *, by: User, at: datetime) -> None:
    """Let the person go on where they were: invited again, or at the other site."""
    if nomination.status == NominationStatus.INVITED:
        issue_token(nomination=moved, by=by, at=at)
    elif nomination.learner is not None:
        affiliate(
            person=nomination.learner,
            site=moved.allowance.licence.site,
            kind=moved.kind,
            origin=AffiliationOrigin.REDEMPTION,
            by=by,
            at=at,
        )
