"""The demo's courses: YAML files become pages, questions and editions; what editors wrote is left alone."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import yaml
from django.utils import timezone

from content.markup import to_rich_text
from courses.models import CoursePage, ModulePage
from courses.services.editions import publish_edition
from lms.core.errors import DomainError
from lms.demo.pages import FOLDER, activity_page, add_page


def load_courses() -> int:
    """Add to every sample course the modules of its file that it has not; return how many courses were filled.

    People on a course stay with their edition. A course that editors no longer call a sample stays as it is.
    """
    files = sorted((FOLDER / "courses").glob("*.yaml"))
    return sum(_load(yaml.safe_load(path.read_text(encoding="utf-8"))) for path in files)


def _load(data: dict[str, Any]) -> bool:
    course = CoursePage.objects.get(slug=data["slug"])
    known = set(ModulePage.objects.child_of(course).values_list("slug", flat=True))
    missing = [module for module in data["modules"] if module["slug"] not in known]
    if not missing or (known and not course.is_sample):
        return False
    if not known:
        _describe(course, data)
    for module in missing:
        _add_module(course, module, data)
    _publish_edition(course, "New modules of the sample course" if known else "First edition of the sample course")
    return True


def _describe(course: CoursePage, data: dict[str, Any]) -> None:
    course.summary, course.who_for = data["summary"], data["who_for"]
    course.about, course.is_sample = to_rich_text(data["about"]), data["sample_note"]
    course.study_minutes, course.minimum_age = data["study_minutes"], data["minimum_age"]
    course.outcomes = [{"type": "outcome", "value": text} for text in data["outcomes"]]
    course.save()


def _add_module(course: CoursePage, module: dict[str, Any], data: dict[str, Any]) -> None:
    fields = {"slug": module["slug"], "title": module["title"], "summary": module.get("summary", "")}
    page = add_page(course, ModulePage(**fields))
    for activity in _activities(module, data):
        add_page(page, activity_page(activity, bank=course.title))


def _activities(module: dict[str, Any], data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield what the module consists of, in order: lessons, the course's quiz where it belongs here, all else."""
    yield from ({"kind": "lesson", **lesson} for lesson in module.get("lessons", []))
    quiz = data.get("assessment", {})
    if quiz.get("module") == module["slug"]:
        yield {"kind": "quiz", **quiz}
    yield from module.get("activities", [])


def _publish_edition(course: CoursePage, note: str) -> None:
    course.refresh_from_db()
    # Refused for a course that is not published, and where an editor unpublished what an edition needs.
    with suppress(DomainError):
        publish_edition(course=course, by=None, at=timezone.now(), note=note)
