"""Quizzes about tools, marked attempts at them, and lessons on the tools."""

from typing import Any

from assessments.models import AssessmentPage, Attempt, Question, Response
from content.models import Tool
from courses.models import LessonPage
from enrolment.models import Enrolment
from tests.cast import NOW
from tests.factories.attempts import AttemptFactory, right_answer, wrong_answer

CHOOSE = {"r": right_answer, "w": wrong_answer}


def ask_about(quiz: AssessmentPage, *tools: Tool) -> None:
    """Let the questions of `quiz` be about these tools, in their order."""
    for use, tool in zip(quiz.questions.order_by("sort_order"), tools, strict=True):
        Question.objects.filter(pk=use.question_id).update(tool=tool)


def tried(enrolment: Enrolment, quiz: AssessmentPage, answers: str, **more: Any) -> Attempt:
    """Return an attempt, not yet passed unless `more` says so: each question right, wrong or left open ("rw-")."""
    standing = {"not_yet_passed": True} | ({"not_yet_passed": False} if {"status", "passed"} & more.keys() else {})
    attempt = AttemptFactory(enrolment=enrolment, assessment=quiz, **standing, **more)
    Response.objects.bulk_create(
        Response(attempt=attempt, item_key=item.key, chosen=CHOOSE[letter](item), saved_at=NOW)
        for item, letter in zip(attempt.paper.chosen, answers, strict=True)
        if letter in CHOOSE
    )
    return attempt


def teach(lesson: LessonPage, *tools: Tool) -> None:
    """Let `lesson` teach these tools."""
    lesson.tools.set(tools)
    lesson.save()
