"""Freezing a paper: the questions of a quiz as they are now become plain values that never change."""

from assessments.models import AssessmentPage, Question
from assessments.rules import Item, Kind, Option, Paper, shuffled


def freeze_paper(assessment: AssessmentPage, *, seed: int) -> Paper:
    """Return the paper of `assessment` with options shuffled by `seed`; two statements whatever the length."""
    questions = (
        Question.objects.filter(uses__page=assessment)
        .order_by("uses__sort_order", "uses__pk")
        .prefetch_related("options")
    )
    items = shuffled((_item(question) for question in questions), seed)
    return Paper(items, assessment.pass_mark, seed)


def _item(question: Question) -> Item:
    options = tuple(
        Option(str(option.key), option.text, option.is_correct, option.feedback) for option in question.options.all()
    )
    return Item(str(question.key), Kind(question.kind), question.prompt, question.feedback, options)
