"""The demo's library: tools, terms, recordings and files to download, from YAML and from files that lie beside it."""

from pathlib import Path
from typing import Any

import yaml
from django.core.files import File
from django.core.files.images import ImageFile
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from content.markup import to_rich_text
from content.models import GlossaryTerm, Recording, Tool

FOLDER = Path(__file__).resolve().parent / "content"


def load_library() -> int:
    """Add what the library has not; what editors changed stays theirs. Returns how many rows were made."""
    data = yaml.safe_load((FOLDER / "library.yaml").read_text(encoding="utf-8"))
    return sum(
        [
            *(_make_tool(row) for row in data["tools"]),
            *(_make_term(row) for row in data["terms"]),
            *(_make_recording(row) for row in data["recordings"]),
            *(_make_document(row) for row in data["documents"]),
        ]
    )


def image_called(name: str) -> Any:
    """Return the picture of this file name from the library, put there if it was not."""
    model = get_image_model()
    known = model.objects.filter(title=name).first()
    if known:
        return known
    with (FOLDER / "images" / name).open("rb") as file:
        return model.objects.create(title=name, file=ImageFile(file, name=name))


def _make_tool(row: dict[str, Any]) -> bool:
    defaults = {**row, "flipchart": to_rich_text(row["flipchart"])}
    return Tool.objects.get_or_create(key=row["key"], defaults=defaults)[1]


def _make_term(row: dict[str, Any]) -> bool:
    return GlossaryTerm.objects.get_or_create(name=row["name"], defaults=row)[1]


def _make_recording(row: dict[str, Any]) -> bool:
    if Recording.objects.filter(title=row["title"]).exists():
        return False
    recording = Recording(kind=row["kind"], title=row["title"], seconds=row["seconds"])
    recording.transcript = to_rich_text(row["transcript"])
    recording.poster = image_called(row["poster"]) if "poster" in row else None
    for name in ("file", "captions"):
        if name in row:
            with (FOLDER / "recordings" / row[name]).open("rb") as file:
                getattr(recording, name).save(row[name], File(file), save=False)
    recording.save()
    return True


def _make_document(row: dict[str, Any]) -> bool:
    model = get_document_model()
    if model.objects.filter(title=row["title"]).exists():
        return False
    with (FOLDER / "documents" / row["file"]).open("rb") as file:
        document = model(title=row["title"], file=File(file, name=row["file"]))
        document._set_document_file_metadata()
        document.save()
    return True
