"""The fee list of April 2026 (domain A Licences); what is not on it has no row."""

from datetime import date

from django.utils.translation import gettext as _

from enrolment.models import LicenceType, Price, PricedItem
from enrolment.rules.prices import Item, ListedPrice, Rate

SINCE = date(2026, 4, 1)


def _licence(key: str, rate: Rate, pounds: int, *, with_recovery: bool = False) -> ListedPrice:
    return ListedPrice(Item.LICENCE, pounds * 100, SINCE, None, key, rate, with_recovery)


PRICES = (
    _licence("smart-recovery", Rate.NON_PROFIT, 700),
    _licence("smart-recovery", Rate.PRIVATE, 1400),
    _licence("family-and-friends", Rate.NON_PROFIT, 700),
    _licence("family-and-friends", Rate.NON_PROFIT, 410, with_recovery=True),
    _licence("family-and-friends", Rate.PRIVATE, 1400),
    _licence("family-and-friends", Rate.PRIVATE, 700, with_recovery=True),
    _licence("criminal-justice", Rate.NON_PROFIT, 1110),
    _licence("veterans", Rate.NON_PROFIT, 1110),
    _licence("veterans", Rate.NON_PROFIT, 575, with_recovery=True),
    _licence("community", Rate.NON_PROFIT, 1100),
    _licence("satellite", Rate.NON_PROFIT, 180),
    ListedPrice(Item.EXTRA_PLACE, 120_00, SINCE),
    ListedPrice(Item.IN_PERSON, 2000_00, SINCE),
    ListedPrice(Item.WEBINAR, 1250_00, SINCE),
)


def load_prices() -> str:
    """Make the lines of the list unless there is such a line, of whatever day and amount: Central Office keeps them."""
    types = {kind.key: kind for kind in LicenceType.objects.all()}
    for line in PRICES:
        _load(line, types.get(line.licence_type))
    return _("%(count)d prices") % {"count": Price.objects.count()}


def _load(line: ListedPrice, licence_type: LicenceType | None) -> None:
    Price.objects.get_or_create(
        item=PricedItem(line.item),
        licence_type=licence_type,
        rate=line.rate or "",
        with_recovery=line.with_recovery,
        defaults={"pence": line.pence, "valid_from": line.valid_from, "valid_until": line.valid_until},
    )
