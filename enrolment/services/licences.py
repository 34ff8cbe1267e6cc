"""Issuing a licence year with its training places, recording that it is paid, adding places (domain B 5, B 10)."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from enrolment.models import GrantKind, Licence, LicenceType, PartnerKind, PlaceAllowance, PlaceGrant, Site
from enrolment.rules.licences import VOLUNTEERS_LICENCE, year_end
from enrolment.services.allowances import lock_allowance, refuse_unless_live
from enrolment.statements import statement_of
from lms.accounts.models import User
from lms.core import audit
from lms.core.errors import DomainError


@dataclass(frozen=True)
class Fee:
    """What a licence year costs, in pence, and when it was paid; None: not known, not yet. `reference`: the order's."""

    paid_on: date | None
    pence: int | None = None
    reference: str = ""


@transaction.atomic
def issue_licence(
    *,
    site: Site,
    licence_type: LicenceType,
    starts_on: date,
    fee: Fee,
    by: User | None,
    at: datetime,
    parent: Licence | None = None,
    places: int | None = None,
) -> PlaceAllowance:
    """Prepare a licence year for a site, with the places its type brings, and return the allowance.

    Arguments: `starts_on`, the first of its twelve months' days, a calendar day in London; `fee`: where it is not
    paid, nothing begins before `record_payment`, but UKSR pays itself nothing (domain B 13); `parent`, for a satellite
    the licence under which its people are nominated (a renewal keeps the one it has); `places`, where a type comes
    with unlimited training and this time a number was agreed; `by`, None for a loader.
    Refuses: `not_on_sale`, `only_ours`, `years_overlap`, `parent_needed`, `no_parent`, `places_fixed`, `no_places`.
    """
    _refuse_wrong_type(site, licence_type)
    _refuse_wrong_number(licence_type, places)
    licence = _licence(site, licence_type, parent)
    ends_on = year_end(starts_on)
    _refuse_overlap(licence, starts_on, ends_on)
    paid = _nothing_to_pay(fee, at) if licence_type.key == VOLUNTEERS_LICENCE else fee
    allowance = PlaceAllowance.objects.create(
        licence=licence,
        starts_on=starts_on,
        ends_on=ends_on,
        is_unlimited=licence_type.is_unlimited and places is None,
        paid_on=paid.paid_on,
        fee_pence=paid.pence,
        order_reference=paid.reference,
    )
    if number := places or licence_type.places:
        PlaceGrant.objects.create(
            allowance=allowance, kind=GrantKind.LICENCE, places=number, granted_at=at, granted_by=by
        )
    audit.record("enrolment.issue_licence", licence, by=by, data={"allowance": str(allowance.pk)})
    return allowance


def _refuse_wrong_type(site: Site, licence_type: LicenceType) -> None:
    if licence_type.key == VOLUNTEERS_LICENCE:
        if site.organisation.kind != PartnerKind.UKSR:
            raise DomainError("only_ours", _("%(type)s are people of our own organisation.") % {"type": licence_type})
    elif not licence_type.on_sale:
        raise DomainError("not_on_sale", _("%(type)s is not on sale.") % {"type": licence_type})


def _refuse_wrong_number(licence_type: LicenceType, places: int | None) -> None:
    if places is None:
        return
    if not licence_type.is_unlimited or licence_type.key == VOLUNTEERS_LICENCE:
        raise DomainError(
            "places_fixed", _("The number of places is agreed for Corporate licences only. Please leave this empty.")
        )
    if places < 1:
        raise DomainError("no_places", _("Please say how many places were agreed."))


def _licence(site: Site, licence_type: LicenceType, parent: Licence | None) -> Licence:
    """Return the licence, held until the transaction ends: two people issuing at once would each see no other year."""
    known = Licence.objects.filter(site=site, licence_type=licence_type).select_related("parent__site").first()
    parent = parent or (known.parent if known else None)
    _refuse_wrong_parent(site, licence_type, parent)
    licence, _created = Licence.objects.get_or_create(site=site, licence_type=licence_type, defaults={"parent": parent})
    Licence.objects.filter(pk=licence.pk).hold()
    if parent is not None and licence.parent_id != parent.pk:
        Licence.objects.filter(pk=licence.pk).update(parent=parent)
        licence.parent = parent
    return licence


