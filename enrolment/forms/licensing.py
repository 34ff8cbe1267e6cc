"""What Central Office types about licences, their fees and places, and about the price list."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from enrolment.forms.office import OfficeForm
from enrolment.models import GrantKind, Licence, LicenceType, PayingRate, PricedItem, Site
from enrolment.rules.licences import VOLUNTEERS_LICENCE
from enrolment.rules.prices import in_pounds
from enrolment.services.prices import Line, fee_for

REFERENCE_LENGTH = 60
ISSUED = LicenceType.objects.filter(Q(on_sale=True) | Q(key=VOLUNTEERS_LICENCE))


def pounds_field(label: Any, **more: Any) -> forms.DecimalField:
    """Return a field for an amount in pounds."""
    return forms.DecimalField(label=label, min_value=0, max_digits=8, decimal_places=2, **more)


def in_pence(pounds: Decimal) -> int:
    """Return an amount in pence."""
    return int(pounds * 100)


class PaidMixin(forms.Form):
    """Beside a form with the day on which a fee was paid."""

    def clean_paid_on(self) -> date | None:
        """Return the day, which is not one to come."""
        day: date | None = self.cleaned_data["paid_on"]
        if day is not None and day > timezone.localdate():
            raise forms.ValidationError(_g("This day is still to come. Please give the day the fee arrived."))
        return day


class IssueForm(PaidMixin, OfficeForm):
    """A licence year for a site."""

    site = forms.ModelChoiceField(Site.objects.select_related("organisation"), label=_("Site"))
    licence_type = forms.ModelChoiceField(ISSUED, label=_("Licence type"))
    parent = forms.ModelChoiceField(
        Licence.objects.select_related("licence_type", "site__organisation").filter(licence_type__is_satellite=False),
        label=_("Satellite of"),
        required=False,
        help_text=_("For a satellite only: the licence under which its people are nominated."),
    )
    places = forms.IntegerField(
        label=_("Training places"),
        min_value=1,
        max_value=9999,
        required=False,
        help_text=_("For a Corporate licence only: the number agreed. Empty: training is unlimited."),
    )
    starts_on = forms.DateField(
        label=_("First day"),
        widget=AdminDateInput,
        initial=timezone.localdate,
        help_text=_("The licence year is twelve months from this day. Its training places end with it."),
    )
    fee = pounds_field(_("Fee in pounds"), required=False)
    paid_on = forms.DateField(
        label=_("Fee paid on"),
        widget=AdminDateInput,
        required=False,
        help_text=_("Nothing begins before the fee is paid. Leave this empty until it is."),
    )
    order_reference = forms.CharField(
        label=_("Purchase order or invoice"), max_length=REFERENCE_LENGTH, required=False, help_text=_("Its number.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fee"].help_text = self._fee_help()
        if site := self._known("site"):
            parents: Any = self.fields["parent"]
            parents.queryset = parents.queryset.filter(site__organisation=site.organisation_id).exclude(site=site)

    def _known(self, name: str) -> Any:
        """Return the row that was chosen or sent along; None when there is none, or nonsense."""
        field: Any = self.fields[name]
        try:
            return field.clean(self.data.get(name) or self.initial.get(name))
        except forms.ValidationError:
            return None

    def _fee_help(self) -> str:
        site, licence_type = self._known("site"), self._known("licence_type")
        if not site or not licence_type:
            return _g("Leave this empty to charge what the price list says.")
        pence = fee_for(site=site, licence_type=licence_type, on=timezone.localdate())
        if pence is None:
            return _g("The price list has none for this licence and site: please type what was agreed.")
        return _g("The price list says %(fee)s. Leave this empty to charge that.") % {"fee": in_pounds(pence)}

    def clean(self) -> dict[str, Any]:
        """Take the fee of the list where none was typed; what is not on the list has to be (domain B 12)."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if {"site", "licence_type", "fee"} <= said.keys():
            said["pence"] = self._pence(**{name: said[name] for name in ("site", "licence_type", "fee")})
        return said

    def _pence(self, *, site: Site, licence_type: LicenceType, fee: Decimal | None) -> int | None:
        if fee is not None:
            return in_pence(fee)
        pence = fee_for(site=site, licence_type=licence_type, on=timezone.localdate())
        if pence is None and licence_type.key != VOLUNTEERS_LICENCE:
            self.add_error("fee", _g("This is not on the price list. Please type the fee that was agreed."))
        return pence


class PaymentForm(PaidMixin, OfficeForm):
    """That the fee of a licence year was paid."""

    paid_on = forms.DateField(label=_("Fee paid on"), widget=AdminDateInput, initial=timezone.localdate)
    starts_on = forms.DateField(
        label=_("First day of the licence year"),
        widget=AdminDateInput,
        help_text=_("A licence is issued once it is paid: choose a later day if the year should begin then."),
    )
    order_reference = forms.CharField(
        label=_("Purchase order or invoice"), max_length=REFERENCE_LENGTH, required=False, help_text=_("Its number.")
    )


class PlacesForm(OfficeForm):
    """Places added to a licence year, or taken off again."""

    kind = forms.ChoiceField(
        label=_("Why"),
        choices=[(kind.value, kind.label) for kind in (GrantKind.PURCHASE, GrantKind.ADJUSTMENT)],
        widget=forms.RadioSelect,
        initial=GrantKind.PURCHASE,
    )
    places = forms.IntegerField(
        label=_("Training places"),
        min_value=-999,
        max_value=999,
        help_text=_("An adjustment may take places off again that nobody holds: write a minus before the number."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=255,
        required=False,
        help_text=_("Needed for an adjustment. For places that were bought, the number of the order or invoice."),
    )


class PriceForm(OfficeForm):
    """A price from a day on."""

    item = forms.ChoiceField(label=_("What"), choices=PricedItem.choices)
    licence_type = forms.ModelChoiceField(
        LicenceType.objects.exclude(key=VOLUNTEERS_LICENCE),
        label=_("Licence type"),
        required=False,
        help_text=_("For a licence."),
    )
    rate = forms.ChoiceField(
        label=_("Fees"), choices=[("", _("The same for everybody")), *PayingRate.choices], required=False
    )
    with_recovery = forms.BooleanField(
        label=_("Only with a SMART Recovery licence"),
        required=False,
        help_text=_("The reduced price beside one that is live at the same site."),
    )
    price = pounds_field(_("Price in pounds"))
    valid_from = forms.DateField(
        label=_("From"),
        widget=AdminDateInput,
        initial=timezone.localdate,
        help_text=_("Today or later. The price before it ends the day before."),
    )

    @property
    def line(self) -> Line:
        """Return what the price is for."""
        said = self.cleaned_data
        return Line(PricedItem(said["item"]), said["licence_type"], said["rate"], said["with_recovery"])

    @property
    def pence(self) -> int:
        """Return the price in pence."""
        return in_pence(self.cleaned_data["price"])


class EndPriceForm(OfficeForm):
    """The last day of a price."""

    ends_on = forms.DateField(
        label=_("Last day"), widget=AdminDateInput, initial=timezone.localdate, help_text=_("Today or later.")
    )
