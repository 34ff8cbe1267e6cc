"""Reports of Central Office in the Wagtail admin: a period and a region in, charts with their tables out, or CSV."""

from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from lms.accounts.permissions import runs_office
from lms.core.spreadsheets import csv_response
from lms.dashboards.reports.asking import Asked, ReportForm, months_before
from lms.dashboards.reports.showing import Report, show_completions, show_places, show_times


class ReportView(WagtailAdminTemplateMixin, TemplateView):
    """A report, for Central Office alone; `?export=csv` is the download of the same figures."""

    template_name = "dashboards/reports/report.html"
    header_icon = "table"
    by_month: ClassVar[bool] = True
    months: ClassVar[int] = 12
    show: ClassVar[Callable[..., Report]]
    about: Any = ""
    filename = ""
    http_method_names = ["get", "head", "options"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse everybody else."""
        if not runs_office(request.user):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the page, or answer the download."""
        if request.GET.get("export") != "csv":
            page: HttpResponse = super().get(request, *args, **kwargs)
            return page
        return csv_response(filename=self.filename, header=self.report.header, rows=self.report.download)

    def usual(self, day: date) -> Asked:
        """Return the period that is shown unless another one is asked for."""
        return Asked(months_before(day, self.months - 1), day)

    @cached_property
    def form(self) -> ReportForm:
        """What was asked for."""
        return ReportForm(self.request.GET, default=self.usual(timezone.localdate()), by_month=self.by_month)

    @cached_property
    def report(self) -> Report:
        """The figures."""
        found: Report = type(self).show(self.form.asked, at=timezone.now())
        return found

    @property
    def header_buttons(self) -> list[HeaderButton]:
        """Return the way to the download."""
        query = self.request.GET.copy()
        query["export"] = "csv"
        url = f"{self.request.path}?{query.urlencode()}"
        return [HeaderButton(_("Download as CSV"), url=url, icon_name="download")]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the page shows."""
        asked = self.form.asked
        return super().get_context_data(
            form=self.form, asked=asked, about=self.about, report=self.report, by_month=self.by_month, **kwargs
        )


class PlacesReportView(ReportView):
    """Training places, today unless another period is asked for."""

    page_title = _("Training places")
    about = _("The places of all paid licence years that run on a day of the period, as they stand now.")
    by_month = False
    show = staticmethod(show_places)
    filename = "training-places.csv"

    def usual(self, day: date) -> Asked:
        """Return today."""
        return Asked(day, day)


class TimesReportView(ReportView):
    """How long people take to qualify."""

    page_title = _("Time to qualify")
    about = _("How many days people took from taking up their place to the award, by the month of the award.")
    show = staticmethod(show_times)
    filename = "time-to-qualify.csv"


class CompletionsReportView(ReportView):
    """How many people qualify."""

    page_title = _("Monthly completions")
    about = _("Awards by the month in which they were issued, without those recognised from before this platform.")
    months = 24
    show = staticmethod(show_completions)
    filename = "monthly-completions.csv"
