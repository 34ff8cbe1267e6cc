"""What pages are written with: the blocks of plain pages, and those of lessons, which have more."""

from wagtail import blocks

from content.blocks.media import AudioBlock, DownloadBlock, PictureBlock, VideoBlock
from content.blocks.practice import CheckBlock, ReflectionBlock, ScenarioBlock, WorksheetBlock
from content.blocks.teaching import GlossaryBlock, ScriptStepBlock, ToolBlock
from content.blocks.text import CalloutBlock, QuotationBlock, StepsBlock, TableBlock, TextBlock

# What waits for a learner: rendered anew for each, never kept (see content.rendering).
INTERACTIVE = frozenset({"worksheet", "reflection", "check", "scenario"})


class BodyBlock(blocks.StreamBlock):
    """The body of a site page."""

    text = TextBlock()
    image = PictureBlock()
    callout = CalloutBlock()
    video = VideoBlock()
    audio = AudioBlock()
    download = DownloadBlock()
    quotation = QuotationBlock()
    steps = StepsBlock()
    table = TableBlock()
    glossary = GlossaryBlock()
    tool = ToolBlock()


class LessonBlock(BodyBlock):
    """The body of a lesson: all of that, the script of a meeting, and what learners do."""

    script_step = ScriptStepBlock()
    worksheet = WorksheetBlock()
    reflection = ReflectionBlock()
    check = CheckBlock()
    scenario = ScenarioBlock()
