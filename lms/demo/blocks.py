"""One block of a sample lesson from the plain values of its file."""

from collections.abc import Callable
from typing import Any

from wagtail.documents import get_document_model

from content.markup import to_rich_text
from content.models import GlossaryTerm, Recording, Tool
from lms.demo.library import image_called

# The fields of each kind that are rich text; empty when the file leaves them out.
RICH = {"callout": ("text",), "script_step": ("say", "do"), "worksheet": ("text",)}
# What else a file may leave out.
LEFT_OUT: dict[str, dict[str, Any]] = {
    "quotation": {"source": ""},
    "reflection": {"help_text": ""},
    "steps": {"title": ""},
    "tool": {"note": ""},
    "worksheet": {"heading": ""},
}


def block_of(kind: str, value: Any) -> tuple[str, Any]:
    """Return the kind of a block and its value, as a body takes them."""
    make = SPECIAL.get(kind)
    if make:
        return kind, make(value)
    rich = {name: to_rich_text(value.get(name, "")) for name in RICH.get(kind, ())}
    return kind, {**LEFT_OUT.get(kind, {}), **value, **rich}


def _image(value: dict[str, Any]) -> dict[str, Any]:
    image = image_called(value["file"])
    image.contextual_alt_text, image.decorative = value["alt"], False  # how Wagtail's image block hands on its words
    return {"image": image, "caption": value.get("caption", "")}


def _steps(value: dict[str, Any]) -> dict[str, Any]:
    steps = [{"title": step["title"], "text": to_rich_text(step.get("text", ""))} for step in value["steps"]]
    return {"title": value.get("title", ""), "steps": steps}


def _table(value: dict[str, Any]) -> dict[str, Any]:
    columns = [{"type": "text", "heading": heading} for heading in value["columns"]]
    rows = [{"values": [str(cell) for cell in row]} for row in value["rows"]]
    return {"table": {"caption": value["caption"], "columns": columns, "rows": rows}, "first_column_heads": True}


def _recording(value: dict[str, Any]) -> dict[str, Any]:
    return {"recording": Recording.objects.get(title=value["title"]), "caption": value.get("caption", "")}


def _download(value: dict[str, Any]) -> dict[str, Any]:
    document = get_document_model().objects.get(title=value["document"])
    return {"document": document, "title": value.get("title", ""), "text": value.get("text", "")}


def _tool(value: dict[str, Any]) -> dict[str, Any]:
    return {"tool": Tool.objects.get(key=value["key"]), "note": value.get("note", "")}


def _scenario(value: dict[str, Any]) -> dict[str, Any]:
    return {"title": value["title"], "situations": [_situation(situation) for situation in value["situations"]]}


def _situation(situation: dict[str, Any]) -> dict[str, Any]:
    choices = [{"goes_to": None, **choice} for choice in situation["choices"]]
    return {"text": situation["text"].strip(), "choices": choices}


def _check(value: dict[str, Any]) -> dict[str, Any]:
    answers = [{"is_right": False, "feedback": "", **answer} for answer in value["answers"]]
    return {"question": value["question"], "answers": answers}


SPECIAL: dict[str, Callable[[Any], Any]] = {
    "text": to_rich_text,
    "image": _image,
    "steps": _steps,
    "table": _table,
    "video": _recording,
    "audio": _recording,
    "download": _download,
    "glossary": lambda names: {"terms": list(GlossaryTerm.objects.filter(name__in=names))},
    "tool": _tool,
    "scenario": _scenario,
    "check": _check,
}
