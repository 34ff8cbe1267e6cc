"""The question bank as further texts of the language check: what no quiz asks. The rest is read with the quizzes."""

from django.db.models import QuerySet

from assessments.models import Question, Rubric
from content.registries import FurtherTexts


class QuestionTexts(FurtherTexts):
    """Published questions that stand in no quiz, with answers, feedback and rubric; quizzes may draw them."""

    model = Question

    def live(self) -> QuerySet:
        return Question.objects.published().filter(uses=None).select_related("bank", "rubric")


class RubricTexts(FurtherTexts):
    """Rubrics that no question names."""

    model = Rubric

    def live(self) -> QuerySet:
        return Rubric.objects.filter(questions=None)
