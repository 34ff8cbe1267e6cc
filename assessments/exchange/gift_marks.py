r"""The marks of GIFT: what stands behind a backslash is none."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from assessments.exchange.drafts import Notes
from assessments.exchange.formats import Format, html_of, line_of
from assessments.exchange.plain import BLANKS

ESCAPED: Final = re.compile(r"\\([~=#{}:\\n])")
TO_ESCAPE: Final = re.compile(r"[~=#{}:\\]")
FORMAT: Final = re.compile(r"[ \t\n]*+\[(html|moodle|plain|markdown)\]")
LINE_END: Final = re.compile(r"[ \t]*\n[ \t]*")
# One without an end takes the rest of the line, so that many of them cost no more than one.
DIRECTIVE: Final = re.compile(r"\[(id|tag|kind|gap_text):((?:\\.|[^\]\\])*+)(\]|\\?\Z)")
# In these formats the ends of lines in the file mean nothing, only those that are written as \n.
FLOWING: Final = frozenset({Format.MOODLE, Format.PLAIN})


@dataclass(frozen=True)
class Words:
    """A text as it stands in the file, and the format that it is written in."""

    raw: str
    written: Format

    @property
    def text(self) -> str:
        r"""Return the text with its marks resolved."""
        trimmed = self.raw.strip(BLANKS)
        raw = LINE_END.sub(" ", trimmed) if self.written in FLOWING else trimmed
        return ESCAPED.sub(lambda match: "\n" if match[1] == "n" else match[1], raw)

    def html(self, notes: Notes) -> str:
        """Return it as safe HTML."""
        return html_of(self.text, self.written, notes)

    def line(self, notes: Notes) -> str:
        """Return it as one plain line."""
        return line_of(self.text, self.written, notes)


def words_of(raw: str, default: Format) -> Words:
    """Return `raw` with the format it names, else `default`."""
    match = FORMAT.match(raw)
    return Words(raw[match.end() :], Format(match[1])) if match else Words(raw, default)


def places_of(marks: str, raw: str) -> tuple["re.Match[str]", ...]:
    """Return where one of `marks`, a regular expression, stands in `raw` without a backslash before it."""
    found = re.finditer(rf"\\.|({marks})", raw, re.DOTALL)
    return tuple(match for match in found if match[1] is not None)


def split(mark: str, raw: str, most: int = 1) -> list[str]:
    """Return the parts of `raw` around the first `most` of these marks."""
    parts, at = [], 0
    for place in places_of(mark, raw)[:most]:
        parts.append(raw[at : place.start()])
        at = place.end()
    return [*parts, raw[at:]]


def escaped(text: str) -> str:
    r"""Return `text` as GIFT writes it, in one line."""
    return TO_ESCAPE.sub(r"\\\g<0>", text).replace("\n", "\\n")


def directives_of(comments: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return what comments say in square brackets, such as a tag: names and values."""
    return tuple(
        (match[1], _value(match[2])) for row in comments for match in DIRECTIVE.finditer(row) if match[3] == "]"
    )


def directive(name: str, value: str) -> str:
    """Return what `directives_of` reads."""
    written = re.sub(r"[\]\\]", r"\\\g<0>", value).replace("\n", "\\n")
    return f"[{name}:{written}]"


def _value(raw: str) -> str:
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] == "n" else match[1], raw)
