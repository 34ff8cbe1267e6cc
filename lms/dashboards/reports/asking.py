"""For which days and which region a report is asked. What is typed wrongly is kept and said; the report goes on."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from enrolment.models import Region

# More months than this are too many for one chart.
MOST_MONTHS = 36


@dataclass(frozen=True)
class Asked:
    """Two days, both included, and a region; None: all of them."""

    first: date
    last: date
    region: Region | None = None

    @property
    def months(self) -> tuple[date, ...]:
        """Return the first day of each month that the days fall into."""
        return tuple(months_between(self.first, self.last))


def months_between(first: date, last: date) -> list[date]:
    """Return the first day of each month from that of `first` to that of `last`."""
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [date(number // 12, number % 12 + 1, 1) for number in numbers]


def months_before(day: date, months: int) -> date:
    """Return the first day of the month that lies `months` before the month of `day`."""
    number = day.year * 12 + day.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)


class ReportForm(forms.Form):
    """Period and region. `by_month`: the report has a row for each month, so the period has a limit."""

    first = forms.DateField(label=_("From"), widget=AdminDateInput, required=False)
    last = forms.DateField(label=_("Until"), widget=AdminDateInput, required=False)
    region = forms.ModelChoiceField(
        Region.objects.all(), label=_("Region"), required=False, empty_label=_("All regions")
    )

    def __init__(self, data: QueryDict, *, default: Asked, by_month: bool) -> None:
        usual = {"first": default.first, "last": default.last}
        given = {name: data.get(name) or usual.get(name) for name in self.base_fields}
        super().__init__(given)
        self.default, self.by_month = default, by_month
        self.is_valid()

    def clean(self) -> dict[str, Any]:
        """Refuse a period that runs backwards, or has more months than a chart can show."""
        found: dict[str, Any] = super().clean() or {}
        first, last = found.get("first"), found.get("last")
        if first and last and last < first:
            self.add_error("last", gettext("The last day comes before the first one."))
        elif first and last and self.by_month and len(months_between(first, last)) > MOST_MONTHS:
            self.add_error("last", gettext("Please choose at most %(count)d months.") % {"count": MOST_MONTHS})
        return found

    @property
    def asked(self) -> Asked:
        """Return what was asked for; the usual period where the one typed cannot be."""
        region = self.cleaned_data.get("region")
        if {"first", "last"} & set(self.errors):
            return Asked(self.default.first, self.default.last, region)
        return Asked(self.cleaned_data["first"], self.cleaned_data["last"], region)
