"""What assessments keep: questions and rubrics, pages that ask them, attempts, and what trainers decided."""

from assessments.models.attempts import Attempt, Response, Status, history_of
from assessments.models.bank import Criterion, Difficulty, Question, QuestionBank, QuestionKind, QuestionOption, Rubric
from assessments.models.corrections import KeyCorrection, PassDecision, Remark
from assessments.models.pages import AssessmentDraw, AssessmentPage, AssessmentQuestion, FeedbackPolicy
from assessments.models.reviews import Review, ReviewOutcome
from assessments.models.support import FurtherAttempts, PaperEntry, Reopening

__all__ = [
    "AssessmentDraw",
    "AssessmentPage",
    "AssessmentQuestion",
    "Attempt",
    "Criterion",
    "Difficulty",
    "FeedbackPolicy",
    "FurtherAttempts",
    "KeyCorrection",
    "PaperEntry",
    "PassDecision",
    "Question",
    "QuestionBank",
    "QuestionKind",
    "QuestionOption",
    "Remark",
    "Reopening",
    "Response",
    "Review",
    "ReviewOutcome",
    "Rubric",
    "Status",
    "history_of",
]
