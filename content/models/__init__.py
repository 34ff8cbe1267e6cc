"""What editors keep: site pages, recordings, glossary terms, tools, and the words that the language check knows."""

from content.models.language import AllowedWord, WatchedWord, WordKind, WordList
from content.models.pages import HomePage, StandardPage, StepBlock
from content.models.recordings import Recording, RecordingKind
from content.models.snippets import GlossaryTerm, Point, Tool

__all__ = [
    "AllowedWord",
    "GlossaryTerm",
    "HomePage",
    "Point",
    "Recording",
    "RecordingKind",
    "StandardPage",
    "StepBlock",
    "Tool",
    "WatchedWord",
    "WordKind",
    "WordList",
]
