"""What assessments keep: questions and rubrics, pages that ask them, attempts, and what trainers decided."""

from assessments.models.attempts import Attempt, Response, Status, history_of
from assessments.models.bank import Criterion, Question, QuestionBank, QuestionKind, QuestionOption, Rubric
from assessments.models.pages import AssessmentPage, AssessmentQuestion
from assessments.models.reviews import Review, ReviewOutcome

__all__ = [
    "AssessmentPage",
    "AssessmentQuestion",
    "Attempt",
    "Criterion",
    "Question",
    "QuestionBank",
    "QuestionKind",
    "QuestionOption",
    "Response",
    "Review",
    "ReviewOutcome",
    "Rubric",
    "Status",
    "history_of",
]
