"""Keeping partner organisations, their sites and the regions; what has records stays."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from enrolment.models import PartnerKind, PartnerOrganisation, PayingRate, Region, Site, SiteNation
from lms.accounts.models import User
from lms.core import audit
from lms.core.errors import DomainError

Row = TypeVar("Row", PartnerOrganisation, Site, Region)


@dataclass(frozen=True)
class Particulars:
    """What Central Office says of an organisation: its name, sort, fees, and whether its invitations go out at once."""

    name: str
    kind: PartnerKind | str = PartnerKind.TREATMENT
    rate: PayingRate | str = PayingRate.NON_PROFIT
    issues_at_once: bool = False


@transaction.atomic
def add_partner(*, particulars: Particulars, by: User | None, at: datetime) -> PartnerOrganisation:
    """Make a partner organisation and return it.

    Refuses: `name_taken`, whatever the case of its letters; `only_one_uksr`, the one that `load_reference` makes.
    """
    return _save_partner(PartnerOrganisation(), particulars, "enrolment.add_partner", by, at)


@transaction.atomic
def change_partner(
    *, partner: PartnerOrganisation, particulars: Particulars, by: User, at: datetime
) -> PartnerOrganisation:
    """Change what is said of an organisation and return it; its records stay as they are.

    Refuses: `name_taken`, `only_one_uksr` (UKSR stays what it is, and nobody else becomes it).
    """
    row = PartnerOrganisation.objects.get(pk=partner.pk)
    return _save_partner(row, particulars, "enrolment.change_partner", by, at)


def _save_partner(
    row: PartnerOrganisation, said: Particulars, action: str, by: User | None, at: datetime
) -> PartnerOrganisation:
    is_ours = row.pk is not None and row.kind == PartnerKind.UKSR
    if is_ours != (said.kind == PartnerKind.UKSR):
        raise DomainError("only_one_uksr", _("We are one organisation, and it stays ours. Please choose another kind."))
    row.name, row.kind, row.rate, row.issues_at_once = said.name, said.kind, said.rate, said.issues_at_once
    return _save(row, PartnerOrganisation.objects.all(), action, by, at)


@transaction.atomic
def add_site(
    *,
    organisation: PartnerOrganisation,
    name: str,
    region: Region,
    by: User | None,
    at: datetime,
    nation: SiteNation | str = SiteNation.ENGLAND,
) -> Site:
    """Make a site of an organisation in a region and a nation, and return it.

    Refuses: `name_taken` within the organisation.
    """
    row = Site(organisation=organisation, name=name, region=region, nation=nation)
    return _save(row, organisation.sites.all(), "enrolment.add_site", by, at)


@transaction.atomic
def change_site(
    *, site: Site, name: str, region: Region, by: User, at: datetime, nation: SiteNation | str | None = None
) -> Site:
    """Change a site's name, region or nation (None: as it is) and return it; its organisation never changes.

    Refuses: `name_taken`.
    """
    row = Site.objects.select_related("organisation").get(pk=site.pk)
    row.name, row.region, row.nation = name, region, nation or row.nation
    return _save(row, row.organisation.sites.all(), "enrolment.change_site", by, at)


@transaction.atomic
def add_region(*, name: str, by: User | None, at: datetime) -> Region:
    """Make a region, last in lists, and return it. Refuses: `name_taken`."""
    last = Region.objects.aggregate(last=models.Max("position"))["last"] or 0
    row = Region(key=slugify(name)[:40], name=name, position=last + 1)
    return _save(row, Region.objects.all(), "enrolment.add_region", by, at)


@transaction.atomic
def rename_region(*, region: Region, name: str, by: User, at: datetime) -> Region:
    """Give a region another name and return it. Refuses: `name_taken`."""
    row = Region.objects.get(pk=region.pk)
    row.name = name
    return _save(row, Region.objects.all(), "enrolment.change_region", by, at)


def refusal_to_remove(row: PartnerOrganisation | Site) -> DomainError | None:
    """Return why `row` cannot be deleted, None when it can: only what was made by mistake has no records."""
    if isinstance(row, PartnerOrganisation) and row.kind == PartnerKind.UKSR:
        return DomainError("ours_stays", _("This is our own organisation: our volunteers belong to it, so it stays."))
    kept = (row.sites, row.appointments) if isinstance(row, PartnerOrganisation) else (row.licences,)
    return _has_records() if any(records.exists() for records in kept) else None


@transaction.atomic
def remove(*, row: PartnerOrganisation | Site, by: User, at: datetime) -> None:
    """Delete an organisation or a site that nothing refers to. Refuses: `has_records`, `ours_stays`."""
    if (refusal := refusal_to_remove(row)) is not None:
        raise refusal
    audit.record("enrolment.remove", row, by=by, data={"at": at.isoformat()})
    try:
        with transaction.atomic():
            row.delete()
    except ProtectedError:
        raise _has_records() from None


def _has_records() -> DomainError:
    return DomainError(
        "has_records", _("This stays: sites, licences or appointments belong to it, and their records are kept.")
    )


def _save(row: Row, beside: models.QuerySet[Row], action: str, by: User | None, at: datetime) -> Row:
    if beside.filter(name__iexact=row.name).exclude(pk=row.pk).exists():
        raise _name_taken()
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:  # somebody was quicker
        raise _name_taken() from None
    audit.record(action, row, by=by, data={"at": at.isoformat()})
    return row


def _name_taken() -> DomainError:
    return DomainError("name_taken", _("There is one of this name already."))
