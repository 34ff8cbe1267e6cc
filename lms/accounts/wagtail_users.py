"""Wagtail's user admin with our forms."""

from wagtail.users.apps import WagtailUsersAppConfig


class WagtailUsersConfig(WagtailUsersAppConfig):
    """Wagtail's own app, with our viewset."""
