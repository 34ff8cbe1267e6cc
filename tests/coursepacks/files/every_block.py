"""A value for every kind of block, made along its definition: a block that comes later is covered by itself."""

from typing import Any

from django.core.files.base import ContentFile
from django.db import models
from wagtail.blocks import (
    BooleanBlock,
    CharBlock,
    ChooserBlock,
    ListBlock,
    RichTextBlock,
    StreamBlock,
    StructBlock,
    TextBlock,
)
from wagtail.coreutils import resolve_model_string
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageBlock

from content.models import GlossaryTerm, Recording, Tool
from tests.factories.library import FILM, SOUND
from tests.factories.pictures import ImageFactory

WORDS = "Words: “ŵ”, 100 % & <more>"
RICH = '<p data-block-key="k1">One <b>bold</b> word.</p><ul><li data-block-key="k2">A point</li></ul>'


def document() -> Any:
    return get_document_model().objects.create(title="Urge Log", file=ContentFile(b"%PDF-1.4 sheet", "urge-log.pdf"))


def recording(kind: str) -> Recording:
    is_film = kind == "video"
    return Recording.objects.create(
        kind=kind,
        title=f"Watching an urge ({kind})",
        file=ContentFile(FILM, "urge.mp4") if is_film else ContentFile(SOUND, "urge.mp3"),
        captions=ContentFile(b"WEBVTT", "urge.vtt") if is_film else "",
        poster=ImageFactory(title="Poster"),
        transcript="<p>It rises and falls.</p>",
        seconds=95,
    )


def tool() -> Tool:
    known = {"name": "Urge Log", "point": "2", "purpose": "See when urges come.", "flipchart": "<p>Five columns.</p>"}
    return Tool.objects.get_or_create(key="urge-log", defaults=known)[0]


def term() -> GlossaryTerm:
    return GlossaryTerm.objects.get_or_create(name="Lapse", defaults={"meaning": "A slip."})[0]


def chosen(block: ChooserBlock, above: Any) -> models.Model:
    """Return a row that the block may choose."""
    model = resolve_model_string(block.target_model)
    makers = {
        get_image_model(): lambda: ImageFactory(title="A path"),
        get_document_model(): document,
        Recording: lambda: recording(getattr(above, "kind", "audio")),
        Tool: tool,
        GlossaryTerm: term,
    }
    return makers[model]()


def raw_of(block: Any, above: Any = None) -> Any:
    """Return a value of `block` as the database holds it: the previewed one, with rows for what it points to."""
    for kind, make in MAKERS:
        if isinstance(block, kind):
            return make(block, above)
    return block.get_prep_value(block.get_default())


def picture(block: ImageBlock, above: Any) -> dict[str, Any]:
    return {"image": chosen(block.child_blocks["image"], block).pk, "decorative": False, "alt_text": WORDS}


def parts(block: StructBlock, above: Any) -> dict[str, Any]:
    if not _has_choices(block):
        return block.get_prep_value(block.get_preview_value())
    return {name: raw_of(child, block) for name, child in block.child_blocks.items()}


MAKERS = (
    (ImageBlock, picture),
    (ChooserBlock, lambda block, above: chosen(block, above).pk),
    (StructBlock, parts),
    (StreamBlock, lambda block, above: every_block(block)),
    (ListBlock, lambda block, above: [{"type": "item", "value": raw_of(block.child_block), "id": "e1"}]),
    (RichTextBlock, lambda block, above: RICH),
    (BooleanBlock, lambda block, above: True),
    (CharBlock, lambda block, above: WORDS),
    (TextBlock, lambda block, above: f"{WORDS}\n\nMore"),
)


def _has_choices(block: StructBlock) -> bool:
    parts = [*block.child_blocks.values()]
    parts += [part.child_block for part in parts if isinstance(part, ListBlock)]
    return any(isinstance(part, ChooserBlock | ImageBlock) for part in parts)


def every_block(stream: StreamBlock) -> list[dict[str, Any]]:
    """Return one block of each type that `stream` knows, with an id of its own."""
    return [
        {"type": name, "value": raw_of(child), "id": f"00000000-0000-4000-8000-{place:012}"}
        for place, (name, child) in enumerate(stream.child_blocks.items())
    ]
