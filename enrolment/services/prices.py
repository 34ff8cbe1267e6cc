"""The price list: what a licence or a place costs on a day, and changing the list from a day on (domain A, B 12)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from enrolment.models import LicenceType, PayingRate, PlaceAllowance, Price, PricedItem, Site
from enrolment.rules.licences import DAY, RECOVERY_LICENCE
from enrolment.rules.prices import Item, Rate, price_of
from lms.accounts.models import User
from lms.core import audit
from lms.core.errors import DomainError


@dataclass(frozen=True)
class Line:
    """What a price is for: `rate` empty for everybody, `licence_type` for a licence and for nothing else."""

    item: PricedItem
    licence_type: LicenceType | None = None
    rate: PayingRate | str = ""
    with_recovery: bool = False

    @property
    def found_by(self) -> dict[str, Any]:
        """Return what the prices of this line have in common."""
        return {
            "item": self.item,
            "licence_type": self.licence_type,
            "rate": self.rate,
            "with_recovery": self.with_recovery,
        }


def fee_for(*, site: Site, licence_type: LicenceType, on: date) -> int | None:
    """Return what a licence year of this type costs the site, in pence, when ordered on the day `on`.

    The reduced price counts beside a SMART Recovery licence that is live at the site that day (domain B 12). None: not
    on the list, Central Office types it. Two statements.
    """
    beside = PlaceAllowance.objects.live(on=on).filter(licence__site=site, licence__licence_type__key=RECOVERY_LICENCE)
    lines = Price.objects.filter(licence_type=licence_type).select_related("licence_type")
    return price_of(
        [line.listed for line in lines],
        item=Item.LICENCE,
        on=on,
        rate=Rate(site.organisation.rate),
        licence_type=licence_type.key,
        with_recovery=beside.exists(),
    )


def price_on(*, item: Item, rate: Rate, on: date) -> int | None:
    """Return what a place or a staff-led training costs on a day, in pence; None: not on the list. One statement."""
    lines = Price.objects.filter(item=item).select_related("licence_type")
    return price_of([line.listed for line in lines], item=item, on=on, rate=rate)


@transaction.atomic
def set_price(*, line: Line, pence: int, valid_from: date, by: User, at: datetime) -> Price:
    """Give a line of the list a price from a day on and return it; the one before ends the day before.

    Arguments: `pence`, above nought; `valid_from`, today or later, so that what was charged stays as it was. The new
    one counts until further notice, or until the day before a price that is known to come.
    Refuses: `licence_type_needed`, `no_licence_type`, `no_price`, `price_in_past`, `priced_already`.
    """
    _refuse_wrong_line(line)
    if pence < 1:
        raise DomainError("no_price", _("Please say what it costs."))
    if valid_from < timezone.localdate(at):
        raise DomainError("price_in_past", _("A price begins today or later: what was charged before stays as it was."))
    prices = Price.objects.filter(**line.found_by)
    prices.update(pence=F("pence"))  # held until the transaction ends, so that two changes follow one another
    if prices.filter(valid_from=valid_from).exists():
        raise DomainError("priced_already", _("There is a price from this day on. Please choose another day."))
    still = Q(valid_until=None) | Q(valid_until__gte=valid_from)
    prices.filter(still, valid_from__lt=valid_from).update(valid_until=valid_from - DAY)
    following = prices.filter(valid_from__gt=valid_from).order_by("valid_from").first()
    until = following.valid_from - DAY if following else None
    price = Price.objects.create(**line.found_by, pence=pence, valid_from=valid_from, valid_until=until)
    audit.record("enrolment.set_price", price, by=by, data={"at": at.isoformat()})
    return price


def _refuse_wrong_line(line: Line) -> None:
    if line.item == PricedItem.LICENCE:
        if line.licence_type is None:
            raise DomainError("licence_type_needed", _("Please say which licence this is the price of."))
    elif line.licence_type is not None or line.with_recovery:
        raise DomainError("no_licence_type", _("Only the price of a licence names a licence. Please leave this empty."))


@transaction.atomic
def end_price(*, price: Price, ends_on: date, by: User, at: datetime) -> None:
    """Take a price off the list after its last day, today or later; what it was for then has no price.

    Refuses: `already_ended`, `price_in_past`.
    """
    if ends_on < max(timezone.localdate(at), price.valid_from):
        raise DomainError("price_in_past", _("The last day is today or later, and not before the first."))
    ended = Price.objects.filter(pk=price.pk, valid_until=None).update(valid_until=ends_on)
    if not ended:
        raise DomainError("already_ended", _("This price has a last day already."))
    audit.record("enrolment.end_price", price, by=by, data={"at": at.isoformat()})
