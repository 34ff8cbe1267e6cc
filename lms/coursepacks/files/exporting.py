"""From a course to a folder. What is published is written; what has no form in files is named."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page

from courses.models import ActivityPage, CoursePage, ModulePage
from lms.coursepacks.files import documents, plain
from lms.coursepacks.files.naming import CHUNK, MEDIA, SNIPPETS, Library, Medium
from lms.coursepacks.files.pages import write_page
from lms.coursepacks.files.problems import FolderError
from lms.coursepacks.files.rows import write_row

COURSE, MODULE, INDEX = "course.md", "module.md", f"{MEDIA}/media.yaml"


@dataclass(frozen=True)
class Written:
    """A course as files: texts by path, media by path, and sentences about what was left out."""

    texts: dict[str, str]
    media: dict[str, Medium]
    notes: tuple[str, ...]


def export_course(course: CoursePage) -> Written:
    """Return the files of `course` as it is published; the same course gives the same bytes.

    Refuses: `no_name`, `unknown_link` for what files cannot name, `not_lossless` for what would not be read back.
    """
    tree = live_tree(course)
    places = places_of(tree)
    library = Library(course, {page.pk: link for page, _path, link in places})
    pages = {path: _page(page, path, library) for page, path, _link in [(course, COURSE, ""), *places]}
    rows = dict(_rows(library))
    _note_unpublished(course, tree, library)
    about = {name: _about(medium) for name, medium in sorted(library.media.items())}
    index = {INDEX: plain.dump(about)} if about else {}
    return Written({**pages, **rows, **index}, library.media, tuple(library.notes))


def live_tree(course: CoursePage) -> list[tuple[ModulePage, list[ActivityPage]]]:
    """Return the published modules of `course` with their published activities, in order."""
    modules = ModulePage.objects.child_of(course).live().order_by("path")
    return [(module, list(Page.objects.child_of(module).live().order_by("path").specific())) for module in modules]


def places_of(tree: list[tuple[ModulePage, list[ActivityPage]]]) -> list[tuple[Page, str, str]]:
    """Return each page of the tree with its path in the folder and its name in links."""
    found: list[tuple[Page, str, str]] = []
    for place, (module, activities) in enumerate(tree, start=1):
        folder = f"{_number(place, tree)}-{module.slug}"
        found.append((module, f"{folder}/{MODULE}", module.slug))
        for number, page in enumerate(activities, start=1):
            path = f"{folder}/{_number(number, activities)}-{page.slug}.md"
            found.append((page, path, f"{module.slug}/{page.slug}"))
    return found


def _number(place: int, among: list[Any]) -> str:
    return f"{place:0{max(2, len(str(len(among))))}}"


def _page(page: Page, path: str, library: Library) -> str:
    document = write_page(page, library)
    try:
        text = documents.write(document)
        same = documents.parse(text) == document
    except FolderError as error:
        raise error.at(file=path) from None
    if not same:
        words = _("“%(page)s” has something that files would not keep as it is. Nothing was written.")
        raise FolderError("not_lossless", words % {"page": page}, file=path)
    return text


def _rows(library: Library) -> Iterator[tuple[str, str]]:
    """Yield the files of the rows that were named, and of those that they name in turn."""
    done: set[tuple[str, str]] = set()
    while library.rows.keys() - done:
        for kind, stem in sorted(library.rows.keys() - done):
            done.add((kind, stem))
            yield f"{SNIPPETS}/{kind}/{stem}.yaml", plain.dump(write_row(library.rows[kind, stem], library))


def _about(medium: Medium) -> dict[str, Any]:
    return {"sha256": medium.sha256, **medium.about}


def _note_unpublished(course: CoursePage, tree: Any, library: Library) -> None:
    shown = {page.pk for module, activities in tree for page in (module, *activities)}
    hidden = Page.objects.descendant_of(course).exclude(pk__in=shown).order_by("path")
    for page in hidden:
        library.note(_("“%s” is not published and was left out.") % page.title)
    drafts = Page.objects.filter(pk__in=shown | {course.pk}, live=True, has_unpublished_changes=True).order_by("path")
    for page in drafts:
        library.note(_("“%s” has a draft; what is published was written.") % page.title)


def save(written: Written, folder: Path) -> int:
    """Write the files below `folder`, which must not exist or be empty; return how many there are.

    Refuses: `folder_taken`.
    """
    if folder.is_symlink() or (folder.exists() and (not folder.is_dir() or any(folder.iterdir()))):
        raise FolderError("folder_taken", _("%s is not an empty folder. Please name another one.") % folder)
    for name, text in written.texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    for name, medium in written.media.items():
        _copy(medium, folder / name)
    return len(written.texts) + len(written.media)


def _copy(medium: Medium, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with medium.file.open("rb") as source, path.open("wb") as target:
        while chunk := source.read(CHUNK):
            target.write(chunk)
