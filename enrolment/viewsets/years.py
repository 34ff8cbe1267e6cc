"""The licence years of one licence: what each costs and brings, recording that it is paid, adding places."""

from typing import Any, ClassVar

from django.db.models import Model, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from enrolment.forms.licensing import PaymentForm, PlacesForm
from enrolment.models import GrantKind, Licence, PlaceAllowance, PlaceGrant
from enrolment.rules.licences import LicenceState
from enrolment.rules.prices import Item, Rate, in_pounds
from enrolment.services.licences import grant_places, record_payment
from enrolment.services.prices import price_on
from enrolment.viewsets.base import ChangeView
from enrolment.viewsets.places import licence_url, places_columns, standings_of_years, with_standing
from lms.core.viewsets.pages import Section

SMALL = "button button-small button-secondary"


class YearActionColumn(TitleColumn):
    """What Central Office can do with a licence year now: record its payment, or add places."""

    empty_value_display = ""

    def __init__(self) -> None:
        super().__init__("act", label=_("What you can do"), get_url=act_url, link_classname=SMALL)

    def get_value(self, year: Any) -> str:
        """Return the words of the link."""
        words = {"payment": _g("Record the payment"), "places": _g("Add places")}
        return words.get(act_on(year), "")


def act_on(year: Any) -> str:
    """Return which of the licence's addresses is there for this year now; empty for none."""
    if year.standing.state is LicenceState.UNPAID:
        return "payment"
    return "places" if year.standing.state is LicenceState.LIVE and not year.is_unlimited else ""


def act_url(year: Any) -> str | None:
    """Return the address of what can be done with a year."""
    act = act_on(year)
    return reverse(f"licences:{act}", args=[year.licence_id, year.pk]) if act else None


def years_section(found: list[PlaceAllowance], buttons: list[HeaderButton], *, may_act: bool) -> Section:
    """Return the part of a page with the licence years, each with its statement, its fee and what can be done."""
    years: list[Any] = list(found)
    standings = standings_of_years(years, at=timezone.now())
    for year in years:
        year.standing = standings[year.pk]
    columns = [
        *places_columns(),
        Column("fee", label=_("Fee"), accessor="standing.fee"),
        Column("paid_on", label=_("Paid"), accessor="standing.paid_on"),
        Column("order_reference", label=_("Purchase order or invoice")),
        *([YearActionColumn()] if may_act else []),
    ]
    return Section("years", _("Licence years"), "calendar", columns, years, _("None yet."), buttons)


def grants_section(licence: Licence) -> Section:
    """Return the part of a page that says where the places came from, and by whom; the newest first."""
    grants = PlaceGrant.objects.filter(allowance__licence=licence).select_related("allowance", "granted_by")
    columns = [
        Column("granted_at", label=_("When"), accessor=lambda row: date_format(timezone.localtime(row.granted_at))),
        Column("kind", label=_("Why"), accessor="get_kind_display"),
        Column("places", label=_("Places"), accessor=lambda row: f"{row.places:+d}"),
        Column("year", label=_("Licence year from"), accessor="allowance.starts_on"),
        Column("reason", label=_("Reason")),
        Column("granted_by", label=_("By"), accessor=lambda row: row.granted_by or "–"),
    ]
    rows = list(grants.order_by("-granted_at", "-pk"))
    nothing = _("None: this licence brings no places, or unlimited training.")
    return Section("grants", _("Where the places came from"), "list-ul", columns, rows, nothing)


def satellites_section(licences: QuerySet[Any]) -> Section:
    """Return the part of a page that lists the satellites of a licence."""
    rows = with_standing(licences.select_related("licence_type", "site__organisation"))
    columns = [TitleColumn("site", label=_("Site"), get_url=licence_url, accessor="site.name"), *places_columns()[:3]]
    return Section("satellites", _("Satellites"), "thumbtack", columns, rows, _("None."))


class YearView(ChangeView):
    """Beside one form about one year of a licence: a licence is never changed, so who may add one may do this."""

    permission_required = "add"
    url_name = ""

    @cached_property
    def year(self) -> PlaceAllowance:
        """The licence year, one of this licence's."""
        years = PlaceAllowance.objects.with_site().filter(licence=self.object)
        return get_object_or_404(years, pk=self.kwargs["year"])

    def get_edit_url(self) -> str:
        """Return the address of this page."""
        return reverse(f"licences:{self.url_name}", args=[self.object.pk, self.year.pk])

    def act(self, **by: Any) -> None:
        """Call the service."""
        raise NotImplementedError

    def command(self, **by: Any) -> Model:
        """Do it, and go on with the licence."""
        self.act(**by)
        licence: Licence = self.object
        return licence


class PaymentView(YearView):
    """That the fee of a year was paid: from now on the year counts."""

    form_class = PaymentForm
    page_title = _("Record the payment")
    submit_button_label = _("Record the payment")
    url_name = "payment"
    fields_of_refusals: ClassVar[dict[str, str]] = {"paid_in_future": "paid_on", "years_overlap": "starts_on"}

    def get_initial(self) -> dict[str, Any]:
        """Begin with what is known of the year."""
        known = {"starts_on": self.year.starts_on, "order_reference": self.year.order_reference}
        return {**super().get_initial(), **known}

    def act(self, **by: Any) -> None:
        """Record it."""
        said = self.form.cleaned_data
        paid = {"paid_on": said["paid_on"], "starts_on": said["starts_on"], "reference": said["order_reference"]}
        record_payment(allowance=self.year, **paid, **by)

    def get_success_message(self) -> str:
        """Say that the year counts."""
        self.year.refresh_from_db()
        days = {"first": date_format(self.year.starts_on), "last": date_format(self.year.ends_on)}
        return _g("The fee is paid: the licence year runs from %(first)s until %(last)s.") % days


class PlacesView(YearView):
    """Places that were bought in addition, or an adjustment with its reason."""

    form_class = PlacesForm
    page_title = _("Add places")
    submit_button_label = _("Save")
    url_name = "places"
    fields_of_refusals: ClassVar[dict[str, str]] = {
        "no_places": "places",
        "places_taken": "places",
        "reason_needed": "reason",
    }

    def get_form(self, form_class: Any = None) -> Any:
        """Say beside the number what a place costs today."""
        form = super().get_form(form_class)
        rate = Rate(self.year.licence.site.organisation.rate)
        pence = price_on(item=Item.EXTRA_PLACE, rate=rate, on=timezone.localdate())
        if pence is not None:
            costs = _g("An extra place costs %(price)s today.") % {"price": in_pounds(pence)}
            form.fields["places"].help_text = f"{costs} {form.fields['places'].help_text}"
        return form

    def act(self, **by: Any) -> None:
        """Grant them."""
        said = dict(self.form.cleaned_data)
        self.grant = grant_places(allowance=self.year, **{**said, "kind": GrantKind(said["kind"])}, **by)

    def get_success_message(self) -> str:
        """Say what changed."""
        return _g("Saved: %(places)+d training places.") % {"places": self.grant.places}
