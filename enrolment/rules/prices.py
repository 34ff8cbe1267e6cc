"""What a licence, a place or a staff-led training costs: a pure function over a dated list (domain A, B 12)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Rate(StrEnum):
    """Which column of the list somebody pays by."""

    NON_PROFIT = "non_profit"
    PRIVATE = "private"


class Item(StrEnum):
    """What is sold."""

    LICENCE = "licence"
    EXTRA_PLACE = "extra_place"
    IN_PERSON = "in_person"
    WEBINAR = "webinar"


@dataclass(frozen=True)
class ListedPrice:
    """One line of the price list, in pence.

    `licence_type` is its key, empty for what is no licence; `rate` None: the same for everybody; `with_recovery`: only
    beside a SMART Recovery licence live at the same site; both days are included, `valid_until` None: until further
    notice.
    """

    item: Item
    pence: int
    valid_from: date
    valid_until: date | None = None
    licence_type: str = ""
    rate: Rate | None = None
    with_recovery: bool = False


def price_of(
    prices: Iterable[ListedPrice],
    *,
    item: Item,
    on: date,
    rate: Rate,
    licence_type: str = "",
    with_recovery: bool = False,
) -> int | None:
    """Return the price in pence of one `item` ordered on the day `on`; None: not on the list, Central Office types it.

    Arguments: `with_recovery`, whether a SMART Recovery licence is live at the site that day or on the same order: then
    the reduced price counts, where the list has one, else the full one (domain B 12).
    """
    fitting = [
        price
        for price in prices
        if price.item is item
        and price.licence_type == licence_type
        and price.rate in (None, rate)
        and price.valid_from <= on
        and (price.valid_until is None or on <= price.valid_until)
        and (with_recovery or not price.with_recovery)
    ]
    best = max(fitting, key=_precedence, default=None)
    return best.pence if best else None


def _precedence(price: ListedPrice) -> tuple[bool, bool, date]:
    """The reduced one before the full one, one's own column before everybody's; should two overlap, the newer one."""
    return price.with_recovery, price.rate is not None, price.valid_from


def in_pounds(pence: int) -> str:
    """Return an amount as people write it: £1,110, and £410.50 where there are pence."""
    pounds, rest = divmod(pence, 100)
    return f"£{pounds:,}.{rest:02d}" if rest else f"£{pounds:,}"
