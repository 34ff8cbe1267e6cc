"""Packs to print for the judges, made without a database: lessons of every block that needs no stored file."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

if TYPE_CHECKING:
    from lms.coursepacks.material import Material, Part

LINKS = (
    "<h3>Online</h3><p>Read <a href='https://example.org/tools'>more</a> ☕ in "
    "<ul><li>a list<ul><li>in a list</li></ul></li></ul></p>"
)


def make_packs(folder: Path, sizes: tuple[int, ...] = (2, 20)) -> list[Path]:
    """Write a pack of two modules with so many lessons each time into `folder`; return the files."""
    from lms.coursepacks.printing import print_draft

    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"pack-{lessons}-lessons.pdf" for lessons in sizes]
    for path, lessons in zip(paths, sizes, strict=True):
        path.write_bytes(print_draft(material(lessons), tell=lambda done: None).render())
    return paths


def material(lessons: int) -> "Material":
    """Return a course of two modules with `lessons` lessons in all, and a quiz in each."""
    from courses.models import CourseEdition, CoursePage
    from lms.coursepacks.material import Material, Module

    course = CoursePage(content_type_id=1, title="Getting SMART", slug="getting-smart")
    edition = CourseEdition(course=course, number=1, published_at=datetime(2026, 4, 20, 9, 30, tzinfo=UTC))
    half = lessons // 2
    modules = (
        Module(1, "one", "What an urge is", tuple(_parts(1, half))),
        Module(2, "two", "Żaneta’s week, and what comes after it", tuple(_parts(half + 1, lessons))),
    )
    return Material(course, edition, "", modules)


def _parts(first: int, last: int) -> Iterator["Part"]:
    from content.rendering import parts_of
    from courses.models import LessonPage
    from lms.coursepacks.material import Part

    about = {"minutes": 10, "required": True, "url": ""}
    for number in range(first, last + 1):
        key = str(UUID(int=number))
        page = LessonPage(
            content_type_id=1, title=f"Lesson {number}", body=_body(), outcomes=[("outcome", "say what an urge is")]
        )
        yield Part(number=number, key=key, title=page.title, page=page, body=parts_of(page), **about)
    quiz: Any = object()  # anything to be done online
    yield Part(number=last + 1, key=f"quiz-{last}", title="Quiz", page=quiz, **about)


def _body() -> list[tuple[str, Any]]:
    from content.blocks import LessonBlock, WorksheetKind

    blocks = {name: block for name, block in LessonBlock().child_blocks.items() if name not in {"image", "download"}}
    body = [("text", blocks["text"].to_python(LINKS)), *((n, b.get_preview_value()) for n, b in blocks.items())]
    sheets = [{"kind": kind, "heading": "", "text": ""} for kind in WorksheetKind.values]
    return body + [("worksheet", blocks["worksheet"].to_python(sheet)) for sheet in sheets]
