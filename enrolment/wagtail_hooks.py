"""Wagtail asks enrolment before it serves a page, and learns the names of our audit actions."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.models import Page

from enrolment.gate import open_page
from enrolment.viewsets.group import PartnersGroup, partners_group
from enrolment.viewsets.home import OfficePanel, PartnersSummary
from lms.accounts.permissions import runs_office


@hooks.register("before_serve_page", order=-10)  # before Wagtail's own, which answers OPTIONS for whoever asks
def ask_the_gate(page: Page, request: HttpRequest, args: list[Any], kwargs: dict[str, Any]) -> HttpResponse | None:
    """Stop whoever may not read this page."""
    return open_page(page, request)


@hooks.register("register_admin_viewset")
def partners_menu() -> PartnersGroup:
    """Put “Partners” into the admin."""
    return partners_group


@hooks.register("construct_homepage_panels")
def office_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Show Central Office what nobody else will do."""
    if runs_office(request.user):
        panels.append(OfficePanel())


@hooks.register("construct_homepage_summary_items")
def partners_summary(request: HttpRequest, items: list[Any]) -> None:
    """Lead Central Office from home to partners."""
    items.append(PartnersSummary(request))


@hooks.register("register_log_actions")
def name_actions(actions: Any) -> None:
    """Give our audit actions words."""
    actions.register_action("enrolment.self_enrol", _("Enrol on a course"), _("Enrolled by own choice"))
    actions.register_action("enrolment.make_declaration", _("Agree to a declaration"), _("Declaration made"))
    actions.register_action("enrolment.confirm_name", _("Confirm the printed name"), _("Printed name confirmed"))
    actions.register_action("enrolment.complete", _("Complete a course"), _("Course completed"))
    actions.register_action("enrolment.withdraw", _("End an enrolment"), _("Enrolment ended before completion"))
    actions.register_action("enrolment.add_partner", _("Add a partner"), _("Partner organisation added"))
    actions.register_action("enrolment.change_partner", _("Change a partner"), _("Partner organisation changed"))
    actions.register_action("enrolment.add_site", _("Add a site"), _("Site added"))
    actions.register_action("enrolment.change_site", _("Change a site"), _("Site changed"))
    actions.register_action("enrolment.add_region", _("Add a region"), _("Region added"))
    actions.register_action("enrolment.change_region", _("Change a region"), _("Region changed"))
    actions.register_action("enrolment.remove", _("Delete a partner or site"), _("Deleted"))
    actions.register_action("enrolment.issue_licence", _("Issue a licence"), _("Licence year issued"))
    actions.register_action("enrolment.appoint", _("Appoint somebody"), _("Appointed"))
    actions.register_action("enrolment.end_appointment", _("End an appointment"), _("Appointment ended"))
    actions.register_action("enrolment.nominate", _("Nominate somebody"), _("Nominated"))
    actions.register_action("enrolment.issue_token", _("Issue an enrolment token"), _("Invitation sent"))
    actions.register_action("enrolment.resend_token", _("Send a new token"), _("Invitation sent again"))
    actions.register_action("enrolment.redeem", _("Take up a place"), _("Place taken up"))
    actions.register_action("enrolment.nomination_declined", _("Decline a place"), _("Place declined"))
    actions.register_action("enrolment.nomination_refused", _("Refuse a nomination"), _("Nomination refused"))
    actions.register_action("enrolment.nomination_revoked", _("Revoke an invitation"), _("Invitation revoked"))
    actions.register_action("enrolment.nomination_released", _("Release a place"), _("Place released"))
