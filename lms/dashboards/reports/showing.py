"""Each report as charts, tables and the rows of its download; all three from the same figures."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lms.dashboards.reports.asking import Asked
from lms.dashboards.reports.awards import Months, Quartiles, completions, times_to_qualify
from lms.dashboards.reports.charts import BarChart, MonthChart, bar_chart, month_chart
from lms.dashboards.reports.places import PlacesReport, Sum, places_report


@dataclass(frozen=True)
class Shown:
    """A chart and the table that holds its figures; the first cell of each row names the row."""

    chart: BarChart | MonthChart
    header: Sequence[str]
    rows: Sequence[Sequence[Any]]
    foot: Sequence[Any] = ()

    @property
    def is_by_month(self) -> bool:
        """Tell whether months stand side by side."""
        return isinstance(self.chart, MonthChart)


@dataclass(frozen=True)
class Report:
    """A whole report. `download`: header and rows of its CSV."""

    parts: tuple[Shown, ...]
    header: Sequence[str]
    download: Sequence[Sequence[Any]]

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to show."""
        return not any(part.rows for part in self.parts)


# --- Places ---------------------------------------------------------------------------------------


def show_places(asked: Asked, *, at: datetime) -> Report:
    """Return the places of the licence years that run in the period, as they stand at `at`."""
    found = places_report(asked, at=at)
    groups = _groups(found)
    header = [_("By"), _("Name"), *_place_words()]
    download = [[words, row.name, *row.figures] for _key, words, rows in groups for row in rows]
    total = [_("All"), "", *found.total.figures]
    parts = tuple(_places_part(key, words, rows, found.total) for key, words, rows in groups)
    return Report(parts, header, [*download, total] if download else [])


def _groups(found: PlacesReport) -> list[tuple[str, str, tuple[Sum, ...]]]:
    return [
        ("type", _("Licence type"), found.by_type),
        ("region", _("Region"), found.by_region),
        ("sector", _("Sector"), found.by_sector),
    ]


def _place_words() -> list[str]:
    return [_("Granted"), _("Held"), _("Used"), _("Left"), _("Expired")]


def _places_part(key: str, words: str, rows: Sequence[Sum], total: Sum) -> Shown:
    title = _("Training places by %(what)s") % {"what": words.lower()}
    said = _("%(used)d of %(granted)d places are used and %(held)d held.") % {
        "used": total.used,
        "granted": total.granted,
        "held": total.held,
    }
    chart = bar_chart(key, title, said, ((row.name, _pieces(row)) for row in rows))
    table = [[row.name, *row.figures] for row in rows]
    return Shown(chart, [words, *_place_words()], table, [_("All"), *total.figures])


def _pieces(row: Sum) -> list[tuple[str, int]]:
    return [("used", row.used), ("held", row.held), ("left", row.left), ("expired", row.expired)]


# --- Months ---------------------------------------------------------------------------------------


def show_completions(asked: Asked, *, at: datetime) -> Report:
    """Return how many awards each programme brought in each month of the period."""
    found = completions(asked)
    header = [_("Month"), _("Awards")]
    parts = tuple(_completions_part(number, row, header, asked) for number, row in enumerate(found))
    download = [[row.programme, month, row.by_month.get(month, 0)] for row in found for month in asked.months]
    return Report(parts, [_("Programme"), *header], download)


def _completions_part(number: int, row: Months[int], header: list[str], asked: Asked) -> Shown:
    count = sum(row.by_month.values())
    words = ngettext("%(count)d award in the period.", "%(count)d awards in the period.", count) % {"count": count}
    values = {month: (0, 0, value, value) for month, value in row.by_month.items()}
    chart = month_chart(f"completions-{number}", row.programme, words, values, months=asked.months)
    table = [[_named(month), row.by_month.get(month, 0)] for month in asked.months]
    return Shown(chart, header, table, [_("All"), count])


def show_times(asked: Asked, *, at: datetime) -> Report:
    """Return how many days people took from taking up their place to the award, by programme and month."""
    found = times_to_qualify(asked)
    header = [_("Month"), _("People"), _("A quarter within"), _("Half within"), _("Three quarters within")]
    parts = tuple(_times_part(number, row, header, asked) for number, row in enumerate(found))
    download = [[row.programme, month, *_days(value)] for row in found for month, value in sorted(row.by_month.items())]
    return Report(parts, [_("Programme"), *header], download)


def _times_part(number: int, row: Months[Quartiles], header: list[str], asked: Asked) -> Shown:
    words = _("Days from taking up a place to the award: the middle half of people, with a line at half of them.")
    values = {month: (value.low, value.middle, value.high, value.middle) for month, value in row.by_month.items()}
    chart = month_chart(f"times-{number}", row.programme, words, values, months=asked.months)
    return Shown(chart, header, list(_times_rows(row)))


def _times_rows(row: Months[Quartiles]) -> Iterable[list[Any]]:
    return ([_named(month), *_days(value)] for month, value in sorted(row.by_month.items()))


def _days(value: Quartiles) -> tuple[int, int, int, int]:
    return value.count, value.low, value.middle, value.high


def _named(month: Any) -> str:
    return date_format(month, "F Y")
