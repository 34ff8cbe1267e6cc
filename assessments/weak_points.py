"""What a learner may want to look at again, for that learner alone: tools, in kind words, with the lessons on them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.answers import Answer
from assessments.models import Attempt
from assessments.results import marks_in_words, shown_by
from assessments.strengths import Marked, Strength, marked, strengths, weakest
from content.models import Tool
from courses.models import LessonPage
from courses.state import OutlineRow
from enrolment.access import Standing
from enrolment.models import Enrolment
from enrolment.progress import learner_state


@dataclass(frozen=True)
class WeakPoint:
    """One tool worth another look. `words`: how its questions went; `lessons`: those on it that can be opened now."""

    name: str
    purpose: str
    words: str
    lessons: tuple[OutlineRow, ...]


def weak_points_of_attempt(
    attempt: Attempt, answers: Mapping[str, Answer], standing: Standing
) -> tuple[WeakPoint, ...]:
    """Return the tools worth another look after one attempt; none before it is marked, or where only the mark shows.

    Arguments: `answers` by question key; `standing`, where the learner stands with the course now, for the lessons of
    their edition. Nothing weak costs no statement, anything weak four.
    """
    return _weak_points(_marks(attempt, answers), standing)


def weak_points_of_course(standing: Standing) -> tuple[WeakPoint, ...]:
    """Return the tools worth another look in a whole course, by the newest marked attempt at each quiz of it.

    Two statements where nothing is weak, otherwise six, whatever the number of quizzes, questions and lessons.
    """
    found = _newest_attempts(standing.enrolment) if standing.enrolment else ()
    return _weak_points([mark for attempt in found for mark in _marks(attempt, _answers(attempt))], standing)


def _newest_attempts(enrolment: Enrolment) -> Iterable[Attempt]:
    mine = Attempt.objects.finished().filter(enrolment=enrolment)
    newer = mine.filter(assessment=OuterRef("assessment"), number__gt=OuterRef("number"))
    newest = mine.filter(~Exists(newer)).select_related("assessment").prefetch_related("responses")
    return newest.order_by("assessment__path")


def _answers(attempt: Attempt) -> dict[str, Answer]:
    return {str(response.item_key): response.answer for response in attempt.responses.all()}


def _marks(attempt: Attempt, answers: Mapping[str, Answer]) -> tuple[Marked, ...]:
    shown = shown_by(attempt.assessment.feedback_policy, is_passed=attempt.is_passed)
    return marked(attempt.paper, answers) if attempt.is_marked and shown.questions else ()


def _weak_points(marks: Iterable[Marked], standing: Standing) -> tuple[WeakPoint, ...]:
    weak = [strength for strength in strengths(marks) if strength.is_weak]
    if not weak:
        return ()
    tools = Tool.objects.in_bulk([strength.tool for strength in weak])  # a paper may name one that is gone since
    chosen = weakest(strength for strength in weak if strength.tool in tools)
    lessons = _lessons_on([strength.tool for strength in chosen], standing)
    return tuple(_weak_point(tools[strength.tool], strength, lessons[strength.tool]) for strength in chosen)


def _weak_point(tool: Tool, strength: Strength, lessons: list[OutlineRow]) -> WeakPoint:
    return WeakPoint(tool.name, tool.purpose, words_for(strength), tuple(lessons))


def _lessons_on(tools: Collection[int], standing: Standing) -> dict[int, list[OutlineRow]]:
    """Return the lessons of the learner's edition on each tool that can be opened, in the order of the outline."""
    taught = LessonPage.objects.descendant_of(standing.course).filter(tools__in=tools)
    on: dict[str, set[int]] = defaultdict(set)
    for key, tool in taught.values_list("translation_key", "tools"):
        on[str(key)].add(tool)
    rows = [row for row in learner_state(standing).rows if row.is_available]
    return {tool: [row for row in rows if tool in on[row.key]] for tool in tools}


def words_for(strength: Strength) -> str:
    """Return how the questions on a tool went, kindly: what was right, and nothing about what was not."""
    if not strength.earned:
        again = ngettext(
            "%(count)d question to look at again", "%(count)d questions to look at again", strength.questions
        )
        return again % {"count": strength.questions}
    if strength.in_parts:
        return marks_in_words(strength.earned, strength.possible)
    return _("%(right)d of %(count)d right") % {"right": strength.right, "count": strength.questions}
