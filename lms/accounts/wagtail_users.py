"""Wagtail's user admin with our people viewset."""

from wagtail.users.apps import WagtailUsersAppConfig


class WagtailUsersConfig(WagtailUsersAppConfig):
    """Wagtail's own app, with our viewset."""

    user_viewset = "lms.accounts.viewsets.PersonViewSet"
