"""Who belongs to a site: begun by taking up a place or by hand, ended by the Lead, moved within a partner (B 8)."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from enrolment.managers import NominationQuerySet
from enrolment.models import (
    Affiliation,
    AffiliationOrigin,
    BelongingKind,
    Enrolment,
    Nomination,
    PlaceAllowance,
    Site,
)
from enrolment.rules.licences import DAY
from enrolment.services.nominations import release_place
from lms.accounts.models import User
from lms.accounts.services.addresses import refuse_unproved
from lms.core import audit
from lms.core.errors import DomainError

# How far ahead a last day, or the day of a move, may lie.
AHEAD = timedelta(days=366)


def affiliate(
    *, person: User, site: Site, kind: BelongingKind | str, origin: AffiliationOrigin, by: User | None, at: datetime
) -> Affiliation:
    """Let `person` belong to `site` from today in London on, unless they do; return the affiliation. Never refuses.

    Somebody whose last day is today belongs on from tomorrow; a later last day that the Lead has given stands.
    """
    day, mine = timezone.localdate(at), Affiliation.objects.filter(person=person, site=site)
    lasting = mine.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day))
    starts_on = day + DAY if mine.filter(ends_on=day).exists() else day
    about = {"kind": kind, "origin": origin, "starts_on": starts_on, "recorded_at": at}
    try:
        with transaction.atomic():
            return lasting.first() or Affiliation.objects.create(person=person, site=site, **about)
    except IntegrityError:  # another tab of theirs was faster
        return lasting.get()


@transaction.atomic
def record_affiliation(
    *, person: User, site: Site, kind: BelongingKind | str, starts_on: date, by: User, at: datetime
) -> Affiliation:
    """Write down that `person` belongs to `site` from a day on, as Central Office was told; return the affiliation.

    Refuses: `own_affiliation`, `address_unproved`, `already_belongs`, `not_yet` (more than a year ahead).
    """
    refuse_own(person, by)
    refuse_unproved(person, person.email or "")
    _refuse_far_ahead(starts_on, at=at)
    already = DomainError("already_belongs", _("%(person)s belongs to this site already.") % {"person": person})
    if Affiliation.objects.filter(person=person, site=site).not_ended(on=starts_on).exists():
        raise already
    about = {"kind": kind, "starts_on": starts_on, "origin": AffiliationOrigin.IMPORT, "recorded_at": at}
    try:
        with transaction.atomic():
            made = Affiliation.objects.create(person=person, site=site, **about)
    except IntegrityError:
        raise already from None
    audit.record("enrolment.record_affiliation", made, by=by, data={"person": person.pk, "site": site.pk})
    return made


@transaction.atomic
def end_affiliation(*, affiliation: Affiliation, last_day: date, by: User, at: datetime) -> tuple[Nomination, ...]:
    """Let `affiliation` end with `last_day`; return the nominations whose places came back (domain B 3, B 8).

    Places of the site that the person holds and has not used come back at once; for a last day to come, the day after
    it (`tidying.tidy_leavers`). Certificates stay. A last day to come may be changed until it is there.
    Refuses: `own_affiliation`, `already_ended`, `before_it_began`, `not_yet` (more than a year ahead).
    """
    refuse_unless_endable(affiliation, by=by, at=at)
    _refuse_day(affiliation, last_day, at=at)
    # First of all locks: the allowances, though the affiliation may turn out to have ended meanwhile.
    held = _locked_places(affiliation) if last_day <= timezone.localdate(at) else ()
    _end(affiliation, last_day, by=by, at=at)
    return _release(held, by=by, at=at)


@transaction.atomic
def move_person(*, affiliation: Affiliation, to_site: Site, on: date, by: User, at: datetime) -> Affiliation:
    """Let the person belong to another site of the organisation from the day `on`; return the affiliation there.

    Here it ends the day before, or with that day when it began with it. Places stay with the site that gave them,
    and the person keeps theirs: moving a place is `transfers.transfer_nomination`.
    Refuses: `own_affiliation`, `already_ended`, `same_site`, `other_organisation`, `before_it_began`, `not_yet`.
    """
    refuse_unless_endable(affiliation, by=by, at=at)
    if to_site.pk == affiliation.site_id:
        raise DomainError("same_site", _("They belong to this site already. Please choose another one."))
    if to_site.organisation_id != affiliation.site.organisation_id:
        raise DomainError("other_organisation", _("People can only move between sites of one organisation."))
    _refuse_day(affiliation, on, at=at)
    _end(affiliation, max(on - DAY, affiliation.starts_on), by=by, at=at, to=to_site)
    return _begin_there(affiliation, to_site, on, at=at)


def release_places_of(affiliation: Affiliation, *, by: User, at: datetime) -> tuple[Nomination, ...]:
    """Let the places come back that the person holds at the site of `affiliation` and had before it ended; return them.

    To be called in a transaction. Never refuses: what was used or given back meanwhile is left as it is.
    """
    return _release(_locked_places(affiliation), by=by, at=at)


def refuse_unless_endable(affiliation: Affiliation, *, by: User, at: datetime) -> None:
    """Refuse with `own_affiliation` or `already_ended` what `by` cannot end."""
    refuse_own(affiliation.person, by)
    if affiliation.ends_on and affiliation.ends_on <= timezone.localdate(at):
        raise already_ended()


def refuse_own(person: User, by: User) -> None:
    """Refuse with `own_affiliation` whoever would change where they belong themselves (domain B 8)."""
    if person.pk == by.pk:
        raise DomainError(
            "own_affiliation",
            _("Nobody changes where they belong themselves. Please ask your Community Coordinator to do it."),
        )


def already_ended() -> DomainError:
    """Return the refusal for what somebody has ended or changed meanwhile."""
    return DomainError(
        "already_ended", _("This has ended, or somebody has changed it meanwhile. Please look at the person again.")
    )


def acting_for(site: Site, *, by: User, at: datetime) -> dict[str, Any]:
    """Return what the audit log keeps of somebody who does a Lead's work without being the Lead (domain B 15)."""
    led = Site.objects.led_by(by, on=timezone.localdate(at))
    return {} if led.filter(pk=site.pk).exists() else {"on_behalf_of": site.organisation_id}


