"""What content points to, by name: names hold in every database, where numbers hold in one.

Pages are named by their place, rows that are written once (tools, terms, recordings, rubrics …) by a file of their own
below snippets/, pictures and documents by a file below media/.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any

from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from courses.models import COURSE_DEPTH, CoursePage, Programme
from lms.coursepacks.files.problems import FolderError

MEDIA, SNIPPETS = "media", "snippets"
CHUNK = 1 << 20
NATURAL = ("key", "slug", "name")


def library_models() -> tuple[Any, Any]:
    """Return the models of what is kept as a file with a title: pictures and documents."""
    return get_image_model(), get_document_model()


@cache
def natural_key(model: Any) -> str | None:
    """Return the field that names a row of `model` wherever it is, or None: then its file does."""
    unique = {field.name for field in model._meta.fields if field.unique}
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            sources = [part for e in constraint.expressions for part in getattr(e, "source_expressions", [])]
            unique |= {str(getattr(part, "name", "")) for part in sources}
    return next((name for name in NATURAL if name in unique), None)


@cache
def file_fields(model: Any) -> tuple[str, ...]:
    """Return the names of the fields of `model` that hold files."""
    return tuple(field.name for field in model._meta.fields if isinstance(field, models.FileField))


def digest_of(file: Any) -> str:
    """Return the SHA-256 of an open or stored file."""
    found = sha256()
    with file.open("rb") as opened:
        while chunk := opened.read(CHUNK):
            found.update(chunk)
    return found.hexdigest()


def stem_of(words: str) -> str:
    """Return `words` as the beginning of a file's name."""
    return slugify(words)[:60].strip("-") or "untitled"


def page_url_below_site(page: Page) -> str:
    """Return where `page` stands below the home page, such as `/courses/getting-smart/`."""
    return re.sub(r"^/[^/]*", "", page.url_path)


@dataclass(frozen=True)
class Medium:
    """A file that goes beside the Markdown, and what is known of it."""

    name: str
    file: Any
    sha256: str
    about: dict[str, Any]


class Library:
    """Names what a course points to while it is being written, and remembers what has to be written with it."""

    def __init__(
        self,
        course: CoursePage | None,
        pages: dict[int, str],
        *,
        known: dict[tuple[Any, int], str] | None = None,
        files: dict[str, str] | None = None,
    ) -> None:
        """Take the course and the names of its pages.

        A folder that is compared has names already: of rows (`known`), and of files with their digests (`files`).
        """
        self.course, self.pages = course, pages
        self.known, self.files = known or {}, files or {}
        self.media: dict[str, Medium] = {}
        self.rows: dict[tuple[str, str], models.Model] = {}
        self.notes: list[str] = []

    def note(self, words: str) -> None:
        """Keep a sentence about something that has no place in files."""
        if words not in self.notes:
            self.notes.append(words)

    def name(self, model: Any, pk: Any) -> str:
        """Return the name of a row of `model`; empty for one that is gone. Refuses: `no_name`."""
        if issubclass(model, Page):
            return self._page(pk)
        row = model._default_manager.filter(pk=pk).first() if str(pk).isdigit() else None
        if row is None:
            self.note(
                _("Something that was deleted is still pointed to (%s); that is left out.") % model._meta.verbose_name
            )
            return ""
        if (model, row.pk) in self.known:
            return self.known[model, row.pk]
        return self._library_file(row) if isinstance(row, library_models()) else self._row(row)

    def linked(self, kind: str, pk: str) -> str:
        """Return the name behind a link or an embed of rich text."""
        image, document = library_models()
        return self.name({"page": Page, "document": document, "image": image}[kind], pk)

    def _page(self, pk: Any) -> str:
        number = int(pk) if str(pk).isdigit() else 0
        if number in self.pages:
            return self.pages[number]
        page = Page.objects.filter(pk=number, live=True, depth__gt=1).first()
        if page is None or (self.course and page.path.startswith(self.course.path)):
            self.note(_("A link leads to a page that is not published or was deleted; it leads nowhere in the files."))
            return ""
        if page.depth == COURSE_DEPTH and issubclass(page.specific_class, CoursePage):
            return page.slug
        return page_url_below_site(page)

    def _row(self, row: models.Model) -> str:
        model = type(row)
        if isinstance(row, Programme):
            return row.key
        key = natural_key(model)
        if key is None and not file_fields(model):
            words = _("“%(row)s” (%(kind)s) has neither a key, a name of its own nor a file to know it by.")
            raise FolderError("no_name", words % {"row": row, "kind": model._meta.verbose_name})
        stem = stem_of(getattr(row, key)) if key else PurePosixPath(self.file(row, file_fields(model)[0]) or "").stem
        known = self.rows.setdefault((model._meta.model_name or "", stem), row)
        if known.pk != row.pk:
            words = _("“%(one)s” and “%(other)s” would have the same file name. Please rename one of them.")
            raise FolderError("no_name", words % {"one": known, "other": row})
        return stem

    def file(self, row: models.Model, field: str, **about: Any) -> str | None:
        """Return the name of a file of `row` below media/, or None for an empty field."""
        stored = getattr(row, field)
        if not stored:
            return None
        digest = digest_of(stored)
        suffix = PurePosixPath(stored.name).suffix.lower()
        title = (getattr(row, "title", "") or PurePosixPath(stored.name).stem).removesuffix(suffix)
        name = self._in_folder(f"{MEDIA}/{stem_of(title)}-{digest[:8]}{suffix}", digest)
        if name not in self.media or about:
            self.media[name] = Medium(name, stored, digest, about)
        return name

    def _in_folder(self, name: str, digest: str) -> str:
        """Return the name that the folder has for a file, where it has one."""
        same = sorted(other for other, its in self.files.items() if its == digest)
        return name if name in same or not same else same[0]

    def _library_file(self, row: Any) -> str:
        about = {"kind": row._meta.model_name, **dict(_library_facts(row))}
        name = self.file(row, "file", **about)
        if name is None:
            raise FolderError("no_name", _("“%s” has no file.") % row)
        return name


def _library_facts(row: Any) -> Iterator[tuple[str, Any]]:
    """Yield what is kept of a picture or document beside its file, empty facts left out."""
    yield "title", row.title
    facts = {name: getattr(row, name, None) for name in LIBRARY_FACTS}
    yield from ((name, value) for name, value in facts.items() if value)
    tags = sorted(tag.name for tag in row.tags.all())
    yield from [("tags", tags)] if tags else []


LIBRARY_FACTS = ("description", "focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height")
