"""Words: running text, what stands apart from it, and tables."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

TEXT_FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link"]
SHORT_FEATURES = ["bold", "italic", "ul", "link"]
GROUP = _("Text")


class TextBlock(blocks.RichTextBlock):
    """Running text with headings, lists and links."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**{"features": TEXT_FEATURES, **kwargs})

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        description = _("Paragraphs, headings, lists and links")
        template = "content/blocks/text.html"
        group = GROUP
        preview_value = "<h2>One small step</h2><p>Pick <b>one</b> thing that you can try before the next meeting.</p>"


class CalloutKind(models.TextChoices):
    """What a callout is for; shown in words, never by colour alone."""

    NOTE = "note", _("Note")
    TIP = "tip", _("Tip")
    CARE = "care", _("Take care")


class CalloutBlock(blocks.StructBlock):
    """A short aside that stands out from the running text."""

    kind = blocks.ChoiceBlock(choices=CalloutKind.choices, default=CalloutKind.NOTE, label=_("Kind"))
    title = blocks.CharBlock(required=False, max_length=120, label=_("Title"))
    text = blocks.RichTextBlock(features=SHORT_FEATURES, label=_("Text"))

    def get_context(self, value: blocks.StructValue, parent_context: dict | None = None) -> dict:
        context = super().get_context(value, parent_context)
        context["kind_label"] = callout_label(value["kind"])
        return context

    class Meta:
        icon = "info-circle"
        label = _("Callout")
        description = _("A note, a tip or a word of care, set apart from the text")
        template = "content/blocks/callout.html"
        group = GROUP
        preview_value = {
            "kind": "tip",
            "title": "Start small",
            "text": "<p>Five minutes a day are easier to keep than an hour on Sunday.</p>",
        }


def callout_label(kind: str) -> str | Promise:
    """Return the words for a callout's kind."""
    return CalloutKind(kind).label


class QuotationBlock(blocks.StructBlock):
    """What somebody said, and who it was."""

    text = blocks.TextBlock(label=_("What was said"), max_length=600)
    source = blocks.CharBlock(
        required=False,
        max_length=120,
        label=_("Who said it"),
        help_text=_("A first name that is not their own, or a role. Never somebody’s real name without asking."),
    )

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        description = _("Somebody’s own words, with who said them")
        template = "content/blocks/quotation.html"
        group = GROUP
        preview_value = {
            "text": "I used to think an urge would grow for ever. Now I know it passes.",
            "source": "Somebody who goes to a meeting",
        }


class StepBlock(blocks.StructBlock):
    """One step of a list of them."""

    title = blocks.CharBlock(max_length=120, label=_("What to do"))
    text = blocks.RichTextBlock(required=False, features=SHORT_FEATURES, label=_("How"))


class StepsBlock(blocks.StructBlock):
    """Things to do one after the other, numbered."""

    title = blocks.CharBlock(required=False, max_length=120, label=_("Title"))
    steps = blocks.ListBlock(StepBlock(), default=[{}, {}], min_num=2, max_num=12, label=_("Steps"))

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        description = _("Things to do one after the other, numbered")
        template = "content/blocks/steps.html"
        group = GROUP
        preview_value = {
            "title": "Before the doors open",
            "steps": [
                {"title": "Set the chairs in a circle", "text": ""},
                {"title": "Put up the guidelines", "text": "<p>Where everybody can read them.</p>"},
            ],
        }


class TableBlock(blocks.StructBlock):
    """A table with a caption and headings that screen readers can tell."""

    table = TypedTableBlock(
        [("text", blocks.CharBlock(required=False, label=_("Words"), max_length=300))], label=_("Table")
    )
    first_column_heads = blocks.BooleanBlock(
        required=False, default=True, label=_("The first column says what each row is about")
    )

    def clean(self, value: Any) -> Any:
        """Refuse to publish a table without a caption, or with a column that has no heading."""
        cleaned = super().clean(value)
        sentence = None if self.is_deferred_validation else _table_lacks(cleaned["table"])
        if sentence:
            raise StructBlockValidationError(block_errors={"table": ValidationError(sentence)})
        return cleaned

    class Meta:
        icon = "table"
        label = _("Table")
        description = _("Rows and columns, with a caption and headings")
        template = "content/blocks/table.html"
        group = GROUP
        preview_value = {
            "table": {
                "caption": "How long each part takes",
                "columns": [{"type": "text", "heading": "Part"}, {"type": "text", "heading": "Minutes"}],
                "rows": [{"values": ["Welcome", "5"]}, {"values": ["Check-in", "15"]}],
            },
            "first_column_heads": True,
        }


def _table_lacks(table: Any) -> str | None:
    if not table.columns or not table.row_data:
        return gettext("This table is empty. Please add a column and a row, or remove the block.")
    if not table.caption.strip():
        return gettext("Please give the table a caption: it says what the table shows.")
    if not all(column["heading"].strip() for column in table.columns):
        return gettext("Please give every column a heading.")
    return None
