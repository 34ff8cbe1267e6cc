"""Which questions an attempt asks: the fixed ones in the editor's order, then those that are drawn by their tags."""

from collections.abc import Iterable

from django.db.models import Exists, prefetch_related_objects

from assessments.draws import Candidate, Tags, drawn
from assessments.models import AssessmentDraw, AssessmentPage, Question
from assessments.rules import READ_BY_TRAINER


def questions_of(assessment: AssessmentPage, *, seed: int) -> list[Question]:
    """Return the questions of one attempt at `assessment`, each once, with options and criteria; no drafts.

    Where a bank has fewer questions than a draw asks for, what is there is asked; the same seed draws the same ones.
    Two statements whatever the length, three more for draws whatever their number, and one for criteria of written
    answers.
    """
    wanted = AssessmentDraw.objects.filter(page=assessment).order_by("sort_order", "pk")
    fixed = Question.objects.filter(uses__page=assessment, live=True).select_related("rubric")
    found = list(fixed.annotate(has_draws=Exists(wanted)).order_by("uses__sort_order", "uses__pk"))
    asked: list[Question] = [*found]
    if not found or found[0].has_draws:
        asked += _drawn([draw.tags for draw in wanted], [question.pk for question in found], seed)
    prefetch_related_objects(asked, "options", "rubric__criteria")
    return asked


def _drawn(wanted: list[Tags], asked: list[int], seed: int) -> list[Question]:
    keys = [key for keys in drawn(wanted, _candidates(wanted), asked=asked, seed=seed) for key in keys]
    found = Question.objects.select_related("rubric").in_bulk(keys)
    return [found[key] for key in keys if key in found]


def _candidates(wanted: Iterable[Tags]) -> list[Candidate]:
    """Return what is published in the banks of these draws and marked by the machine, in an order that stays."""
    shelf = Question.objects.filter(bank__in={tags.bank for tags in wanted}, live=True)
    rows = shelf.exclude(kind__in=READ_BY_TRAINER).order_by("pk")
    return [Candidate(*row) for row in rows.values_list("pk", "bank", "point", "tool", "difficulty")]
