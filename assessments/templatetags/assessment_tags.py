"""What quiz templates ask for."""

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.translation import ngettext

from assessments.desk import Desk, desk_of
from assessments.models import AssessmentPage, history_of
from assessments.services.attempts import start_sentence
from courses.state import LearnerState

register = template.Library()


@register.simple_tag
def quiz_desk(assessment: AssessmentPage, learner: LearnerState | None) -> Desk | None:
    """Return the learner's desk before this quiz; None in a preview, where nobody is learning."""
    return desk_of(assessment, learner.enrolment_id, at=timezone.now()) if learner else None


@register.simple_tag
def why_not_start(assessment: AssessmentPage, desk: Desk) -> str:
    """Return the sentence that says why no attempt may start now; empty when one may."""
    return start_sentence(desk.refusal, assessment, history_of(list(desk.finished))) if desk.refusal else ""


@register.simple_tag
def review_promise() -> str:
    """Return what we promise whoever handed in a written task, in a sentence (domain B 26)."""
    days = settings.REVIEW_PROMISE_WORKING_DAYS
    words = ngettext(
        "A trainer reads it within %(days)d working day.", "A trainer reads it within %(days)d working days.", days
    )
    return words % {"days": days}
