"""Where certificates meet the Wagtail admin."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    """Name our entries of the audit log."""
    actions.register_action("certificates.issue", _("Issue an award"), _("Award issued"))
    actions.register_action("certificates.revoke", _("Revoke an award"), _("Award revoked"))
    actions.register_action("certificates.issue_manual", _("Prepare a manual"), _("Personal copy of a manual prepared"))
    actions.register_action("certificates.download_manual", _("Download a manual"), _("Personal copy downloaded"))
