"""What only a course says: words of the glossary, the tools of the programme, and the script of a meeting."""

from typing import Any

from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from content.blocks.text import SHORT_FEATURES

GROUP = _("Teaching")


class GlossaryBlock(blocks.StructBlock):
    """Words of the glossary, explained where they are first needed."""

    terms = blocks.ListBlock(
        SnippetChooserBlock("content.GlossaryTerm", label=_("Term")), min_num=1, max_num=6, label=_("Terms")
    )

    def get_preview_value(self) -> Any:
        """Return a word that is in no glossary."""
        terms = self.child_blocks["terms"]
        term = terms.child_block.target_model(name="Lapse", meaning="A slip after a time of change. It ends nothing.")
        return self._to_struct_value([("terms", terms.normalize([term]))])

    class Meta:
        icon = "help"
        label = _("Words explained")
        description = _("Terms of the glossary, explained in the same words everywhere")
        template = "content/blocks/glossary.html"
        group = GROUP


class ToolBlock(blocks.StructBlock):
    """One tool of the programme: which point it belongs to, what it is for, how it looks on a flipchart."""

    tool = SnippetChooserBlock("content.Tool", label=_("Tool"))
    note = blocks.CharBlock(required=False, max_length=255, label=_("In this lesson"))

    def get_preview_value(self) -> Any:
        """Return a tool that is in no list."""
        tool = self.child_blocks["tool"].target_model(
            name="Urge Log",
            point="2",
            purpose="See when urges come, how strong they are and how they pass.",
            flipchart="<ul><li>Draw five columns.</li><li>Fill in one line together.</li></ul>",
        )
        return self._to_struct_value([("tool", tool), ("note", "")])

    class Meta:
        icon = "cogs"
        label = _("Tool")
        description = _("A tool of the programme: its point, what it is for, and how it looks on a flipchart")
        template = "content/blocks/tool.html"
        group = GROUP


class ScriptStepBlock(blocks.StructBlock):
    """One step of a meeting: how long it takes, what to say, what to do."""

    title = blocks.CharBlock(max_length=120, label=_("Part of the meeting"))
    minutes = blocks.IntegerBlock(min_value=1, validators=[MaxValueValidator(120)], label=_("Minutes"))
    say = blocks.RichTextBlock(required=False, features=SHORT_FEATURES, label=_("What to say"))
    do = blocks.RichTextBlock(required=False, features=SHORT_FEATURES, label=_("What to do"))

    class Meta:
        icon = "time"
        label = _("Step of a meeting")
        description = _("How long it takes, what to say and what to do")
        template = "content/blocks/script_step.html"
        group = GROUP
        preview_value = {
            "title": "Check-in",
            "minutes": 15,
            "say": "<p>How has your week been, and what would you like to work on today?</p>",
            "do": "<p>Write each topic on the flipchart in the words that were used.</p>",
        }
