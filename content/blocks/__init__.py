"""The blocks that pages are written with: one block, one class, one template of the same name."""

from content.blocks.body import INTERACTIVE, BodyBlock, LessonBlock
from content.blocks.media import AudioBlock, DescribedImageBlock, DownloadBlock, PictureBlock, VideoBlock
from content.blocks.practice import CheckBlock, ReflectionBlock, ScenarioBlock, WorksheetBlock
from content.blocks.sheets import WorksheetKind
from content.blocks.teaching import GlossaryBlock, ScriptStepBlock, ToolBlock
from content.blocks.text import (
    SHORT_FEATURES,
    TEXT_FEATURES,
    CalloutBlock,
    CalloutKind,
    QuotationBlock,
    StepsBlock,
    TableBlock,
    TextBlock,
    callout_label,
)

__all__ = [
    "INTERACTIVE",
    "SHORT_FEATURES",
    "TEXT_FEATURES",
    "AudioBlock",
    "BodyBlock",
    "CalloutBlock",
    "CalloutKind",
    "CheckBlock",
    "DescribedImageBlock",
    "DownloadBlock",
    "GlossaryBlock",
    "LessonBlock",
    "PictureBlock",
    "QuotationBlock",
    "ReflectionBlock",
    "ScenarioBlock",
    "ScriptStepBlock",
    "StepsBlock",
    "TableBlock",
    "TextBlock",
    "ToolBlock",
    "VideoBlock",
    "WorksheetBlock",
    "WorksheetKind",
    "callout_label",
]
