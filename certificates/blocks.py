"""The blocks that manuals are written with: chapters of running text, which a page and a PDF can both draw."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content.blocks import TextBlock


class ChapterBlock(blocks.StructBlock):
    """One chapter. Its heading is the title, so the text begins one level below; links would lead nowhere on paper."""

    title = blocks.CharBlock(max_length=120, label=_("Title"))
    text = TextBlock(features=["h3", "bold", "italic", "ol", "ul"])

    class Meta:
        icon = "form"
        label = _("Chapter")
        description = _("A heading and the text below it")


class ManualBody(blocks.StreamBlock):
    """A manual: chapters, one after another."""

    chapter = ChapterBlock()

    class Meta:
        min_num = 1
