"""A list, the page about one row of it, and what happened to the row: as our staff meet them in the Wagtail admin."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, Table, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.history import HistoryView
from wagtail.admin.widgets.button import Button, HeaderButton

from lms.core.spreadsheets import plain_cell


class ListView(generic.IndexView):
    """A list whose titles lead to the page about the row, and whose exports hold no formula."""

    custom_value_preprocess = {
        **generic.IndexView.custom_value_preprocess,
        str: {"csv": plain_cell},
        Model: {"csv": lambda row: plain_cell(str(row))},
    }

    title_label = _("Name")

    def _get_title_column(self, field_name: str, column_class: Any = TitleColumn, **kwargs: Any) -> Column:
        path = field_name.replace("__", ".")
        return TitleColumn(path, label=self.title_label, sort_key=field_name, get_url=self.get_inspect_url)

    def prepared(self, rows: Iterable[Any]) -> list[Any]:
        """Return the rows of one page, or of an export, with what is worked out for all of them at once."""
        return list(rows)

    def get_table(self, object_list: Iterable[Any], **kwargs: Any) -> Table:
        """Return the table of one page."""
        return super().get_table(self.prepared(object_list), **kwargs)

    def as_spreadsheet(self, queryset: QuerySet[Any], spreadsheet_format: str) -> HttpResponse:
        """Return the export of everything found."""
        rows = ExportedRows(self.prepared(queryset), queryset.model)
        response: HttpResponse = super().as_spreadsheet(rows, spreadsheet_format)
        return response


class ExportedRows(list[Any]):
    """Rows with the model that Wagtail's export asks for its headings."""

    def __init__(self, rows: Iterable[Any], model: Any) -> None:
        super().__init__(rows)
        self.model = model


@dataclass(frozen=True)
class Section:
    """A part of the page about a row: rows that belong to it, and what can be done."""

    key: str
    heading: Any
    icon: str
    columns: Sequence[Column]
    rows: Sequence[Any]
    nothing: Any
    buttons: Sequence[HeaderButton] = field(default_factory=tuple)

    @property
    def table(self) -> Table:
        """Return the rows as Wagtail draws them."""
        return Table(self.columns, self.rows)


class RowView(generic.InspectView):
    """The page about one row: its facts, then its sections, with buttons where something can be done."""

    template_name = "core/admin/row.html"
    page_title = ""
    history_url_name: str | None = None
    edit_label = _("Edit")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here."""
        listing = {"url": reverse(self.index_url_name), "label": capfirst(self.model._meta.verbose_name_plural)}
        return [*self.breadcrumbs_items, listing, {"url": "", "label": self.get_page_subtitle()}]

    def get_header_title(self) -> str:
        """Return what the page is called."""
        return self.get_page_subtitle()

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """Return the way to the form, for those who may change the row."""
        url = self.get_edit_url()
        return [HeaderButton(self.edit_label, url=url, icon_name="edit")] if url else []

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Return the ways to the history and, where it may be, to deleting."""
        buttons = []
        if self.history_url_name:
            history = reverse(self.history_url_name, args=[self.object.pk])
            buttons.append(Button(_("History"), url=history, icon_name="history", priority=10))
        if url := self.get_delete_url():
            buttons.append(Button(_("Delete"), url=url, icon_name="bin", priority=20))
        return buttons

    def get_sections(self) -> list[Section]:
        """Return the sections in order."""
        return []

    def get_field_display_value(self, field_name: str, field: Any) -> Any:
        """Return what stands beside a field; a dash where nothing does."""
        value = super().get_field_display_value(field_name, field)
        return "–" if value in (None, "") else value

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the page shows."""
        return super().get_context_data(sections=self.get_sections(), **kwargs)


class RowHistoryView(HistoryView):
    """Who did what to the row, for everybody who may see it."""

    any_permission_required = ["add", "change", "delete", "view"]
    inspect_url_name: str | None = None
    header_buttons: list[HeaderButton] = []

    def get_edit_url(self, instance: Any) -> str | None:
        """Return the page about the row, which the way here leads through."""
        return reverse(self.inspect_url_name, args=[instance.pk]) if self.inspect_url_name else None
