"""Accounts in Wagtail's admin: audit words, no bulk actions on people, the way to one's own account."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from lms.accounts.models import User
from lms.accounts.viewsets import PeopleSummary


@hooks.register("register_log_actions")
def name_actions(actions: LogActionRegistry) -> None:
    """Say in words what the audit log records about people."""
    actions.register_action("accounts.create_person", _("Make account"), _("Account made"))
    actions.register_action("accounts.change_person", _("Change account"), _("Account changed"))
    actions.register_action("accounts.prove_address", _("Prove address"), _("Address proved by a mailed link"))
    actions.register_action("accounts.grant_role", _("Give role"), _("Role given"))
    actions.register_action("accounts.revoke_role", _("Take role"), _("Role taken"))
    actions.register_action("accounts.adjust", _("Give extra time or attempts"), _("Extra time or attempts given"))
    actions.register_action("accounts.end_adjustment", _("End extra time"), _("Extra time and attempts ended"))


@hooks.register("construct_homepage_summary_items")
def people_summary(request: HttpRequest, items: list[Any]) -> None:
    """Lead Central Office from home to people."""
    items.append(PeopleSummary(request))


@hooks.register("before_bulk_action")
def refuse_bulk_actions_on_people(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> None:
    """Refuse Wagtail's bulk delete, assign and switch-off: they would pass the services by."""
    if action.model is User:
        raise PermissionDenied


@hooks.register("register_account_menu_item")
def own_account(request: HttpRequest) -> dict[str, Any]:
    """Lead from Wagtail's account page to the one where name, e-mail, password and second step are kept."""
    return {
        "url": reverse("accounts:profile"),
        "label": _("Name, e-mail, password and two-step sign-in"),
        "help_text": _("These are kept on your account page."),
    }
