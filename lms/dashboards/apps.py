"""Reading pages that mix apps; owns no data."""

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class DashboardsConfig(AppConfig):
    name = "lms.dashboards"
    label = "dashboards"

    def ready(self) -> None:
        from enrolment.permissions import coordinates, leads_somebody
        from lms.core.registries import NavigationItem, navigation

        navigation.register("my learning", NavigationItem(_("My learning"), "dashboards:home", 20, is_signed_in))
        navigation.register("coordinator", NavigationItem(_("Coordinator"), "dashboards:coordinator", 40, coordinates))
        navigation.register("my people", NavigationItem(_("My people"), "dashboards:lead", 30, leads_somebody))


def is_signed_in(request: HttpRequest) -> bool:
    """Show to everybody who is signed in."""
    return bool(request.user.is_authenticated)
