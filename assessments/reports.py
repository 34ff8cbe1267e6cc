"""What marked attempts say about one question: read from rows, whatever their number in a few statements."""

from collections import defaultdict
from collections.abc import Mapping
from fractions import Fraction

from django.db.models import Q

from assessments.items import Item, Paper
from assessments.managers import AttemptQuerySet
from assessments.marking import mark_item
from assessments.models import AssessmentPage, Attempt, Question, Response
from assessments.rules import READ_BY_TRAINER, Kind
from assessments.statistics import Asked

NEWEST = 1_000  # attempts that are looked at: enough to tell, and no more memory however many there are
WITH_CHOICES = frozenset({Kind.SINGLE, Kind.MULTIPLE, Kind.TRUE_FALSE, Kind.SCENARIO})


def asked_of(question: Question) -> tuple[list[Asked], Item | None]:
    """Return the newest marked attempts that were asked `question`, and the question as the newest of them had it.

    Two statements. Attempts in progress, awaiting review and withdrawn ones do not count; a question nobody answered
    earned nothing.
    """
    key = str(question.key)
    attempts = list(_marked(question).order_by("-finished_at", "-pk")[:NEWEST])
    papers = {attempt.pk: attempt.paper for attempt in attempts}
    asked = {pk: paper for pk, paper in papers.items() if paper.item(key)}
    given: dict[object, dict[str, Response]] = defaultdict(dict)
    for row in Response.objects.filter(attempt__in=list(asked)):
        given[row.attempt_id][str(row.item_key)] = row
    rows = [_asked(paper, key, given[pk]) for pk, paper in asked.items()]
    newest = next(iter(asked.values()), None)
    return rows, newest.item(key) if newest else None


def _marked(question: Question) -> AttemptQuerySet:
    """Return the marked attempts at every quiz that asks the question, or ever had an answer to it."""
    answered = Response.objects.filter(item_key=question.key).values("attempt__assessment")
    asking = AssessmentPage.objects.filter(questions__question=question).values("pk")
    return Attempt.objects.finished().filter(Q(assessment__in=answered) | Q(assessment__in=asking))


def _asked(paper: Paper, key: str, given: Mapping[str, Response]) -> Asked:
    earned = {item.key: _earned(item, given.get(item.key)) for item in paper.chosen}
    item = next((item for item in paper.chosen if item.key == key), None)
    others = [other for other in paper.chosen if other.key != key]
    possible = sum(other.marks for other in others)
    rest = float(sum(earned[other.key] for other in others) / possible) if possible else None
    share = float(earned[key] / item.marks) if item else 0.0
    return Asked(share, rest, tuple(given[key].chosen) if key in given else ())


def _earned(item: Item, response: Response | None) -> Fraction:
    """Return the marks earned: as they were stored, else as the machine marks the answer."""
    if response is None:
        return Fraction(0)
    return mark_item(item, response.answer) if response.mark is None else Fraction(response.mark)


def pages_asking(question: Question) -> list[AssessmentPage]:
    """Return the quizzes that always ask `question`, and those that may draw it from its bank; one statement.

    What a trainer reads is never drawn.
    """
    fits = Q(draws__bank=question.bank_id)
    fits &= Q(draws__point="") | Q(draws__point=question.point)
    fits &= Q(draws__tool=None) | Q(draws__tool=question.tool_id)
    fits &= Q(draws__difficulty=None) | Q(draws__difficulty=question.difficulty)
    always = Q(questions__question=question)
    found = AssessmentPage.objects.filter(always if question.kind in READ_BY_TRAINER else always | fits)
    return list(AssessmentPage.objects.filter(pk__in=found.values("pk")).order_by("path"))
