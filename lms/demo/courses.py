"""The demo's courses: YAML files become pages, questions and one edition each; a course with lessons is left alone."""

from pathlib import Path
from typing import Any

import yaml
from django.core.files.images import ImageFile
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.models import Page

from assessments.models import AssessmentPage, AssessmentQuestion, Question, QuestionBank, QuestionOption
from content.markup import to_rich_text
from courses.models import CoursePage, LessonPage, ModulePage
from courses.services.editions import publish_edition

FOLDER = Path(__file__).resolve().parent / "content"
UNLIMITED = {"attempts_allowed": None, "cool_down_hours": 0}


def load_courses() -> int:
    """Fill every course that has no module yet from its file; return how many were filled."""
    files = sorted((FOLDER / "courses").glob("*.yaml"))
    return sum(_load(yaml.safe_load(path.read_text(encoding="utf-8"))) for path in files)


def _load(data: dict[str, Any]) -> bool:
    course = CoursePage.objects.get(slug=data["slug"])
    if ModulePage.objects.child_of(course).exists():
        return False
    _describe(course, data)
    modules = {module["slug"]: _add_module(course, module) for module in data["modules"]}
    if "assessment" in data:
        quiz = data["assessment"]
        _add_quiz(modules[quiz["module"]], quiz, bank=_bank(course), limits=UNLIMITED if not data["requires"] else {})
    course.refresh_from_db()
    if course.live:
        publish_edition(course=course, by=None, at=timezone.now(), note="First edition of the sample course")
    return True


def _describe(course: CoursePage, data: dict[str, Any]) -> None:
    course.summary, course.who_for = data["summary"], data["who_for"]
    course.about, course.is_sample = to_rich_text(data["about"]), data["sample_note"]
    course.study_minutes, course.minimum_age = data["study_minutes"], data["minimum_age"]
    course.outcomes = [{"type": "outcome", "value": text} for text in data["outcomes"]]
    course.save()


def _add(parent: Page, child: Page) -> Page:
    fresh = Page.objects.get(pk=parent.pk)  # tree fields change with every child added
    made: Page = fresh.add_child(instance=child)
    made.save_revision().publish()  # so that editors can compare their first change with what was there
    return made


def _add_module(course: CoursePage, data: dict[str, Any]) -> ModulePage:
    module: ModulePage = _add(
        course, ModulePage(slug=data["slug"], title=data["title"], summary=data.get("summary", ""))
    )
    for lesson in data["lessons"]:
        _add_lesson(module, lesson)
    return module


def _add_lesson(module: ModulePage, data: dict[str, Any]) -> None:
    fields = {name: data[name] for name in ("slug", "title", "minutes", "required")}
    outcomes = [{"type": "outcome", "value": text} for text in data.get("outcomes", [])]
    body = [_block(*next(iter(block.items()))) for block in data["body"]]
    _add(module, LessonPage(**fields, outcomes=outcomes, body=body))


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


def _bank(course: CoursePage) -> QuestionBank:
    return QuestionBank.objects.get_or_create(name=course.title, defaults={"description": "Sample questions"})[0]


def _add_quiz(module: ModulePage, data: dict[str, Any], *, bank: QuestionBank, limits: dict[str, Any]) -> None:
    fields = {name: data[name] for name in ("slug", "title", "minutes")}
    page = AssessmentPage(**fields, intro=to_rich_text(data["intro"]), **limits)
    page.questions = [AssessmentQuestion(question=_question(bank, row)) for row in data["questions"]]
    _add(module, page)


def _question(bank: QuestionBank, data: dict[str, Any]) -> Question:
    question = Question(bank=bank, kind=data["kind"], prompt=to_rich_text(data["prompt"]))
    question.feedback = to_rich_text(data.get("feedback", ""))
    question.options = [
        QuestionOption(text=option["text"], is_correct=option["correct"], feedback=option.get("feedback", ""))
        for option in data["options"]
    ]
    question.save()
    return question
