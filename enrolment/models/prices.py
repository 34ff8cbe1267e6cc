"""The dated price list; what something costs is decided by rules.prices."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from enrolment.models.licences import LicenceType
from enrolment.models.partners import PayingRate
from enrolment.rules.prices import Item, ListedPrice, Rate
from lms.core.models import status_is_known


class PricedItem(models.TextChoices):
    """What is sold, in words."""

    LICENCE = Item.LICENCE.value, _("Licence for a year")
    EXTRA_PLACE = Item.EXTRA_PLACE.value, _("Extra online place")
    IN_PERSON = Item.IN_PERSON.value, _("Staff-led training in person")
    WEBINAR = Item.WEBINAR.value, _("Staff-led training as a webinar")


class Price(models.Model):
    """One line of the list, from one day to another, both included."""

    item = models.CharField(_("what"), max_length=12, choices=PricedItem.choices)
    licence_type = models.ForeignKey(
        LicenceType, on_delete=models.PROTECT, null=True, blank=True, related_name="prices", verbose_name=_("licence")
    )
    rate = models.CharField(
        _("fees"), max_length=12, choices=PayingRate.choices, blank=True, help_text=_("Empty: the same for everybody.")
    )
    with_recovery = models.BooleanField(
        _("with a SMART Recovery licence"), default=False, help_text=_("Live at the same site, or on the same order.")
    )
    pence = models.PositiveIntegerField(_("pence"))
    valid_from = models.DateField(_("from"))
    valid_until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("price")
        verbose_name_plural = _("prices")
        ordering: ClassVar[list[str]] = ["item", "licence_type__position", "rate", "with_recovery", "-valid_from"]
        constraints: ClassVar[list] = [
            status_is_known("item", PricedItem, name="priced_item_is_known"),
            models.CheckConstraint(condition=Q(rate__in=["", *PayingRate.values]), name="price_rate_is_known"),
            models.CheckConstraint(
                condition=Q(item=PricedItem.LICENCE, licence_type__isnull=False)
                | (~Q(item=PricedItem.LICENCE) & Q(licence_type__isnull=True, with_recovery=False)),
                name="price_of_a_licence_names_its_type",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="price_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["licence_type", "rate", "with_recovery", "valid_from"],
                condition=Q(licence_type__isnull=False),
                name="one_licence_price_from_a_day_on",
            ),
            models.UniqueConstraint(
                fields=["item", "rate", "valid_from"],
                condition=Q(licence_type__isnull=True),
                name="one_price_from_a_day_on",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_item_display()} {self.licence_type or ''} £{self.pence / 100:.2f}"

    @property
    def listed(self) -> ListedPrice:
        """Return the line as the rules read it."""
        return ListedPrice(
            item=Item(self.item),
            pence=self.pence,
            valid_from=self.valid_from,
            valid_until=self.valid_until,
            licence_type=self.licence_type.key if self.licence_type else "",
            rate=Rate(self.rate) if self.rate else None,
            with_recovery=self.with_recovery,
        )
