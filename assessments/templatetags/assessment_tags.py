"""What quiz templates ask for."""

from django import template
from django.utils import timezone

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
