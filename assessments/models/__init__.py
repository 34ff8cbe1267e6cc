"""What assessments keep: questions and rubrics, pages that ask them, attempts, and what trainers decided."""

from assessments.models.attempts import Attempt, Response, Status, history_of
from assessments.models.bank import Criterion, Difficulty, Question, QuestionBank, QuestionKind, QuestionOption, Rubric
from assessments.models.pages import AssessmentDraw, AssessmentPage, AssessmentQuestion, FeedbackPolicy
from assessments.models.reviews import Review, ReviewOutcome

__all__ = [
    "AssessmentDraw",
    "AssessmentPage",
    "AssessmentQuestion",
    "Attempt",
    "Criterion",
    "Difficulty",
    "FeedbackPolicy",
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
