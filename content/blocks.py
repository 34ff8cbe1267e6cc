"""The blocks that pages are written with: one block, one class, one template of the same name."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageBlock

TEXT_FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link"]


class TextBlock(blocks.RichTextBlock):
    """Running text with headings, lists and links."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**{"features": TEXT_FEATURES, **kwargs})

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        description = _("Paragraphs, headings, lists and links")
        template = "content/blocks/text.html"


class DescribedImageBlock(ImageBlock):
    """Wagtail's image block, which suggests the image's title as its words: often a mere file name, so refused."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.child_blocks["alt_text"].field.help_text = _("What the picture shows, for people who cannot see it.")
        self.child_blocks["decorative"].field.help_text = _("Tick when nothing is lost without the picture.")

    def clean(self, value: Any) -> Any:
        """Refuse words that are only the name of the file."""
        cleaned = super().clean(value)
        alt = cleaned and not cleaned.decorative and cleaned.contextual_alt_text
        if (
            alt
            and not self.is_deferred_validation
            and alt in {cleaned.title, Path(cleaned.filename).stem}
            and not cleaned.description
        ):
            words = _("This is the name of the file. Please say what the picture shows, or mark it as decorative.")
            raise StructBlockValidationError(block_errors={"alt_text": ValidationError(words)})
        return cleaned


class PictureBlock(blocks.StructBlock):
    """An image with its alternative text (or marked as decorative) and perhaps a caption."""

    image = DescribedImageBlock(label=_("Image"))
    caption = blocks.CharBlock(required=False, max_length=255, label=_("Caption"))

    class Meta:
        icon = "image"
        label = _("Image")
        description = _("A picture, with words for people who cannot see it")
        template = "content/blocks/picture.html"


class CalloutKind(models.TextChoices):
    """What a callout is for; shown in words, never by colour alone."""

    NOTE = "note", _("Note")
    TIP = "tip", _("Tip")
    CARE = "care", _("Take care")


class CalloutBlock(blocks.StructBlock):
    """A short aside that stands out from the running text."""

    kind = blocks.ChoiceBlock(choices=CalloutKind.choices, default=CalloutKind.NOTE, label=_("Kind"))
    title = blocks.CharBlock(required=False, max_length=120, label=_("Title"))
    text = blocks.RichTextBlock(features=["bold", "italic", "ul", "link"], label=_("Text"))

    def get_context(self, value: blocks.StructValue, parent_context: dict | None = None) -> dict:
        context = super().get_context(value, parent_context)
        context["kind_label"] = callout_label(value["kind"])
        return context

    class Meta:
        icon = "info-circle"
        label = _("Callout")
        description = _("A note, a tip or a word of care, set apart from the text")
        template = "content/blocks/callout.html"


def callout_label(kind: str) -> str | Promise:
    """Return the words for a callout's kind."""
    return CalloutKind(kind).label


class BodyBlock(blocks.StreamBlock):
    """The body of a lesson or a site page."""

    text = TextBlock()
    image = PictureBlock()
    callout = CalloutBlock()
