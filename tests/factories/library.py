"""What editors keep beside pages: recordings, files to download, terms and tools, and the blocks that show them."""

from collections.abc import Sequence
from typing import Any

import factory
from django.core.files.base import ContentFile
from wagtail.documents.models import Document
from wagtail.models import Page

from content.models import GlossaryTerm, Point, Recording, RecordingKind, Tool

FILM = b"\x00\x00\x00\x18ftypmp42" + bytes(range(200)) * 5
SOUND = b"ID3\x04" + bytes(200)
CAPTIONS = b"WEBVTT\n\n00:00.000 --> 00:04.000\nLet us watch an urge.\n"


def put_into(pages: Sequence[Page] | None, kind: str, value: Any) -> None:
    """Append a block to the body of each page, and save it as an editor would."""
    for page in pages or []:
        page.body.append((kind, value))
        page.save()


class RecordingFactory(factory.django.DjangoModelFactory[Recording]):
    """A film with captions and transcript; `sound=True` a sound recording; `on=[page, …]` shows it on pages.

    `incomplete=True`: neither captions nor transcript yet.
    """

    class Meta:
        model = Recording
        skip_postgeneration_save = True

    class Params:
        sound = factory.Trait(
            kind=RecordingKind.AUDIO,
            captions="",
            file=factory.LazyAttribute(lambda row: ContentFile(SOUND, "calm.mp3")),
        )
        incomplete = factory.Trait(captions="", transcript="")

    kind = RecordingKind.VIDEO
    title = factory.Sequence(lambda n: f"Recording {n}")
    file = factory.LazyAttribute(lambda row: ContentFile(FILM, "urge.mp4"))
    captions = factory.LazyAttribute(lambda row: ContentFile(CAPTIONS, "urge.vtt"))
    transcript = "<p>Let us watch an urge.</p>"
    seconds = 95

    @factory.post_generation
    def on(self, create: bool, extracted: Sequence[Page] | None, **kwargs: object) -> None:
        put_into(extracted, self.kind, {"recording": self, "caption": ""})


class DocumentFactory(factory.django.DjangoModelFactory[Document]):
    """A file to download; `on=[page, …]` offers it on pages."""

    class Meta:
        model = Document
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"Document {n}")
    file = factory.LazyAttribute(lambda row: ContentFile(b"%PDF-1.7 sheet", "sheet.pdf"))

    @factory.post_generation
    def on(self, create: bool, extracted: Sequence[Page] | None, **kwargs: object) -> None:
        put_into(extracted, "download", {"document": self, "title": "", "text": ""})


class GlossaryTermFactory(factory.django.DjangoModelFactory[GlossaryTerm]):
    """A word that lessons explain; `on=[page, …]` explains it on pages."""

    class Meta:
        model = GlossaryTerm
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Term {n}")
    meaning = "A slip after a time of change."

    @factory.post_generation
    def on(self, create: bool, extracted: Sequence[Page] | None, **kwargs: object) -> None:
        put_into(extracted, "glossary", {"terms": [self]})


class ToolFactory(factory.django.DjangoModelFactory[Tool]):
    """A tool of the second point; `on=[page, …]` shows its card on pages."""

    class Meta:
        model = Tool
        skip_postgeneration_save = True

    key = factory.Sequence(lambda n: f"tool-{n}")
    name = factory.Sequence(lambda n: f"Tool {n}")
    point = Point.URGES
    purpose = "See how urges pass."
    flipchart = "<ul><li>Draw five columns.</li></ul>"

    @factory.post_generation
    def on(self, create: bool, extracted: Sequence[Page] | None, **kwargs: object) -> None:
        put_into(extracted, "tool", {"tool": self, "note": ""})