def _refuse_day(affiliation: Affiliation, day: date, *, at: datetime) -> None:
    if day < affiliation.starts_on:
        raise DomainError("before_it_began", _("They belong to this site only since a later day than that."))
    _refuse_far_ahead(day, at=at)


def _refuse_far_ahead(day: date, *, at: datetime) -> None:
    if day > timezone.localdate(at) + AHEAD:
        raise DomainError("not_yet", _("This day is more than a year ahead. Please come back closer to it."))


def _end(affiliation: Affiliation, last_day: date, *, by: User, at: datetime, to: Site | None = None) -> None:
    """End it, unless somebody has changed the last day since `affiliation` was read (compare-and-swap)."""
    since = Q(ends_on__isnull=True) if affiliation.ends_on is None else Q(ends_on=affiliation.ends_on)
    if not Affiliation.objects.filter(since, pk=affiliation.pk).update(ends_on=last_day, ended_by=by):
        raise already_ended()
    affiliation.ends_on, affiliation.ended_by = last_day, by
    action = "enrolment.move_person" if to else "enrolment.end_affiliation"
    data = {"to": to.pk} if to else {}
    audit.record(action, affiliation, by=by, data={**data, **acting_for(affiliation.site, by=by, at=at)})


def _begin_there(affiliation: Affiliation, site: Site, on: date, *, at: datetime) -> Affiliation:
    """Let the person belong there from `on`, or from the day after the last day they have there already."""
    there = Affiliation.objects.filter(person=affiliation.person, site=site)
    known = there.filter(ends_on__gte=on).aggregate(last=Max("ends_on"))["last"]
    about = {"kind": affiliation.kind, "origin": affiliation.origin, "recorded_at": at}
    try:
        with transaction.atomic():
            lasting = there.filter(ends_on__isnull=True).first()
            starts_on = known + DAY if known else on
            return lasting or there.create(person=affiliation.person, site=site, starts_on=starts_on, **about)
    except IntegrityError:  # they took a place up there at this moment
        return there.get(ends_on__isnull=True)


def held_places(affiliation: Affiliation) -> NominationQuerySet:
    """Return the nominations by which the person holds places of the site that come back when they leave.

    Taken up and not used yet, or waiting for them at an address with which the organisation named them before: their
    other addresses it does not know, and leaving must not tell them. Nothing named after their last day.
    """
    here = Nomination.objects.filter(allowance__licence__site__organisation=affiliation.site.organisation_id)
    mine = here.filter(learner=affiliation.person).values("email")
    rows = Nomination.objects.open().filter(allowance__licence__site=affiliation.site, used_at__isnull=True)
    if affiliation.ends_on:
        rows = rows.filter(nominated_at__date__lte=affiliation.ends_on)
    return rows.filter(Q(learner=affiliation.person) | Q(learner__isnull=True, email__in=mine))


def _locked_places(affiliation: Affiliation) -> tuple[Nomination, ...]:
    """Return `held_places` under the locks of their allowances, then of their enrolments, each in the order of keys."""
    named = held_places(affiliation).order_by().values("allowance")
    allowances = list(PlaceAllowance.objects.filter(pk__in=named).order_by("pk").locked())
    held = held_places(affiliation).filter(allowance__in=allowances)  # asked anew each time: now nothing moves
    list(Enrolment.objects.filter(nomination__in=held).order_by("pk").locked())
    return tuple(held.order_by("nominated_at", "pk"))


def _release(held: tuple[Nomination, ...], *, by: User, at: datetime) -> tuple[Nomination, ...]:
    for nomination in held:
        release_place(nomination=nomination, by=by, at=at)
    return held
