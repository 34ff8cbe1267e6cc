"""The price list: every price from its first day to its last, and giving something another price from a day on."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BooleanColumn, Column, StatusTagColumn, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from enrolment.forms.licensing import EndPriceForm, PriceForm
from enrolment.models import LicenceType, PayingRate, Price, PricedItem
from enrolment.rules.prices import in_pounds
from enrolment.services.prices import end_price, set_price
from enrolment.viewsets.base import AddView, ChangeView, OfficeViewSet
from lms.accounts.permissions import runs_office
from lms.core.viewsets.pages import ListView, RowView

STATES = {"now": _("Now"), "to_come": _("To come"), "over": _("Over")}


def state_of(price: Price) -> str:
    """Return the key of where a price stands today."""
    day = timezone.localdate()
    if price.valid_from > day:
        return "to_come"
    return "now" if price.valid_until is None or price.valid_until >= day else "over"


def name_of(price: Price) -> str:
    """Return what the price is for, in words."""
    return str(price.licence_type or price.get_item_display())


def price_url(price: Price) -> str:
    """Return the address of the page about a price."""
    return reverse("prices:inspect", args=[price.pk])


def rate_of(price: Price) -> str:
    """Return who pays it, in words."""
    return price.get_rate_display() if price.rate else _g("Everybody")


class PriceFilterSet(WagtailFilterSet):
    """Filters of the list."""

    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=list(STATES.items()),
        widget=forms.RadioSelect,
        empty_label=_("All"),
        method="filter_state",
    )
    item = django_filters.ChoiceFilter(label=_("What"), choices=PricedItem.choices)
    licence_type = django_filters.ModelChoiceFilter(queryset=LicenceType.objects.all(), label=_("Licence type"))
    rate = django_filters.ChoiceFilter(
        label=_("Fees"), choices=PayingRate.choices, widget=forms.RadioSelect, empty_label=_("All")
    )

    class Meta:
        model = Price
        fields: list[str] = []

    def filter_state(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Return the prices that stand so today."""
        day = timezone.localdate()
        if value == "to_come":
            return rows.filter(valid_from__gt=day)
        still = Q(valid_until=None) | Q(valid_until__gte=day)
        return rows.filter(still, valid_from__lte=day) if value == "now" else rows.exclude(still)


class PriceListView(ListView):
    """The list."""

    add_item_label = _("Give something another price")

    def prepared(self, rows: Iterable[Any]) -> list[Any]:
        """Return the rows with their words."""
        found = super().prepared(rows)
        for row in found:
            row.name, row.payer = name_of(row), rate_of(row)
            row.pounds, row.state = Decimal(row.pence) / 100, str(STATES[state_of(row)])
        return found


class PriceAddView(AddView):
    """A price from a day on; the one before ends the day before. No price is ever changed in its place."""

    page_title = _("Give something another price")
    success_message = _("The price is on the list.")
    fields_of_refusals: ClassVar[dict[str, str]] = {
        "licence_type_needed": "licence_type",
        "no_licence_type": "licence_type",
        "no_price": "price",
        "price_in_past": "valid_from",
        "priced_already": "valid_from",
    }

    def command(self, **by: Any) -> Price:
        """Set it."""
        form = self.form
        return set_price(line=form.line, pence=form.pence, valid_from=form.cleaned_data["valid_from"], **by)


class EndPriceView(ChangeView):
    """The last day of a price: from then on Central Office types what was agreed."""

    permission_required = "add"
    form_class = EndPriceForm
    page_title = _("Take off the list")
    submit_button_label = _("Take off the list")
    success_message = _("“%(object)s” has a last day.")
    fields_of_refusals: ClassVar[dict[str, str]] = {"price_in_past": "ends_on"}

    def get_edit_url(self) -> str:
        """Return the address of this page."""
        return reverse("prices:end", args=[self.object.pk])

    def command(self, **by: Any) -> Price:
        """End it."""
        price: Price = self.object
        end_price(price=price, ends_on=self.form.cleaned_data["ends_on"], **by)
        return price


class PriceView(RowView):
    """One price, with the ways to another one."""

    def get_pence_display_value(self) -> str:
        """Return the amount."""
        return in_pounds(self.object.pence)

    def get_rate_display_value(self) -> str:
        """Return who pays it."""
        return rate_of(self.object)

    def get_field_label(self, field_name: str, field: Any) -> str:
        """Return the words beside a fact."""
        return str(_("Price")) if field_name == "pence" else super().get_field_label(field_name, field)

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """Return the way to another price, and off the list while there is no last day."""
        if not runs_office(self.request.user):
            return []
        price: Price = self.object
        sent = {"item": price.item, "licence_type": price.licence_type_id or "", "rate": price.rate}
        query = urlencode(sent | ({"with_recovery": "on"} if price.with_recovery else {}))
        another = HeaderButton(_("Set another price"), url=f"{reverse('prices:add')}?{query}", icon_name="plus")
        end = HeaderButton(_("Take off the list"), url=reverse("prices:end", args=[price.pk]), icon_name="cross")
        return [another] if price.valid_until else [another, end]


class PriceViewSet(OfficeViewSet):
    """Filter, look, export, set another price from a day on. What was charged stays as it was: nothing is edited."""

    model = Price
    name = "prices"
    icon = "tag"
    absent = frozenset({"edit", "delete"})
    index_view_class = PriceListView
    add_view_class = PriceAddView
    inspect_view_class = PriceView
    inspect_view_fields = ["item", "licence_type", "rate", "with_recovery", "pence", "valid_from", "valid_until"]
    filterset_class = PriceFilterSet
    add_form = PriceForm
    search_fields = ["licence_type__name"]
    list_display = [
        TitleColumn("name", label=_("What"), accessor=name_of, sort_key="item", get_url=price_url),
        Column("payer", label=_("Fees"), sort_key="rate"),
        BooleanColumn("with_recovery", label=_("With a SMART Recovery licence")),
        Column("price", label=_("Price"), accessor=lambda row: in_pounds(row.pence), sort_key="pence"),
        Column("valid_from", label=_("From"), sort_key="valid_from"),
        Column("valid_until", label=_("Until"), accessor=lambda row: row.valid_until or _g("further notice")),
        StatusTagColumn("state", label=_("State")),
    ]
    list_export = ["name", "payer", "with_recovery", "pounds", "valid_from", "valid_until", "state"]
    export_headings = {
        "name": _("What"),
        "payer": _("Fees"),
        "with_recovery": _("With a SMART Recovery licence"),
        "pounds": _("Price in pounds"),
        "valid_from": _("From"),
        "valid_until": _("Until"),
        "state": _("State"),
    }
    export_filename = "prices"

    def rows(self) -> QuerySet[Any]:
        """Return the prices with the licences they are for."""
        return Price.objects.select_related("licence_type")

    def visible(self, user: Any) -> QuerySet[Any]:
        """Return all to Central Office, none to anybody else: the list belongs to no organisation."""
        return self.rows() if runs_office(user) else self.rows().none()

    def get_urlpatterns(self) -> list[URLPattern]:
        """Add the address at which a price gets its last day."""
        return [*super().get_urlpatterns(), path("end/<int:pk>/", self.construct_view(EndPriceView), name="end")]
