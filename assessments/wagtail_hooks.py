"""What assessments adds to the Wagtail admin."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from assessments.viewsets import QuestionBankGroup

register_snippet(QuestionBankGroup)


@hooks.register("register_log_actions")
def name_actions(actions: Any) -> None:
    """Give our audit actions words."""
    actions.register_action("assessments.start_attempt", _("Start a quiz"), _("Quiz started"))
    actions.register_action("assessments.submit_attempt", _("Hand in a quiz"), _("Quiz handed in"))
