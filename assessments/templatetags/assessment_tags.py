"""What quiz templates ask for."""

from typing import Any

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.desk import Desk, desk_of, first_desk
from assessments.forms.answers import AnswerForm
from assessments.models import AssessmentPage, Attempt, history_of
from assessments.services.attempts import start_sentence
from courses.state import LearnerState
from lms.core.templatetags.components import duration, error_summary

register = template.Library()
DAY = 24 * 60  # minutes


@register.simple_tag
def quiz_desk(assessment: AssessmentPage, learner: LearnerState | None) -> Desk | None:
    """Return the learner's desk before this quiz; None where nobody is learning."""
    if learner is None:
        return None
    at = timezone.now()
    return first_desk(assessment, at=at) if learner.is_made_up else desk_of(assessment, learner.enrolment_id, at=at)


@register.simple_tag
def why_not_start(assessment: AssessmentPage, desk: Desk) -> str:
    """Return the sentence that says why no attempt may start now; empty when one may."""
    return start_sentence(desk.refusal, assessment, history_of(list(desk.finished))) if desk.refusal else ""


@register.filter
def time_taken(attempt: Attempt) -> str:
    """Say how long it was from the start of an attempt to its being handed in, pauses included."""
    if attempt.submitted_at is None:
        return ""
    minutes = int((attempt.submitted_at - attempt.started_at).total_seconds() // 60)
    if not minutes:
        return _("under a minute")
    days = minutes // DAY
    return ngettext("%(days)d day", "%(days)d days", days) % {"days": days} if days else duration(minutes)


@register.simple_tag
def review_promise() -> str:
    """Return what we promise whoever handed in a written task, in a sentence (domain B 26)."""
    days = settings.REVIEW_PROMISE_WORKING_DAYS
    words = ngettext(
        "A trainer reads it within %(days)d working day.", "A trainer reads it within %(days)d working days.", days
    )
    return words % {"days": days}


@register.inclusion_tag("components/error_summary.html")
def all_problems(forms: list[AnswerForm]) -> dict[str, Any]:
    """Draw what has to be looked at again in several forms on one page, as `error_summary` does for each."""
    return error_summary(*forms)
