"""What a pack is made of: the parts of an edition, or of one module, as their pages read now. Nothing personal."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from wagtail.models import Page

from content.rendering import Slot, parts_of
from courses.models import CourseEdition, CoursePage, LessonPage, RetiredActivity
from courses.outline import outline_modules
from enrolment.models import DeclarationPage

HERE = Path(__file__).parent
OUR_FILES = ("*.py", "templates/coursepacks/**/*.html", "pdf/*.css", "offline/*.css")


@dataclass(frozen=True)
class Part:
    """One activity: its place, what the outline says, its page, and its body in order (empty: it is done online).

    `page` is None while it is being updated; `words` stands for all that is said here.
    """

    number: int
    key: str
    title: str
    minutes: int
    required: bool
    url: str
    page: Any
    body: tuple[str | Slot, ...] = ()
    words: str = ""

    @property
    def is_lesson(self) -> bool:
        """Tell whether there is a body to read."""
        return isinstance(self.page, LessonPage)

    @property
    def is_declaration(self) -> bool:
        """Tell whether there are points to agree to, which can be read here and agreed to online."""
        return isinstance(self.page, DeclarationPage)


@dataclass(frozen=True)
class Module:
    """A module and its parts; counted as in the whole course."""

    number: int
    key: str
    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Material:
    """A whole course, or one module of it (`module_key`)."""

    course: CoursePage
    edition: CourseEdition
    module_key: str
    modules: tuple[Module, ...]

    @property
    def parts(self) -> tuple[Part, ...]:
        """Return all parts in order."""
        return tuple(part for module in self.modules for part in module.parts)

    @property
    def keys(self) -> frozenset[str]:
        """Return the keys of the parts that have a page."""
        return frozenset(part.key for part in self.parts if part.page)

    @property
    def title(self) -> str:
        """Return what the pack is called."""
        return self.modules[0].title if self.module_key else str(self.course.title)

    @property
    def digest(self) -> str:
        """Return what stands for all that is said here and how we draw it: other words give another pack."""
        said = [self.course.title, self.edition.number, [[module.title, *_said(module)] for module in self.modules]]
        return sha256(f"{_drawn_by()}{json.dumps(said)}".encode()).hexdigest()

    def of_module(self, key: str) -> "Material":
        """Return the material of the module `key` alone; of the whole course when `key` is empty."""
        if not key:
            return self
        return Material(self.course, self.edition, key, tuple(one for one in self.modules if one.key == key))


def gather(edition: CourseEdition) -> Material:
    """Return the material of the whole course as `edition` has it, without what is retired.

    A handful of statements whatever the length; bodies come from the cache, where they are kept ready.
    """
    course = edition.course
    retired = RetiredActivity.objects.keys_of(course)
    outline = edition.outline.without(retired)
    pages = _pages_of(course, outline.keys)
    modules = tuple(
        Module(number, rows.key, rows.title, tuple(_parts(rows.rows, pages)))
        for number, rows in enumerate(outline_modules(course, outline), start=1)
    )
    return Material(course, edition, "", modules)


def _pages_of(course: CoursePage, keys: tuple[str, ...]) -> dict[str, Page]:
    found = Page.objects.descendant_of(course).filter(translation_key__in=keys).specific()
    return {str(page.translation_key): page for page in found}


def _parts(rows: Any, pages: dict[str, Page]) -> Iterator[Part]:
    for number, row in enumerate(rows, start=1):
        page = pages.get(row.key) if row.is_available else None
        body = parts_of(page) if isinstance(page, LessonPage) else ()
        about = {"title": row.title, "minutes": row.minutes, "required": row.required, "url": row.url or ""}
        yield Part(number=number, key=row.key, page=page, body=body, words=_words_of(page, body), **about)


def _words_of(page: Any, body: tuple[str | Slot, ...]) -> str:
    if isinstance(page, LessonPage):
        sheets = [block for block, part in zip(page.body.raw_data, body, strict=True) if isinstance(part, Slot)]
        outcomes = [outcome.value for outcome in page.outcomes]
        return json.dumps([outcomes, [part for part in body if not isinstance(part, Slot)], sheets], default=str)
    return json.dumps(page.words) if isinstance(page, DeclarationPage) else ""


def _said(module: Module) -> list[list[Any]]:
    return [[part.key, part.title, part.minutes, part.required, part.url, part.words] for part in module.parts]


@cache
def _drawn_by() -> str:
    files = sorted(path for pattern in OUR_FILES for path in HERE.glob(pattern))
    return sha256(b"".join(path.read_bytes() for path in files)).hexdigest()
