"""Who a person is: the user model, sign-in, MFA, erasing and exporting."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """The app; fills the registries of the core when it is ready."""

    name = "lms.accounts"
    label = "accounts"
    verbose_name = _("People")

    def ready(self) -> None:
        from lms.accounts import registrations

        registrations.register()
