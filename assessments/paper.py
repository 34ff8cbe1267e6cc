"""Freezing a paper: the questions of a quiz as they are now become plain values that never change."""

from dataclasses import replace

from assessments.models import AssessmentPage, Question, Rubric
from assessments.rubrics import FrozenCriterion, FrozenRubric
from assessments.rules import Item, Kind, Option, Paper, shuffled


def freeze_paper(assessment: AssessmentPage, *, seed: int) -> Paper:
    """Return the paper of `assessment` with options shuffled by `seed`.

    Two statements whatever the length, and one more for the criteria of written answers.
    """
    questions = (
        Question.objects.filter(uses__page=assessment)
        .select_related("rubric")
        .order_by("uses__sort_order", "uses__pk")
        .prefetch_related("options", "rubric__criteria")
    )
    items = shuffled((_item(question) for question in questions), seed)
    return Paper(items, assessment.pass_mark, seed)


def _item(question: Question) -> Item:
    options = tuple(
        Option(str(option.key), option.text, option.is_correct, option.feedback) for option in question.options.all()
    )
    item = Item(str(question.key), Kind(question.kind), question.prompt, question.feedback, options)
    if not item.is_written or question.rubric is None:
        return item
    return replace(
        item, options=(), word_from=question.word_from, word_to=question.word_to, rubric=_rubric(question.rubric)
    )


def _rubric(rubric: Rubric) -> FrozenRubric:
    criteria = (FrozenCriterion(str(row.key), row.title, row.description, row.levels) for row in rubric.criteria.all())
    return FrozenRubric(rubric.name, tuple(criteria))
