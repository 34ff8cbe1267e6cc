"""One file of a course: front matter in YAML, then Markdown, with everything else in sections between it.

---
title: Watching an urge
---

<!-- text id=… -->
Running text.

:::callout
id: …
title: Start small
:::
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from lms.coursepacks.files import plain
from lms.coursepacks.files.plain import Mapping
from lms.coursepacks.files.problems import FolderError

TEXT = "text"
FENCE = ":::"
OPENED = re.compile(r":::\s?([a-z][a-z0-9_]*)\s*")
MARKED = re.compile(r"<!-- text(?: id=([^\s<>]+))?(?: keys=([\w,-]*))? -->\s*")
# A line of running text that would be taken for something else.
TAKEN = re.compile(r"^(?::::|<!-- text)", re.MULTILINE)


@dataclass(frozen=True)
class Section:
    """One part of a body: its type, its value as files write it, its id where it has one, and its line."""

    type: str
    value: Any
    id: str = ""
    line: int = field(default=1, compare=False)


@dataclass(frozen=True)
class Document:
    """What a file says."""

    front: dict[str, Any]
    sections: tuple[Section, ...] = ()


def write(document: Document) -> str:
    """Return the text of a file that says `document`."""
    parts = [f"---\n{plain.dump(document.front)}---"]
    before = ""
    for section in document.sections:
        parts.append(_written(section, after_text=before == TEXT))
        before = section.type
    return "\n\n".join(parts) + "\n"


def _written(section: Section, *, after_text: bool) -> str:
    text, keys = _running(section)
    if text is None:
        return f"{FENCE}{section.type}\n{plain.dump(_inside(section))}{FENCE}"
    marked = section.id or keys is not None or after_text or not text
    return f"{_mark(section.id, keys)}\n{text}".rstrip("\n") if marked else text


def _running(section: Section) -> tuple[str | None, str | None]:
    """Return the Markdown and keys of a section that can stand as running text, else None."""
    value = section.value
    if section.type != TEXT or not (isinstance(value, str) or (isinstance(value, dict) and "markdown" in value)):
        return None, None
    text, keys = (value, None) if isinstance(value, str) else (value["markdown"], value["keys"])
    fits = text == text.strip() and not TAKEN.search(text) and not plain.SPECIAL_BREAKS.search(text)
    return (text, keys) if fits else (None, None)


def _mark(block_id: str, keys: str | None) -> str:
    return "<!-- text" + (f" id={block_id}" if block_id else "") + ("" if keys is None else f" keys={keys}") + " -->"


def _inside(section: Section) -> dict[str, Any]:
    own = {"id": section.id} if section.id else {}
    if isinstance(section.value, dict) and section.value and not {"id", "value"} & section.value.keys():
        return {**own, **section.value}
    return {**own, "value": section.value}


def parse(text: str) -> Document:
    """Return what the `text` of a file says.

    Refuses: `front_matter`, `section_open`, `section_stray`, `section_empty`, and what `plain.load` refuses.
    """
    lines = text.split("\n")
    if lines[0].rstrip() != "---" or "---" not in (line.rstrip() for line in lines[1:]):
        raise FolderError("front_matter", _("The file begins with its settings between two lines “---”."), line=1)
    end = next(place for place, line in enumerate(lines[1:], start=1) if line.rstrip() == "---")
    front = plain.load("\n".join(lines[1:end]), line=2)
    if not isinstance(front, Mapping):
        raise FolderError("front_matter", _("Between the lines “---” stand settings, such as “title: …”."), line=1)
    return Document(front, tuple(_sections(lines, end + 1)))


def _sections(lines: list[str], start: int) -> Iterator[Section]:
    place, text = start, _Text(start + 1)
    while place < len(lines):
        line = lines[place]
        marked, opened = MARKED.fullmatch(line), OPENED.fullmatch(line)
        if marked or opened:
            yield from text.sections()
            text = _Text(place + 1, marked)
        if opened:
            end = _end(lines, place)
            yield _fenced(opened[1], lines[place + 1 : end], place + 1)
            place, text = end, _Text(end + 2)
        elif not marked:
            text.add(line, place + 1)
        place += 1
    yield from text.sections()


def _end(lines: list[str], start: int) -> int:
    for place in range(start + 1, len(lines)):
        if lines[place].rstrip() == FENCE:
            return place
    raise FolderError("section_open", _("This section has no end; close it with a line “:::”."), line=start + 1)


def _fenced(kind: str, lines: Iterable[str], line: int) -> Section:
    value = plain.load("\n".join(lines), line=line + 1)
    if not isinstance(value, Mapping):
        words = _("Between “:::%(kind)s” and “:::” stand its parts, such as “title: …”.") % {"kind": kind}
        raise FolderError("section_empty", words, line=line)
    block_id = value.pop("id", "") or ""
    if not isinstance(block_id, str):
        raise FolderError("bad_id", _("“id” must be text; put it in quotes."), line=value.line_of("id"))
    return Section(kind, value["value"] if value.keys() == {"value"} else value, block_id, line)


class _Text:
    """Running text as it is being read."""

    def __init__(self, line: int, marked: re.Match[str] | None = None) -> None:
        self.line, self.marked, self.lines = line, marked, list[str]()

    def add(self, line: str, number: int) -> None:
        """Take one more line."""
        if line.startswith(FENCE):
            words = _("A line that begins with “:::” opens a section (“:::callout”) or ends one.")
            raise FolderError("section_stray", words, line=number)
        if not self.lines and not self.marked:
            self.line = number
        if line.strip() or self.lines:
            self.lines.append(line)

    def sections(self) -> Iterator[Section]:
        """Yield the section, unless nothing stands here."""
        text = "\n".join(self.lines).strip()
        block_id, keys = self.marked.groups() if self.marked else (None, None)
        if text or self.marked:
            value = text if keys is None else {"markdown": text, "keys": keys}
            yield Section(TEXT, value, block_id or "", self.line)
