"""Wagtail asks enrolment before it serves a page, and learns the names of our audit actions."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.models import Page

from enrolment.gate import open_page


@hooks.register("before_serve_page", order=-10)  # before Wagtail's own, which answers OPTIONS for whoever asks
def ask_the_gate(page: Page, request: HttpRequest, args: list[Any], kwargs: dict[str, Any]) -> HttpResponse | None:
    """Stop whoever may not read this page."""
    return open_page(page, request)


@hooks.register("register_log_actions")
def name_actions(actions: Any) -> None:
    """Give our audit actions words."""
    actions.register_action("enrolment.self_enrol", _("Enrol on a course"), _("Enrolled by own choice"))
    actions.register_action("enrolment.make_declaration", _("Agree to a declaration"), _("Declaration made"))
    actions.register_action("enrolment.confirm_name", _("Confirm the printed name"), _("Printed name confirmed"))
    actions.register_action("enrolment.complete", _("Complete a course"), _("Course completed"))
    actions.register_action("enrolment.withdraw", _("End an enrolment"), _("Enrolment ended before completion"))
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
