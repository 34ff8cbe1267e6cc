"""Reading pages that mix apps; owns no data."""

from django.apps import AppConfig


class DashboardsConfig(AppConfig):
    name = "lms.dashboards"
    label = "dashboards"