def _refuse_wrong_parent(site: Site, licence_type: LicenceType, parent: Licence | None) -> None:
    if not licence_type.is_satellite:
        if parent is not None:
            raise DomainError("no_parent", _("Only a satellite belongs to another licence."))
        return
    fits = parent is not None and parent.site.organisation_id == site.organisation_id
    if parent is None or not fits or parent.licence_type.is_satellite or parent.site_id == site.pk:
        raise DomainError(
            "parent_needed",
            _("Please choose the licence this satellite belongs to: one of the same organisation, at another site."),
        )


def _refuse_overlap(licence: Licence, starts_on: date, ends_on: date, *, beside: PlaceAllowance | None = None) -> None:
    others = licence.allowances.exclude(pk=beside.pk) if beside else licence.allowances.all()
    if others.filter(starts_on__lte=ends_on, ends_on__gte=starts_on).exists():
        raise DomainError("years_overlap", _("This site has such a licence for a part of these twelve months already."))


def _nothing_to_pay(fee: Fee, at: datetime) -> Fee:
    return replace(fee, paid_on=fee.paid_on or timezone.localdate(at), pence=fee.pence or 0)


@transaction.atomic
def record_payment(
    *,
    allowance: PlaceAllowance,
    paid_on: date,
    by: User,
    at: datetime,
    starts_on: date | None = None,
    reference: str = "",
) -> None:
    """Record the day on which the fee of a licence year was paid: now the year counts.

    Arguments: `starts_on`, another first day, for a licence year begins when it is issued and it is issued once it is
    paid (domain A Licences, B 10); `reference`, the order's or the invoice's, where it was not known before.
    Refuses: `already_paid`, `paid_in_future`, `years_overlap`.
    """
    if paid_on > timezone.localdate(at):
        raise DomainError("paid_in_future", _("This day is still to come. Please give the day the fee arrived."))
    Licence.objects.filter(pk=allowance.licence_id).hold()
    locked = lock_allowance(allowance.pk)
    if locked.paid_on is not None:
        raise DomainError("already_paid", _("This licence year is marked as paid already."))
    begins = starts_on or locked.starts_on
    _refuse_overlap(locked.licence, begins, year_end(begins), beside=locked)
    PlaceAllowance.objects.filter(pk=locked.pk).update(
        paid_on=paid_on,
        starts_on=begins,
        ends_on=year_end(begins),
        order_reference=reference.strip() or locked.order_reference,
    )
    audit.record("enrolment.record_payment", locked.licence, by=by, data={"allowance": str(locked.pk)})


@transaction.atomic
def grant_places(
    *, allowance: PlaceAllowance, kind: GrantKind, places: int, by: User, at: datetime, reason: str = ""
) -> PlaceGrant:
    """Add places to a licence year that runs, or take some off by an adjustment; return the grant (domain B 5).

    Arguments: `kind`, a purchase or an adjustment; `places`, below nought only for an adjustment; `reason`, which an
    adjustment needs.
    Refuses: `licence_not_live`, `places_not_counted`, `no_places`, `reason_needed`, `places_taken`.
    """
    locked = lock_allowance(allowance.pk)
    refuse_unless_live(locked, at=at)
    if locked.is_unlimited:
        raise DomainError("places_not_counted", _("This licence brings unlimited training: there is nothing to add."))
    if places == 0 or (places < 0 and kind != GrantKind.ADJUSTMENT):
        raise DomainError("no_places", _("Please say how many places are added."))
    if kind == GrantKind.ADJUSTMENT and not reason.strip():
        raise DomainError("reason_needed", _("Please say why the number of places changes."))
    left = statement_of(locked, at=at).left
    if left + places < 0:
        raise DomainError(
            "places_taken", _("Only %(left)d of these places are free, so no more can be taken off.") % {"left": left}
        )
    grant = PlaceGrant.objects.create(
        allowance=locked, kind=kind, places=places, reason=reason.strip(), granted_at=at, granted_by=by
    )
    data = {"allowance": str(locked.pk), "places": places, "kind": kind}
    audit.record("enrolment.grant_places", locked.licence, by=by, data=data)
    return grant
