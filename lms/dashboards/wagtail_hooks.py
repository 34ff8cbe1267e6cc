"""Where the dashboards meet the Wagtail admin: reports for Central Office, and what waits for it."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from lms.accounts.permissions import runs_office
from lms.dashboards.views.reports import CompletionsReportView, PlacesReportView, ReportView, TimesReportView
from lms.dashboards.viewsets import OfficePanel

REPORTS: tuple[tuple[str, type[ReportView], str], ...] = (
    ("training-places", PlacesReportView, "dashboards_report_places"),
    ("time-to-qualify", TimesReportView, "dashboards_report_times"),
    ("monthly-completions", CompletionsReportView, "dashboards_report_completions"),
)


@hooks.register("register_admin_urls")
def report_urls() -> list[URLPattern]:
    """Add the addresses of the reports."""
    return [path(f"reports/{slug}/", view.as_view(), name=name) for slug, view, name in REPORTS]


class OfficeMenuItem(MenuItem):
    """Shown to Central Office alone."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Say whether this visitor runs the office."""
        return runs_office(request.user)


def _menu_item(place: int) -> Any:
    slug, view, name = REPORTS[place]
    return lambda: OfficeMenuItem(
        view.page_title, reverse(name), name=slug, icon_name=ReportView.header_icon, order=100 + place
    )


for _place in range(len(REPORTS)):
    hooks.register("register_reports_menu_item", _menu_item(_place))


@hooks.register("construct_homepage_panels")
def office_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Show Central Office what waits for it."""
    if runs_office(request.user):
        panels.append(OfficePanel())
