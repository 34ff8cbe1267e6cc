"""Wagtail asks enrolment before it serves a page, and learns the names of our audit actions."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.models import Page

from courses.models import ActivityPage, CourseIndexPage, CoursePage
from courses.state import LearnerState, Margin
from enrolment.gate import open_page
from enrolment.margins import still_open
from enrolment.path import stations_for
from enrolment.services.reading import record_opening
from enrolment.views.editions import ActivitiesView, ApplyEditionView, BringBackView, RetireView
from enrolment.views.study_time import study_activity, study_course
from enrolment.viewsets.editions import PeoplePanel
from enrolment.viewsets.group import PartnersGroup, partners_group
from enrolment.viewsets.home import PartnersSummary


@hooks.register("before_serve_page", order=-10)  # before Wagtail's own, which answers OPTIONS for whoever asks
def ask_the_gate(page: Page, request: HttpRequest, args: list[Any], kwargs: dict[str, Any]) -> HttpResponse | None:
    """Stop whoever may not read this page."""
    return open_page(page, request)


@hooks.register("before_serve_page", order=-5)  # only where the gate let the reader through
def remember_the_page(page: Page, request: HttpRequest, args: list[Any], kwargs: dict[str, Any]) -> None:
    """Keep which activity a learner opened last: there they go on next time."""
    learner: LearnerState | None = getattr(request, "learner", None)
    if learner is None or not isinstance(page, ActivityPage) or request.method != "GET":
        return
    row = learner.row(page.activity_key)
    if row and row.is_available:
        record_opening(enrolment_id=learner.enrolment_id, activity_key=row.key, at=timezone.now())


@hooks.register("before_preview_page", order=5)  # after courses have made somebody up
def prepare_preview(page: Page, request: HttpRequest, mode_name: str) -> None:
    """Show in previews what marking a lesson as done waits for, and the catalogue as visitors meet it."""
    learner: LearnerState | None = getattr(request, "learner", None)
    if learner and isinstance(page, ActivityPage):
        points = still_open(page, filled=(), end_seen=False)
        request.learner = learner.with_margin(Margin(open_points=points))  # type: ignore[attr-defined]  # as the gate does
    elif isinstance(page, CourseIndexPage):
        request.stations = stations_for(AnonymousUser())  # type: ignore[attr-defined]  # as above


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    """Add the pages on which editors decide what becomes of people in progress."""
    course = "courses/<int:page_id>/"
    return [
        path(f"{course}apply-edition/", ApplyEditionView.as_view(), name="enrolment_apply_edition"),
        path(f"{course}activities/", ActivitiesView.as_view(), name="enrolment_activities"),
        path(f"{course}activities/<uuid:key>/retire/", RetireView.as_view(), name="enrolment_retire"),
        path(f"{course}activities/<uuid:key>/bring-back/", BringBackView.as_view(), name="enrolment_bring_back"),
    ]


@hooks.register("construct_editions_page")
def people_on_editions(request: HttpRequest, course: CoursePage, panels: list[Any]) -> None:
    """Show editors who is on which edition of the course."""
    panels.append(PeoplePanel(course))


@hooks.register("before_serve_page", order=-4)  # only where the gate let the reader through
def keep_time(page: Page, request: HttpRequest, args: list[Any], kwargs: dict[str, Any]) -> None:
    """Let the time of a learner run on the page that opens, and no longer on the one before."""
    if isinstance(page, CoursePage):
        study_course(page, request)
    elif isinstance(page, ActivityPage) and getattr(request, "learner", None):
        study_activity(page, request)


@hooks.register("register_admin_viewset")
def partners_menu() -> PartnersGroup:
    """Put “Partners” into the admin."""
    return partners_group


@hooks.register("construct_homepage_summary_items")
def partners_summary(request: HttpRequest, items: list[Any]) -> None:
    """Lead Central Office from home to partners."""
    items.append(PartnersSummary(request))


@hooks.register("register_log_actions")
def name_actions_of_learning(actions: Any) -> None:
    """Give our audit actions words: what learners do, and what is done for them."""
    actions.register_action("enrolment.self_enrol", _("Enrol on a course"), _("Enrolled by own choice"))
    actions.register_action("enrolment.make_declaration", _("Agree to a declaration"), _("Declaration made"))
    actions.register_action("enrolment.confirm_name", _("Confirm the printed name"), _("Printed name confirmed"))
    actions.register_action("enrolment.recognise", _("Recognise a qualification"), _("Qualification recognised"))
    actions.register_action("enrolment.apply_edition", _("Apply an edition"), _("Moved to the newest edition"))
    actions.register_action("enrolment.wait_for_time", _("Wait for study time"), _("Done but for study time"))
    actions.register_action("enrolment.mark_done", _("Mark an activity as done"), _("Marked as done by staff"))
    actions.register_action(
        "enrolment.mark_undone", _("Mark an activity as not done"), _("Marked as not done by staff")
    )
    actions.register_action("enrolment.complete", _("Complete a course"), _("Course completed"))
    actions.register_action("enrolment.withdraw", _("End an enrolment"), _("Enrolment ended before completion"))


@hooks.register("register_log_actions")
def name_actions_of_partners(actions: Any) -> None:
    """Give our audit actions words: what is done with partners, places and people."""
    actions.register_action("enrolment.add_partner", _("Add a partner"), _("Partner organisation added"))
    actions.register_action("enrolment.change_partner", _("Change a partner"), _("Partner organisation changed"))
    actions.register_action("enrolment.add_site", _("Add a site"), _("Site added"))
    actions.register_action("enrolment.change_site", _("Change a site"), _("Site changed"))
    actions.register_action("enrolment.add_region", _("Add a region"), _("Region added"))
    actions.register_action("enrolment.change_region", _("Change a region"), _("Region changed"))
    actions.register_action("enrolment.remove", _("Delete a partner or site"), _("Deleted"))
    actions.register_action("enrolment.issue_licence", _("Issue a licence"), _("Licence year issued"))
    actions.register_action("enrolment.record_payment", _("Record a payment"), _("Fee of a licence year paid"))
    actions.register_action("enrolment.grant_places", _("Change the number of places"), _("Number of places changed"))
    actions.register_action("enrolment.set_price", _("Set a price"), _("Price set"))
    actions.register_action("enrolment.end_price", _("Take a price off the list"), _("Price taken off the list"))
    actions.register_action("enrolment.appoint", _("Appoint somebody"), _("Appointed"))
    actions.register_action("enrolment.end_appointment", _("End an appointment"), _("Appointment ended"))
    actions.register_action("enrolment.nominate", _("Nominate somebody"), _("Nominated"))
    actions.register_action("enrolment.issue_token", _("Issue an enrolment token"), _("Invitation sent"))
    actions.register_action("enrolment.resend_token", _("Send a new token"), _("Invitation sent again"))
    actions.register_action("enrolment.correct_address", _("Correct a nominee’s address"), _("Address corrected"))
    actions.register_action("enrolment.redeem", _("Take up a place"), _("Place taken up"))
    actions.register_action("enrolment.nomination_declined", _("Decline a place"), _("Place declined"))
    actions.register_action("enrolment.nomination_refused", _("Refuse a nomination"), _("Nomination refused"))
    actions.register_action("enrolment.nomination_revoked", _("Revoke an invitation"), _("Invitation revoked"))
    actions.register_action("enrolment.record_affiliation", _("Record where somebody belongs"), _("Belongs to a site"))
    actions.register_action("enrolment.end_affiliation", _("Say that somebody has left"), _("Left the site"))
    actions.register_action("enrolment.move_person", _("Move somebody to another site"), _("Moved to another site"))
    actions.register_action("enrolment.confirm_check", _("Confirm a check"), _("Check confirmed"))
    actions.register_action("enrolment.withdraw_check", _("Take a check back"), _("Confirmed check taken back"))
    actions.register_action("enrolment.nomination_released", _("Release a place"), _("Place released"))
    actions.register_action("enrolment.nomination_transferred", _("Move a nomination"), _("Moved to another place"))
    actions.register_action("enrolment.extend_invitation", _("Give an invitation more time"), _("Given more time"))
    actions.register_action("enrolment.add_note", _("Write a note about a partner"), _("Note about a partner written"))
    actions.register_action("enrolment.change_note", _("Change a note about a partner"), _("Note changed"))
    actions.register_action("enrolment.remove_note", _("Remove a note about a partner"), _("Note removed"))
    actions.register_action("enrolment.nudge", _("Send a reminder"), _("Reminder sent"))
    actions.register_action("enrolment.pause", _("Pause with a place"), _("Paused"))
    actions.register_action("enrolment.resume", _("Go on after a pause"), _("Went on"))
    actions.register_action("enrolment.tick_step", _("Tick a step of the set-up"), _("Step of the set-up done"))
    actions.register_action("enrolment.untick_step", _("Take a tick back"), _("Step of the set-up not done"))
