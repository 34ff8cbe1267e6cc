"""Which page, row or file of this site is the one that a folder means."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.models import Page

from courses.models import ActivityPage, CoursePage, ModulePage
from lms.coursepacks.files.naming import digest_of, file_fields, library_models, natural_key
from lms.coursepacks.files.problems import FolderError, Problems
from lms.coursepacks.files.reading import Described, PageFile


@dataclass
class Matches:
    """What of a folder is here already: pages by their path, rows and library files by model and name."""

    course: CoursePage | None
    pages: dict[str, Page] = field(default_factory=dict)
    rows: dict[tuple[Any, str], Any] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)

    def names(self) -> dict[tuple[Any, int], str]:
        """Return the names that the folder gives to rows of this site."""
        return {(model, row.pk): name for (model, name), row in self.rows.items()}


def match(described: Described) -> Matches:
    """Return what of `described` is here. Refuses: `key_elsewhere`, `slug_taken`, `bad_digest`."""
    problems = Problems()
    course = CoursePage.objects.filter(slug=described.course.slug).first()
    found = Matches(course, digests=_digests(described, problems))
    names = found.digests
    for model, name in described.used:
        if issubclass(model, library_models()):
            title = described.media.get(name, {}).get("title")
            found.rows |= _some((model, name), _library_file(model, described, name, names[name], title))
    for (model, name), values in described.rows.items():
        found.rows |= _some((model, name), _row(model, described, values, names))
    for page in described.pages:
        with problems.noted(file=page.path):
            found.pages |= _some(page.path, _by_key(page, course))
    for module, activities in described.modules:
        for page in (module, *activities):
            parent = course if page is module else found.pages.get(module.path)
            with problems.noted(file=page.path):
                found.pages |= _some(page.path, _by_address(page, parent, found))
    problems.refuse()
    return found


def _some(key: Any, value: Any) -> dict[Any, Any]:
    return {key: value} if value is not None else {}


def _digests(described: Described, problems: Problems) -> dict[str, str]:
    """Return the SHA-256 of each file of media/; what an export said of them must still be so."""
    found = {}
    for name in described.files.paths:
        if not name.startswith("media/") or name == "media/media.yaml":
            continue
        digest = digest_of(described.files.root / name)
        said = described.media.get(name, {}).get("sha256")
        if said not in (None, digest):
            words = _("This is not the file that media/media.yaml speaks of. For another one, remove its sha256 there.")
            problems.found.append(FolderError("bad_digest", words, file=name))
        found[name] = digest
    return found


def _library_file(model: Any, described: Described, name: str, digest: str, title: str | None) -> Any:
    """Return the picture or document with these very bytes; the one with the same title if there are several."""
    size = (described.files.root / name).stat().st_size
    candidates = model.objects.filter(Q(file_size=size) | Q(file_size__isnull=True)).order_by("pk")
    same = [row for row in candidates if _has_bytes(row.file, size, digest)]
    return next((row for row in same if row.title == title), same[0] if same else None)


def _has_bytes(file: Any, size: int, digest: str) -> bool:
    try:
        return bool(file) and file.size == size and digest_of(file) == digest
    except OSError:
        return False


def _row(model: Any, described: Described, values: dict[str, Any], names: dict[str, str]) -> Any:
    key = natural_key(model)
    if key:
        lookup = key if key != "name" else f"{key}__iexact"
        return model._default_manager.filter(**{lookup: values[key]}).first()
    name = values[file_fields(model)[0]]
    size = (described.files.root / name).stat().st_size
    rows = model._default_manager.order_by("pk")
    same = [row for row in rows if _has_bytes(getattr(row, file_fields(model)[0]), size, names[name])]
    return next((row for row in same if getattr(row, "title", None) == values.get("title")), same[0] if same else None)


def _by_key(page: PageFile, course: CoursePage | None) -> Page | None:
    if page.key is None:
        return None
    found = Page.objects.filter(translation_key=page.key).first()
    if found is None:
        return None
    if course is None or not found.path.startswith(course.path) or found.pk == course.pk:
        words = _("This key belongs to “%(page)s”, which stands in another course. Without “key” a new page is made.")
        raise FolderError("key_elsewhere", words % {"page": found.title})
    return _of_its_type(page, found)


def _by_address(page: PageFile, parent: Page | None, found: Matches) -> Page | None:
    """Return the page at the address of one that has no key, or refuse when another one stands there."""
    if page.path in found.pages or parent is None:
        return found.pages.get(page.path)
    here = Page.objects.child_of(parent).filter(slug=page.slug).first()
    if here is None or any(here.pk == other.pk for other in found.pages.values()):
        return None
    if page.key is not None:
        words = _("“%(title)s” stands at this address and has another key: %(key)s. Name that key, or another slug.")
        raise FolderError("slug_taken", words % {"title": here.title, "key": here.translation_key})
    return _of_its_type(page, here)


def _of_its_type(page: PageFile, found: Page) -> Page:
    specific = found.specific
    if type(specific) is not page.model:
        words = _("“%(title)s” is of another type here (%(type)s). A page cannot change its type.")
        raise FolderError("another_type", words % {"title": found.title, "type": specific._meta.verbose_name})
    return specific


def reachable(course: CoursePage) -> Iterator[Page]:
    """Yield the published modules of `course`, each followed by its published activities, in order."""
    for module in ModulePage.objects.child_of(course).live().order_by("path"):
        yield module
        for page in Page.objects.child_of(module).live().order_by("path").specific():
            if isinstance(page, ActivityPage):
                yield page
