"""What courses adds to the Wagtail admin: the editions of courses, and deleting refused in words."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages as admin_messages
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from courses.deletion import why_not_delete
from courses.models import ActivityPage, CourseEdition, CoursePage
from courses.outline import course_of
from courses.pages import CourseTreePage
from courses.previews import make_up_learner
from courses.views.editions import EditionsView, EditionView
from courses.views.of_course import editions_url, publish_url
from courses.views.publishing import PublishEditionView
from courses.views.trainer_notes import TrainerNoteView, note_url
from courses.viewsets import CoursesPanel, ProgrammeViewSet, edition_due


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    """Add the pages about editions."""
    course = "courses/<int:page_id>/"
    return [
        path(f"{course}publish-edition/", PublishEditionView.as_view(), name="courses_publish_edition"),
        path(f"{course}editions/", EditionsView.as_view(), name="courses_editions"),
        path(f"{course}editions/<int:number>/", EditionView.as_view(), name="courses_edition"),
        path("activities/<int:page_id>/trainer-note/", TrainerNoteView.as_view(), name="courses_trainer_note"),
    ]


hooks.register("before_preview_page", make_up_learner)


@hooks.register("register_page_header_buttons")
def edition_buttons(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Offer the editions of a course, and the next one, to whoever may publish it."""
    course = page.specific_deferred
    if isinstance(course, CoursePage) and page.permissions_for_user(user).can_publish():
        yield Button(_("Publish edition"), publish_url(course), icon_name="upload", priority=5)
        yield Button(_("Editions"), editions_url(course), icon_name="list-ol", priority=6)


@hooks.register("register_page_header_buttons")
def note_button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Offer the note for trainers about an activity to whoever may edit its page."""
    if issubclass(page.specific_class or Page, ActivityPage) and page.permissions_for_user(user).can_edit():
        yield Button(_("Note for trainers"), note_url(page), icon_name="comment", priority=9)


@hooks.register("register_admin_viewset")
def programmes() -> ProgrammeViewSet:
    """Let editors choose the further words that each programme looks for."""
    return ProgrammeViewSet("programmes")


@hooks.register("construct_homepage_panels")
def courses_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Begin an editor's day with the courses."""
    panels.append(CoursesPanel(request.user))


@hooks.register("after_publish_page")
@hooks.register("after_unpublish_page")
def say_that_an_edition_is_due(request: HttpRequest, page: Page) -> None:
    """Tell an editor whose change is one of structure that learners take the current edition until the next one."""
    course = course_of(page)
    latest = CourseEdition.objects.current_for(course) if course else None
    if course and edition_due(course, latest):
        words = _("People who start “%(title)s” take its current edition until you publish the next one.")
        first = _("Nobody can start “%(title)s” until you publish an edition of it.")
        button = admin_messages.button(publish_url(course), _("Publish edition"))
        admin_messages.info(request, (words if latest else first) % {"title": course.title}, buttons=[button])


@hooks.register("after_move_page")
def say_so_after_moving(request: HttpRequest, page: Page) -> None:
    """The same for a page that stands elsewhere now; its own row still has the old place."""
    say_that_an_edition_is_due(request, Page.objects.get(pk=page.pk))


@hooks.register("after_copy_page")
def say_so_after_copying(request: HttpRequest, page: Page, copied: Page) -> None:
    """Give the blocks of the copies keys of their own, and say the same when they were published at once."""
    specific = copied.specific
    if isinstance(specific, CourseTreePage):
        specific.give_blocks_own_ids()
    say_that_an_edition_is_due(request, copied)


@hooks.register("before_delete_page")
def refuse_deletion(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Say why a page that people are learning with stays, instead of failing on the database's refusal."""
    return _refuse(request, [page])


@hooks.register("before_bulk_action")
def refuse_bulk_deletion(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> HttpResponse | None:
    """The same for several pages at once."""
    return _refuse(request, objects) if action_type == "delete" else None


def _refuse(request: HttpRequest, objects: Iterable[Any]) -> HttpResponse | None:
    for page in objects:
        sentence = why_not_delete(page) if isinstance(page, Page) else ""
        if sentence:
            messages.error(request, sentence)
            return redirect("wagtailadmin_explore", page.get_parent().pk)
    return None


@hooks.register("register_log_actions")
def name_actions(actions: Any) -> None:
    """Give our audit actions words."""
    actions.register_action(
        "courses.publish_edition", gettext_lazy("Publish an edition"), gettext_lazy("Edition published")
    )
    actions.register_action(
        "courses.write_trainer_note",
        gettext_lazy("Write a note for trainers"),
        gettext_lazy("Note for trainers written"),
    )
    actions.register_action(
        "courses.retire_activity", gettext_lazy("Retire an activity"), gettext_lazy("Activity retired")
    )
    actions.register_action(
        "courses.bring_back_activity", gettext_lazy("Bring an activity back"), gettext_lazy("Activity brought back")
    )
