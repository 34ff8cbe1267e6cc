"""Keeping partner organisations, their sites and the regions; what has records stays."""

from datetime import datetime
from typing import TypeVar

from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from enrolment.models import PartnerOrganisation, Region, Site
from lms.accounts.models import User
from lms.core import audit
from lms.core.errors import DomainError

Row = TypeVar("Row", PartnerOrganisation, Site, Region)


@transaction.atomic
def add_partner(*, name: str, by: User | None, at: datetime) -> PartnerOrganisation:
    """Make a partner organisation and return it. Refuses: `name_taken`, whatever the case of its letters."""
    return _save(PartnerOrganisation(name=name), PartnerOrganisation.objects.all(), "enrolment.add_partner", by, at)


@transaction.atomic
def rename_partner(*, partner: PartnerOrganisation, name: str, by: User, at: datetime) -> PartnerOrganisation:
    """Give an organisation another name and return it; its records stay as they are. Refuses: `name_taken`."""
    row = PartnerOrganisation.objects.get(pk=partner.pk)
    row.name = name
    return _save(row, PartnerOrganisation.objects.all(), "enrolment.change_partner", by, at)


@transaction.atomic
def add_site(*, organisation: PartnerOrganisation, name: str, region: Region, by: User | None, at: datetime) -> Site:
    """Make a site of an organisation in a region and return it. Refuses: `name_taken` within the organisation."""
    row = Site(organisation=organisation, name=name, region=region)
    return _save(row, organisation.sites.all(), "enrolment.add_site", by, at)


@transaction.atomic
def change_site(*, site: Site, name: str, region: Region, by: User, at: datetime) -> Site:
    """Change a site's name or region and return it; its organisation never changes. Refuses: `name_taken`."""
    row = Site.objects.select_related("organisation").get(pk=site.pk)
    row.name, row.region = name, region
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
    kept = (row.sites, row.appointments) if isinstance(row, PartnerOrganisation) else (row.licences,)
    return _has_records() if any(records.exists() for records in kept) else None


@transaction.atomic
def remove(*, row: PartnerOrganisation | Site, by: User, at: datetime) -> None:
    """Delete an organisation or a site that nothing refers to. Refuses: `has_records`."""
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
