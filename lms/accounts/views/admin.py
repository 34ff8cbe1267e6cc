"""Wagtail's account page for staff, without what is kept elsewhere."""

from wagtail.admin.auth import require_admin_access
from wagtail.admin.views import account

# First and last name and an own avatar mean nothing here: a person has one full name, kept on the account page.
LEFT_OUT = (account.NameEmailSettingsPanel, account.AvatarSettingsPanel)


class StaffAccountView(account.AccountView):
    """Preferences for working in the admin; the person's own details are at accounts:profile."""

    def get_panels(self) -> list[account.BaseSettingsPanel]:
        """Return Wagtail's panels without name, e-mail and picture."""
        return [panel for panel in super().get_panels() if not isinstance(panel, LEFT_OUT)]


staff_account = require_admin_access(StaffAccountView.as_view())
