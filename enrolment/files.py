"""Which stored files have an address: pictures as pages show them, recordings with their captions, and documents."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Model
from wagtail.documents.models import Document
from wagtail.images.models import Rendition

from content.models import Recording


@dataclass(frozen=True)
class StoredFile:
    """A file with an address.

    `shown` is what pages refer to; `version` changes when the bytes do; `filename` is for what is downloaded.
    """

    name: str
    shown: Model
    version: str
    filename: str = ""


def stored_file(name: str) -> StoredFile | None:
    """Return what is stored as `name`, or None for what has no address: originals and everything else.

    Asks one table, told by the folder.
    """
    find = FOLDERS.get(name.partition("/")[0])
    return find(name) if find and "\0" not in name else None  # PostgreSQL refuses to be asked about such a name


def _rendition(name: str) -> StoredFile | None:
    # A rendition is never changed, only replaced by a new row.
    row = Rendition.objects.filter(file=name).select_related("image").first()
    return StoredFile(name, row.image, f"rendition-{row.pk}") if row else None


def _recording(name: str) -> StoredFile | None:
    row = Recording.objects.filter(file=name).first()
    return StoredFile(name, row, f"recording-{row.pk}-{name}") if row else None


def _captions(name: str) -> StoredFile | None:
    row = Recording.objects.filter(captions=name).first()
    return StoredFile(name, row, f"captions-{row.pk}-{name}") if row else None


def _document(name: str) -> StoredFile | None:
    row = Document.objects.filter(file=name).first()
    return StoredFile(name, row, f"document-{row.pk}-{row.file_hash}", row.filename) if row else None


FOLDERS: dict[str, Callable[[str], StoredFile | None]] = {
    "images": _rendition,
    "recordings": _recording,
    "captions": _captions,
    "documents": _document,
}
