"""Issuing a licence year with its training places (domain B 10)."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from enrolment.models import GrantKind, Licence, LicenceType, PlaceAllowance, PlaceGrant, Site
from enrolment.rules.licences import year_end
from lms.accounts.models import User
from lms.core import audit
from lms.core.errors import DomainError


@transaction.atomic
def issue_licence(
    *, site: Site, licence_type: LicenceType, starts_on: date, by: User | None, at: datetime
) -> PlaceAllowance:
    """Issue a licence year to a site, with the places its type brings, and return the allowance.

    Arguments: `starts_on`, the first of its twelve months' days, a calendar day in London; `by`, None for a loader.
    Refuses: `not_on_sale`, `years_overlap`.
    """
    if not licence_type.on_sale:
        raise DomainError("not_on_sale", _("%(type)s is not on sale.") % {"type": licence_type})
    licence, _created = Licence.objects.get_or_create(site=site, licence_type=licence_type)
    Licence.objects.filter(pk=licence.pk).hold()  # two people issuing at once would each see no other year
    ends_on = year_end(starts_on)
    if licence.allowances.filter(starts_on__lte=ends_on, ends_on__gte=starts_on).exists():
        raise DomainError("years_overlap", _("This site has such a licence for a part of these twelve months already."))
    allowance = PlaceAllowance.objects.create(licence=licence, starts_on=starts_on, ends_on=ends_on)
    if licence_type.places:
        PlaceGrant.objects.create(
            allowance=allowance, kind=GrantKind.LICENCE, places=licence_type.places, granted_at=at, granted_by=by
        )
    audit.record("enrolment.issue_licence", licence, by=by, data={"allowance": str(allowance.pk)})
    return allowance
