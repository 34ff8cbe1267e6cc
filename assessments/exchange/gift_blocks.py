"""A GIFT file is taken apart into questions, with the lines where they begin and the comments above them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from assessments.exchange.plain import BLANKS

BRACE: Final = re.compile(r"\\.|([{}])")
CATEGORY: Final = re.compile(r"\s*\$CATEGORY:\s*(.*)", re.IGNORECASE)


@dataclass(frozen=True)
class Block:
    """One question as it stands in the file. `category`: the last one named before it."""

    line: int
    text: str
    comments: tuple[str, ...]
    category: str


@dataclass
class _Splitter:
    """What is known of the lines so far."""

    categories: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    begins: int = 0
    is_open: bool = False
    is_closed: bool = False

    def block(self) -> Iterator[Block]:
        """Yield the question that has ended, if there was one."""
        if self.lines:
            category = self.categories[-1] if self.categories else ""
            yield Block(self.begins, "\n".join(self.lines).strip(BLANKS), tuple(self.comments), category)
            self.comments = []
        self.lines, self.is_open, self.is_closed = [], False, False

    def add(self, number: int, line: str, braces: str) -> None:
        """Take a line of a question."""
        if not self.lines:
            self.begins = number
        self.lines.append(line)
        if braces:
            self.is_open = braces[-1] == "{"
            self.is_closed = self.is_closed or "}" in braces


def blocks_of(text: str) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """Return the questions of a file, and all categories that it names.

    Empty lines divide questions, but not between braces: unless the next brace opens, then one was forgotten.
    """
    splitter = _Splitter()
    return tuple(_blocks(text.split("\n"), splitter)), tuple(splitter.categories)


def _blocks(rows: list[str], splitter: _Splitter) -> Iterator[Block]:
    braces = [_braces(row) for row in rows]
    following = _following(braces)
    for number, row in enumerate(rows, start=1):
        category = None if splitter.is_open else CATEGORY.match(row)
        if _is_comment(row):
            if splitter.is_closed and not splitter.is_open:
                yield from splitter.block()
            splitter.comments.append(row)
        elif category:
            yield from splitter.block()
            splitter.categories.append(category[1])
        elif row.strip(BLANKS):
            if splitter.is_closed and not splitter.is_open and row.lstrip().startswith("::"):
                yield from splitter.block()
            splitter.add(number, row, braces[number - 1])
        elif not (splitter.is_open and following[number - 1] == "}"):
            yield from splitter.block()
    yield from splitter.block()


def _is_comment(row: str) -> bool:
    return row.lstrip().startswith("//")


def _braces(row: str) -> str:
    return "" if _is_comment(row) else "".join(match[1] or "" for match in BRACE.finditer(row))


def _following(braces: list[str]) -> list[str]:
    """Return for each line the first brace that comes after it."""
    following, known = [""] * len(braces), ""
    for place in range(len(braces) - 1, -1, -1):
        following[place] = known
        known = braces[place][:1] or known
    return following
