"""From the files of a folder to the course they describe, in the one way in which an export would say it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.translation import gettext as _
from wagtail.blocks import Block
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from assessments.models import Question
from courses.models import CoursePage, ModulePage, Programme
from lms.coursepacks.files import documents, plain, richtext, shapes
from lms.coursepacks.files.documents import Document, Section
from lms.coursepacks.files.exporting import COURSE, INDEX
from lms.coursepacks.files.folder import ACTIVITY_PLACE, MODULE_PLACE, Files
from lms.coursepacks.files.naming import MEDIA, SNIPPETS, library_models
from lms.coursepacks.files.pages import ABOUT_SEARCH, activity_models, known_settings, shared_models, split
from lms.coursepacks.files.plain import Mapping
from lms.coursepacks.files.problems import FolderError, Problems
from lms.coursepacks.files.rows import child_relations, complete, own_fields, refuse_unknown, simple_stream
from lms.coursepacks.files.values import (
    allowed_of,
    check_question,
    find_page,
    find_row,
    key_of,
    line_of,
    place_of,
    reason_of,
    simple,
    text_of,
    truth_of,
)

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass
class PageFile:
    """A page as its file describes it; `link` is its name in links, `values` what its fields are."""

    path: str
    model: Any
    title: str
    slug: str
    key: UUID | None = None
    link: str = ""
    published: bool = True
    values: dict[str, Any] = field(default_factory=dict)
    questions: list[dict[str, Any]] = field(default_factory=list)
    trainer_note: Any = None
    retired: str = ""
    allowed_words: list[dict[str, str]] = field(default_factory=list)


@dataclass
class Described:
    """A course as a folder describes it."""

    files: Files
    course: PageFile
    modules: list[tuple[PageFile, list[PageFile]]]
    rows: dict[tuple[Any, str], dict[str, Any]]
    media: dict[str, dict[str, Any]]
    used: set[tuple[Any, str]]

    @cached_property
    def pages(self) -> list[PageFile]:
        """Return every page but the course, in order."""
        return [page for module, activities in self.modules for page in (module, *activities)]


def describe(files: Files) -> Described:
    """Return the course that `files` describe. Refuses whatever is wrong in them, all at once, with file and line."""
    return _Reader(files).read()


class _Reader(shapes.Leaf):
    """Reads one folder; as a leaf it takes values of files and returns them as an export would write them."""

    def __init__(self, files: Files) -> None:
        self.files, self.problems = files, Problems()
        self.used: set[tuple[Any, str]] = set()
        self.links: dict[str, str] = {}
        self.rows: dict[tuple[Any, str], dict[str, Any]] = {}

    def read(self) -> Described:
        if COURSE not in self.files.paths:
            raise FolderError("no_course", _("There is no %s in this folder.") % COURSE)
        media = self._media()
        documents_by_path = dict(self._documents())
        heads = {path: self._head(path, document) for path, document in documents_by_path.items()}
        self.problems.refuse()
        self._refuse_doubles(heads)
        modules = self._tree(heads)
        self.links = {page.link: page.path for page in heads.values() if page}
        for path, head in heads.items():
            with self.problems.noted(file=path, line=1):
                self._fill(head, documents_by_path[path])
        self._snippets()
        self.problems.refuse()
        return Described(self.files, heads[COURSE], modules, self.rows, media, self.used)

    def _media(self) -> dict[str, dict[str, Any]]:
        if INDEX not in self.files.paths:
            return {}
        found: dict[str, dict[str, Any]] = {}
        with self.problems.noted(file=INDEX, line=1):
            found = plain.load(self.files.text(INDEX))
            if not isinstance(found, dict) or not all(isinstance(about, dict) for about in found.values()):
                raise FolderError("bad_media", _("Here stands what is known of each file of media/."), line=1)
            for name in found:
                if name not in self.files.paths:
                    words = _("The file “%s” is not in the folder.") % name
                    raise FolderError("no_medium", words, line=found.line_of(name) if isinstance(found, Mapping) else 1)
        return found

    def _documents(self) -> Iterator[tuple[str, Document]]:
        for path in self.files.paths:
            if path.endswith(".md") and not path.startswith(MEDIA):
                with self.problems.noted(file=path):
                    yield path, documents.parse(self.files.text(path))

    # --- What a page is, before what it says -----------------------------------------------------

    def _head(self, path: str, document: Document) -> PageFile:
        head = PageFile(path, None, "", "")
        with self.problems.noted(file=path, line=1):
            front = document.front
            head.model = self._model(path, front)
            refuse_unknown(front, known_settings(head.model))
            head.title = text_of(front, "title")
            guess = PurePosixPath(path).parent.name if path.endswith("module.md") else PurePosixPath(path).stem
            head.slug = text_of(front, "slug") if "slug" in front else guess.partition("-")[2]
            if not SLUG.fullmatch(head.slug):
                words = _("“%s” cannot be part of an address; use a-z, 0-9 and hyphens.") % head.slug
                raise FolderError("bad_slug", words, line=line_of(front, "slug"))
            head.key = key_of(front, "key")
            head.published = truth_of(front, "published", default=True)
        return head

    def _model(self, path: str, front: dict[str, Any]) -> Any:
        if path == COURSE:
            return CoursePage
        if MODULE_PLACE.fullmatch(path):
            return ModulePage
        kinds = activity_models()
        kind = front.get("kind")
        if not isinstance(kind, str) or kind not in kinds:
            words = _("“kind” says what this is: %s.") % ", ".join(sorted(kinds))
            raise FolderError("unknown_kind", words, line=line_of(front, "kind"))
        return kinds[kind]

    def _refuse_doubles(self, heads: dict[str, PageFile]) -> None:
        seen: dict[Any, str] = {}
        for path, head in heads.items():
            first = seen.setdefault(head.key, path) if head.key else path
            if first != path:
                words = _("The key is that of %s, too. A copy of a file needs no line “key”.") % first
                self.problems.found.append(FolderError("key_twice", words, file=path))
        self.problems.refuse()

    def _tree(self, heads: dict[str, PageFile]) -> list[tuple[PageFile, list[PageFile]]]:
        modules: dict[str, tuple[PageFile, list[PageFile]]] = {}
        for path, head in sorted(heads.items(), key=lambda pair: place_of(pair[0])):
            folder = PurePosixPath(path).parent.name
            if MODULE_PLACE.fullmatch(path):
                head.link, modules[folder] = head.slug, (head, [])
        for path, head in sorted(heads.items(), key=lambda pair: place_of(pair[0])):
            folder = PurePosixPath(path).parent.name
            if ACTIVITY_PLACE.fullmatch(path) and folder in modules:
                head.link = f"{modules[folder][0].slug}/{head.slug}"
                modules[folder][1].append(head)
            elif ACTIVITY_PLACE.fullmatch(path):
                words = _("There is no module.md beside this file.")
                self.problems.found.append(FolderError("no_module", words, file=path))
        self._refuse_same_places([module for module, _rest in modules.values()])
        for _module, activities in modules.values():
            self._refuse_same_places(activities)
        self.problems.refuse()
        return list(modules.values())

    def _refuse_same_places(self, pages: list[PageFile]) -> None:
        for before, after in pairwise(pages):
            if place_of(before.path) == place_of(after.path):
                words = _("The number at the beginning is that of %s, too. It says what comes first.") % before.path
                self.problems.found.append(FolderError("number_twice", words, file=after.path))
        seen: dict[str, str] = {}
        for page in pages:
            if seen.setdefault(page.slug, page.path) != page.path:
                words = _("The address “%(slug)s” is that of %(other)s, too.")
                sentence = words % {"slug": page.slug, "other": seen[page.slug]}
                self.problems.found.append(FolderError("slug_twice", sentence, file=page.path))

    # --- What a page says ------------------------------------------------------------------------

    def _fill(self, head: PageFile, document: Document) -> None:
        front = document.front
        body, questions = split(head.model, document)
        own = {name: front[name] for name in front if name not in _HEAD}
        lined = Mapping(own)
        lined.lines, lined.line = getattr(front, "lines", {}), 1
        values = self._row(head.model, lined, checked=True)
        for name, value in body.items():
            values[name] = self._body(head.model._meta.get_field(name), value, document.sections, head.path)
        about = {name: text_of(front, name) if name in front else "" for name in ABOUT_SEARCH}
        head.values = {**complete(head.model, values), **about}
        head.questions = [self._question(section, head.path) for section in questions]
        if front.get("trainer_note"):
            head.trainer_note = self._at(front, "trainer_note", self.rich, front["trainer_note"])
        head.retired = reason_of(front, "retired")
        head.allowed_words = allowed_of(front)

    def _body(self, model_field: Any, value: Any, sections: tuple[Section, ...], path: str) -> Any:
        if not isinstance(model_field, StreamField):
            return self.rich(value) if value else ""
        made, seen = [], set[str]()
        for section, item in zip(sections, value, strict=True):
            with self.problems.noted(file=path, line=section.line):
                made += shapes.walk(model_field.stream_block, [item], self, model_field.name)
                if section.id and section.id in seen:
                    raise FolderError("id_twice", _("This id stands above already; remove it from the copy."))
                seen.add(section.id)
        return made

    def _question(self, section: Section, path: str) -> dict[str, Any]:
        values: dict[str, Any] = {}
        with self.problems.noted(file=path, line=section.line):
            if not isinstance(section.value, dict):
                raise FolderError("wrong_kind", _("A question has parts, such as “prompt: …”."))
            key = {"key": section.id} if section.id else {}
            key_of(key, "key")
            found = self._row(Question, section.value)
            values = {**complete(Question, found), "key": section.id or None}
            check_question(values)
        return values

    def _snippets(self) -> None:
        for path in self.files.paths:
            place = PurePosixPath(path)
            if place.parts[0] == SNIPPETS:
                with self.problems.noted(file=path, line=1):
                    model = _model_of_snippets(place.parts[1])
                    data = plain.load(self.files.text(path))
                    if not isinstance(data, Mapping):
                        raise FolderError("wrong_kind", _("Here stand settings, such as “name: …”."))
                    self.rows[model, place.stem] = complete(model, self._row(model, data))

    # --- Rows and their fields -------------------------------------------------------------------

    def _row(self, model: Any, data: dict[str, Any], *, checked: bool = False) -> dict[str, Any]:
        fields = {each.name: each for each in own_fields(model)}
        children = {relation.get_accessor_name(): relation.related_model for relation in child_relations(model)}
        if not checked:
            refuse_unknown(data, fields.keys() | children.keys())
        made: dict[str, Any] = {}
        for name, value in data.items():
            read = partial(self._children, children[name]) if name in children else partial(self._field, fields[name])
            made[name] = self._at(data, name, read, value)
        return made

    def _at(self, data: dict[str, Any], name: str, read: Any, value: Any) -> Any:
        try:
            return read(value)
        except FolderError as error:
            raise error.at(file="", line=line_of(data, name)) from None

    def _children(self, model: Any, rows: Any) -> list[Any]:
        if not isinstance(rows, list):
            raise FolderError("wrong_kind", _("Here stands a list, each entry on a line with “- ”."))
        fields = own_fields(model)
        if len(fields) == 1:
            return [self._field(fields[0], row) for row in rows]
        if not all(isinstance(row, dict) for row in rows):
            raise FolderError("wrong_kind", _("Each entry of this list has parts."))
        found = [self._row(model, row) for row in rows]
        return [{name: value for name, value in complete(model, row).items() if value is not None} for row in found]

    def _field(self, model_field: Any, value: Any) -> Any:
        readers: tuple[tuple[type, Callable[[Any, Any], Any]], ...] = (
            (StreamField, self._stream),
            (RichTextField, lambda _field, text: self.rich(text)),
            (models.ManyToManyField, self._several),
            (models.ForeignKey, lambda field, name: self.chosen(field.related_model, name)),
            (models.FileField, lambda _field, name: self._medium(name)),
            (models.Field, simple),
        )
        read = next(reader for kind, reader in readers if isinstance(model_field, kind))
        return None if value is None else read(model_field, value)

    def _several(self, model_field: Any, names: Any) -> list[str]:
        if not isinstance(names, list):
            raise FolderError("wrong_kind", _("Here stands a list, each entry on a line with “- ”."))
        return sorted(self.chosen(model_field.related_model, name) for name in names)

    def _stream(self, model_field: Any, value: Any) -> Any:
        if not simple_stream(model_field):
            return shapes.walk(model_field.stream_block, value, self, model_field.name)
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise FolderError("wrong_kind", _("Here stands a list of sentences, each on a line with “- ”."))
        return value

    # --- The leaf --------------------------------------------------------------------------------

    def rich(self, value: Any) -> Any:
        for kind, name in richtext.names_in(value):
            image, document = library_models()
            if name:
                self.chosen({"page": Page, "document": document, "image": image}[kind], name)
        return richtext.canonical(value)

    def chosen(self, model: Any, value: Any) -> str:
        if not isinstance(value, str) or not value:
            raise FolderError("wrong_kind", _("Here stands a name, as text."))
        if issubclass(model, library_models()):
            self._medium(value)
        elif not self._is_known(model, value):
            words = _("There is no “%(name)s” (%(kind)s), neither in this folder nor on this site.")
            raise FolderError("not_found", words % {"name": value, "kind": model._meta.verbose_name})
        self.used.add((model, value))
        return value

    def plain(self, block: Block, value: Any) -> Any:
        return shapes.check_plain(block, value)

    def _medium(self, value: Any) -> str:
        if not isinstance(value, str) or value not in self.files.paths or not value.startswith(f"{MEDIA}/"):
            words = _("“%s” is no file of this folder. Media are named as “media/name.png”.") % value
            raise FolderError("no_medium", words)
        return value

    def _is_known(self, model: Any, name: str) -> bool:
        if issubclass(model, Page):
            return name in self.links or find_page(name) is not None
        if f"{SNIPPETS}/{model._meta.model_name}/{name}.yaml" in self.files.paths and not issubclass(model, Programme):
            return True
        return find_row(model, name) is not None


_BESIDE = frozenset({"trainer_note", "retired", "allowed_words"})
_HEAD = frozenset({"kind", "key", "title", "slug", "published", *_BESIDE, *ABOUT_SEARCH})


def _model_of_snippets(name: str) -> Any:
    found = [model for model in shared_models() if model._meta.model_name == name]
    if not found:
        known = ", ".join(sorted(model._meta.model_name for model in shared_models()))
        raise FolderError("unknown_snippets", _("Below snippets/ there are: %s.") % known)
    return found[0]
