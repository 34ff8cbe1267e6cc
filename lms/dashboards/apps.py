"""Reading pages that mix apps; owns no data."""

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class DashboardsConfig(AppConfig):
    name = "lms.dashboards"
    label = "dashboards"

    def ready(self) -> None:
        from lms.core.registries import NavigationItem, navigation

        navigation.register("my learning", NavigationItem(_("My learning"), "dashboards:home", 20, is_signed_in))


def is_signed_in(request: HttpRequest) -> bool:
    """Show to everybody who is signed in."""
    return bool(request.user.is_authenticated)
