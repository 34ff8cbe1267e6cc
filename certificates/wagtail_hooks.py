"""Where certificates meet the Wagtail admin."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from certificates.models import Award
from certificates.permissions import AwardPolicy
from certificates.viewsets.awards import AwardViewSet, award_viewset
from certificates.viewsets.manuals import ManualViewSet

register_permission_policy(Award, AwardPolicy(Award))
register_snippet(ManualViewSet)


@hooks.register("register_admin_viewset")
def awards_list() -> AwardViewSet:
    """Put “Awards” into the admin."""
    return award_viewset


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    """Name our entries of the audit log."""
    actions.register_action("certificates.issue", _("Issue an award"), _("Award issued"))
    actions.register_action("certificates.revoke", _("Revoke an award"), _("Award revoked"))
    actions.register_action("certificates.issue_manual", _("Prepare a manual"), _("Personal copy of a manual prepared"))
    actions.register_action("certificates.download_manual", _("Download a manual"), _("Personal copy downloaded"))
