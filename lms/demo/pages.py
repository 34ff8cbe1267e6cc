"""One page of a sample course from the plain values of its file: lesson, quiz, written task, declaration, name."""

from pathlib import Path
from typing import Any

from django.core.files.images import ImageFile
from wagtail.images import get_image_model
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
from courses.models import ActivityPage, LessonPage
from enrolment.models import DeclarationPage, NameConfirmationPage

FOLDER = Path(__file__).resolve().parent / "content"
SHARED = ("slug", "title", "minutes", "required")


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
    body = [_block(*next(iter(block.items()))) for block in data["body"]]
    return LessonPage(**fields, outcomes=outcomes, body=body)


def _block(kind: str, value: Any) -> dict[str, Any]:
    if kind == "text":
        return {"type": "text", "value": to_rich_text(value)}
    if kind == "callout":
        return {"type": "callout", "value": {**value, "text": to_rich_text(value["text"])}}
    picture = {"image": _image(value["file"]).pk, "alt_text": value["alt"], "decorative": False}
    return {"type": "image", "value": {"image": picture, "caption": value.get("caption", "")}}


def _image(name: str) -> Any:
    model = get_image_model()
    known = model.objects.filter(title=name).first()
    if known:
        return known
    with (FOLDER / "images" / name).open("rb") as file:
        return model.objects.create(title=name, file=ImageFile(file, name=name))


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
    question = Question(bank=bank, kind=data["kind"], prompt=to_rich_text(data["prompt"]))
    question.feedback = to_rich_text(data.get("feedback", ""))
    question.options = [
        QuestionOption(text=option["text"], is_correct=option["correct"], feedback=option.get("feedback", ""))
        for option in data.get("options", [])
    ]
    if "rubric" in data:
        question.word_from, question.word_to = data["words"]
        question.rubric = _rubric(data["rubric"])
    question.save()
    return question


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
