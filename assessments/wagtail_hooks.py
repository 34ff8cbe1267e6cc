"""What assessments adds to the Wagtail admin."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter
from wagtail.models import ModelLogEntry, Page
from wagtail.snippets.models import register_snippet

from assessments.models import Question
from assessments.permissions import may_appoint_trainers
from assessments.refusing import WORDS as REFUSED
from assessments.views.exchange import BringInView, TakeOutView
from assessments.views.question_statistics import QuestionStatisticsView
from assessments.views.remarking import MarkAgainView, RemarkingView
from assessments.views.trainers import AppointTrainerView, EndTrainerView, TrainersView
from assessments.viewsets import QuestionBankGroup
from courses.models import CoursePage

register_snippet(QuestionBankGroup)


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    """Add the pages about trainers, and about single questions."""
    return [
        path("trainers/", TrainersView.as_view(), name="assessments_trainers"),
        path("trainers/appoint/", AppointTrainerView.as_view(), name="assessments_appoint_trainer"),
        path("questions/bring-in/", BringInView.as_view(), name="assessments_bring_in"),
        path("questions/take-out/", TakeOutView.as_view(), name="assessments_take_out"),
        path("questions/<int:pk>/mark-again/", RemarkingView.as_view(), name="assessments_remarking"),
        path("questions/<int:pk>/mark-again/confirm/", MarkAgainView.as_view(), name="assessments_mark_again"),
        path("questions/<int:pk>/", QuestionStatisticsView.as_view(), name="assessments_question_statistics"),
        path("trainers/<int:pk>/end/", EndTrainerView.as_view(), name="assessments_end_trainer"),
    ]


class TrainersMenuItem(MenuItem):
    """Shown to whoever appoints trainers."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Say whether this visitor does."""
        return may_appoint_trainers(request.user)


@hooks.register("register_admin_menu_item")
def trainers_menu_item() -> MenuItem:
    """Lead to the trainers from the side bar."""
    return TrainersMenuItem(_("Trainers"), reverse("assessments_trainers"), icon_name="group", order=60)


@hooks.register("register_page_listing_more_buttons")
@hooks.register("register_page_header_buttons")
def trainer_buttons(page: Page, user: Any, next_url: str | None = None, **kwargs: Any) -> Iterator[Button]:
    """Offer to appoint a trainer from a course that has them."""
    course = page.specific_deferred
    if isinstance(course, CoursePage) and not course.is_open and may_appoint_trainers(user):
        address = f"{reverse('assessments_appoint_trainer')}?course={course.pk}"
        yield Button(gettext("Appoint a trainer"), address, icon_name="group", priority=8)


@hooks.register("after_publish_page")
def name_drafts(request: HttpRequest, page: Page) -> None:
    """Tell whoever publishes a quiz which of its questions are drafts, and so are not asked."""
    drafts = Question.objects.filter(uses__page=page.pk, live=False).order_by("uses__sort_order")
    if drafts:
        words = gettext("Not asked, because they are not published yet: %(questions)s.")
        messages.warning(request, words % {"questions": "; ".join(map(str, drafts))})


class RefusalInWords(LogFormatter):
    """What somebody was refused, by its code."""

    label = _("Refuse somebody something")

    def format_message(self, log_entry: ModelLogEntry) -> Any:
        """Return the words of the code."""
        return REFUSED.get(log_entry.data["code"], self.label)


PAPER_ACTIONS = (
    ("begin_paper", _("Begin answers on paper"), _("Answers on paper begun")),
    ("end_for_paper", _("End an attempt for one on paper"), _("Attempt ended for one on paper")),
    ("enter_paper", _("Enter answers from paper"), _("Answers entered from paper")),
    ("return_paper", _("Give answers from paper back"), _("Answers from paper given back")),
    ("confirm_paper", _("Confirm answers from paper"), _("Answers from paper confirmed")),
    ("set_paper_aside", _("Set answers on paper aside"), _("Answers on paper set aside")),
)


@hooks.register("register_log_actions")
def name_actions(actions: Any) -> None:
    """Give our audit actions words."""
    actions.register_action("assessments.start_attempt", _("Start a quiz"), _("Quiz started"))
    actions.register_action("assessments.submit_attempt", _("Hand in a quiz"), _("Quiz handed in"))
    for action, words, done in PAPER_ACTIONS:
        actions.register_action(f"assessments.{action}", words, done)
    actions.register_action("assessments.refuse_file", _("Refuse a file"), _("Infected file refused"))
    actions.register_action("assessments.refuse")(RefusalInWords)
    actions.register_action("assessments.decide_review", _("Decide on a written task"), _("Written task decided on"))
    actions.register_action("assessments.release_review", _("Release a review"), _("Review released"))
    actions.register_action("assessments.grant_attempts", _("Grant attempts"), _("Further attempts granted"))
    actions.register_action("assessments.reopen_attempt", _("Reopen an attempt"), _("Attempt reopened"))
    actions.register_action("assessments.lengthen_attempt", _("Give more time"), _("More time given"))
    actions.register_action("assessments.appoint_trainer", _("Appoint a trainer"), _("Trainer appointed"))
    actions.register_action("assessments.end_trainer", _("End an appointment as trainer"), _("Trainer's time ended"))
    actions.register_action("assessments.correct_key", _("Correct a key"), _("Attempts marked again"))
    actions.register_action("assessments.mark_again", _("Mark an attempt again"), _("Attempt marked again"))
    actions.register_action("assessments.decide_pass", _("Decide on a pass"), _("Pass decided on"))
    actions.register_action("assessments.import_questions", _("Bring in questions"), _("Questions brought in"))
