"""What tags of a question say: its tool, its point of the programme, and what the two formats have no place for."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.translation import gettext as _

from assessments.exchange.drafts import Notes
from assessments.models import Difficulty, Question
from assessments.models.bank import MOST_MARKS
from assessments.rules import Kind
from content.models import Point, Tool

# What a right answer in part earns in Moodle as well.
IN_PARTS: Final = frozenset({Kind.MULTIPLE, Kind.MATCHING, Kind.ORDERING, Kind.GAP_FILL})
TRUE_FALSE: Final = f"kind:{Kind.TRUE_FALSE}"
NAMED: Final = re.compile(r"(tool|point|marks|difficulty|part_marks|words):\s*(.{1,80})", re.IGNORECASE)
POINT: Final = re.compile(r"point ([1-4])", re.IGNORECASE | re.ASCII)
GUIDE: Final = re.compile(r"(\d{0,4})-(\d{0,4})", re.ASCII)
YES_OR_NO: Final = {"yes": True, "no": False}


@dataclass(frozen=True)
class Known:
    """What tags may name: the keys of tools and the points, each by any way of writing it, in small letters."""

    tools: Mapping[str, str] = field(default_factory=dict)
    points: Mapping[str, str] = field(default_factory=dict)


def known_names() -> Known:
    """Return the tools and points that there are; one statement."""
    rows = list(Tool.objects.values_list("key", "name"))
    tools = {name.casefold(): key for key, name in rows} | {key.casefold(): key for key, _name in rows}
    return Known(tools, {str(label).casefold(): value for value, label in Point.choices})


def read_tags(tags: Iterable[str], kind: Kind, known: Known, notes: Notes) -> dict[str, Any]:
    """Return the fields of a question that its tags fill; what is none of ours, or said twice, is noted."""
    found: dict[str, Any] = {}
    for tag in tags:
        said = _meaning(tag, kind, known)
        if not said or any(name in found and found[name] != value for name, value in said.items()):
            words = _("The tag “%(tag)s” names no tool or point of ours that is not named yet, and is left out.")
            notes.add(words % {"tag": tag})
        else:
            found |= said
    return found


def write_tags(question: Question) -> tuple[str, ...]:
    """Return what is not usual about `question`, as `read_tags` reads it."""
    usual = Kind(question.kind) in IN_PARTS
    said = [
        (question.tool, f"tool:{question.tool.key}" if question.tool else ""),
        (question.point, f"point:{question.point}"),
        (question.difficulty != Difficulty.MIDDLE, f"difficulty:{question.difficulty}"),
        (question.marks != 1, f"marks:{question.marks}"),
        (usual and not question.part_marks, "part_marks:no"),
        (question.word_from or question.word_to, f"words:{question.word_from or ''}-{question.word_to or ''}"),
    ]
    return tuple(tag for is_said, tag in said if is_said)


def _meaning(tag: str, kind: Kind, known: Known) -> dict[str, Any]:
    """Return what one tag says, nothing when it is none of ours."""
    named = NAMED.fullmatch(tag)
    if named:
        return MEANINGS[named[1].lower()](named[2].strip(), kind, known)
    words = tag.casefold()
    pointed = POINT.fullmatch(tag)
    if pointed:
        return {"point": pointed[1]}
    if words in known.tools:
        return {"tool": known.tools[words]}
    return {"point": known.points[words]} if words in known.points else {}


def _tool(said: str, kind: Kind, known: Known) -> dict[str, Any]:
    key = known.tools.get(said.casefold())
    return {"tool": key} if key else {}


def _point(said: str, kind: Kind, known: Known) -> dict[str, Any]:
    point = said if said in Point.values else known.points.get(said.casefold())
    return {"point": point} if point else {}


def _marks(said: str, kind: Kind, known: Known) -> dict[str, Any]:
    return {"marks": int(said)} if said in map(str, range(1, MOST_MARKS + 1)) else {}


def _difficulty(said: str, kind: Kind, known: Known) -> dict[str, Any]:
    return {"difficulty": int(said)} if said in map(str, Difficulty.values) else {}


def _part_marks(said: str, kind: Kind, known: Known) -> dict[str, Any]:
    is_usable = said.lower() in YES_OR_NO and kind in IN_PARTS
    return {"part_marks": YES_OR_NO[said.lower()]} if is_usable else {}


def _words(said: str, kind: Kind, known: Known) -> dict[str, Any]:
    guide = GUIDE.fullmatch(said)
    if guide is None or kind is not Kind.WRITING:
        return {}
    least, most = (int(number) if number else None for number in guide.groups())
    if least == 0 or (least and most is not None and most < least):
        return {}
    return {"word_from": least, "word_to": most}


MEANINGS: Final[dict[str, Callable[[str, Kind, Known], dict[str, Any]]]] = {
    "tool": _tool,
    "point": _point,
    "marks": _marks,
    "difficulty": _difficulty,
    "part_marks": _part_marks,
    "words": _words,
}
