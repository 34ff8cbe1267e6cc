"""One page of a sample course from the plain values of its file: lesson, quiz, written task, declaration, name."""

from pathlib import Path
from typing import Any

from wagtail.models import Page

from assessments.models import (
    AssessmentPage,
    AssessmentQuestion,
    Criterion,
    Question,
    QuestionBank,
    QuestionOption,
    Rubric,
)
from content.markup import to_rich_text
from content.models import Tool
from courses.models import ActivityPage, LessonPage
from enrolment.models import DeclarationPage, NameConfirmationPage
from lms.demo.blocks import block_of

FOLDER = Path(__file__).resolve().parent / "content"
SHARED = ("slug", "title", "minutes", "required")
SETTINGS = ("name", "marks", "part_marks", "point", "difficulty", "gap_text")
WAY = {"is_right": False, "feedback": "", "goes_to": None}  # of a scenario, where the file says nothing


def add_page(parent: Page, child: Page) -> Page:
    """Put `child` below `parent`, published, and return it."""
    fresh = Page.objects.get(pk=parent.pk)  # tree fields change with every child added
    made: Page = fresh.add_child(instance=child)
    made.save_revision().publish()  # so that editors can compare their first change with what was there
    return made


def activity_page(data: dict[str, Any], *, bank: str) -> ActivityPage:
    """Return the page, not yet in the tree, that `data` describes; its questions go into the bank of that name."""
    fields = {name: data[name] for name in SHARED if name in data}
    match data["kind"]:
        case "lesson":
            return _lesson(data, fields)
        case "declaration":
            return _declaration(data, fields)
        case "name":
            return NameConfirmationPage(**fields, intro=to_rich_text(data["intro"]))
        case "quiz":
            return _quiz(data, fields, bank=QuestionBank.objects.get_or_create(name=bank)[0])
    raise ValueError(data["kind"])


def _lesson(data: dict[str, Any], fields: dict[str, Any]) -> LessonPage:
    outcomes = [{"type": "outcome", "value": text} for text in data.get("outcomes", [])]
    body = [block_of(*next(iter(block.items()))) for block in data["body"]]
    page = LessonPage(**fields, outcomes=outcomes, body=body)
    page.tools = Tool.objects.filter(key__in=data.get("tools", []))
    return page


def _declaration(data: dict[str, Any], fields: dict[str, Any]) -> DeclarationPage:
    statements = [{"type": "statement", "value": text} for text in data["statements"]]
    intro = to_rich_text(data["intro"])
    return DeclarationPage(**fields, intro=intro, statements=statements, agreement=data["agreement"])


def _quiz(data: dict[str, Any], fields: dict[str, Any], *, bank: QuestionBank) -> AssessmentPage:
    limits = {name: data[name] for name in ("attempts_allowed", "cool_down_hours") if name in data}
    page = AssessmentPage(**fields, **limits, intro=to_rich_text(data["intro"]))
    page.questions = [AssessmentQuestion(question=_question(bank, row)) for row in data["questions"]]
    return page


def _question(bank: QuestionBank, data: dict[str, Any]) -> Question:
    settings = {name: data[name] for name in SETTINGS if name in data}
    question = Question(bank=bank, kind=data["kind"], prompt=to_rich_text(data["prompt"]), **settings)
    question.feedback = to_rich_text(data.get("feedback", ""))
    question.tool = Tool.objects.get(key=data["tool"]) if "tool" in data else None
    question.story = [("situation", _situation(row)) for row in data.get("story", [])]
    question.options = [_option(row, place) for place, row in enumerate(data.get("options", []))]
    if "rubric" in data:
        question.word_from, question.word_to = data["words"]
        question.rubric = _rubric(data["rubric"])
    question.save()
    return question


def _option(row: dict[str, Any], place: int) -> QuestionOption:
    words = {name: row[name] for name in ("text", "match", "feedback", "weight") if name in row}
    return QuestionOption(**words, is_correct=row.get("correct", False), sort_order=place)


def _situation(row: dict[str, Any]) -> dict[str, Any]:
    return {"text": row["text"], "choices": [{**WAY, **way} for way in row["choices"]]}


def _rubric(data: dict[str, Any]) -> Rubric:
    known = Rubric.objects.filter(name=data["name"]).first()
    if known:
        return known
    rubric = Rubric(name=data["name"])
    rubric.criteria = [_criterion(row) for row in data["criteria"]]
    rubric.save()
    return rubric


def _criterion(data: dict[str, Any]) -> Criterion:
    levels = {f"level_{level}": words for level, words in enumerate(data["levels"])}
    return Criterion(title=data["title"], description=data["description"], **levels)
