"""Finds watched words in a text: whole words, however they are capitalised, hyphenated or quoted."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

CONTEXT = 55  # characters on either side of a word that make its passage
LONGEST_PASSAGE = 200

# Seen by nobody, so they separate nothing: soft hyphen, joiners, marks of direction, byte order mark.
INVISIBLE = dict.fromkeys([0x00AD, 0x034F, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, 0xFEFF])
APOSTROPHES, HYPHENS = "‘’ʼ‛′＇`´", "‐‑‒–—−﹣－"
ALIKE = str.maketrans({**dict.fromkeys(APOSTROPHES, "'"), **dict.fromkeys(HYPHENS, "-")})
SPECIAL = re.compile(r"[.*+?^${}()|\[\]\\]")
SEPARATOR = re.compile(r"[ -]+")
# Fellowships whose names hold such a word: a name is nobody's label.
A_NAME = r"(?![ -]anonymous)"


@dataclass(frozen=True)
class Dialect:
    """How a kind of regular expression writes what belongs to a word."""

    letter: str


PYTHON = Dialect(r"\w")
JAVASCRIPT = Dialect(r"[\p{L}\p{N}_]")


@dataclass(frozen=True)
class Watched:
    """A word to look for (a star at its end stands for any ending), why, and what can be said instead."""

    phrase: str
    kind: str
    reason: str
    instead: str


@dataclass(frozen=True)
class Finding:
    """One place in a tidied text where a watched word stands, with the words around it."""

    word: Watched
    start: int
    end: int
    found: str
    before: str
    after: str

    @property
    def passage(self) -> str:
        """Return the word with what stands around it, at most LONGEST_PASSAGE long."""
        return f"{self.before}{self.found}{self.after}"[:LONGEST_PASSAGE]

    @property
    def key(self) -> tuple[str, str]:
        """Return by what the finding is known again: the watched word and the passage."""
        return self.word.phrase, self.passage


def tidy(text: str) -> str:
    """Return `text` as a reader sees it: composed letters, nothing invisible, one blank wherever there is space."""
    return " ".join(unicodedata.normalize("NFC", text.translate(INVISIBLE)).split())


def alike(text: str) -> str:
    """Return `text`, letter for letter, with one kind of apostrophe and one kind of hyphen."""
    return text.translate(ALIKE)


def pattern_of(phrase: str, dialect: Dialect = PYTHON) -> str:
    """Return the regular expression that finds `phrase` as whole words; nothing for a phrase without letters."""
    words = _words_of(phrase, dialect)
    return _whole(words, dialect) if words else ""


def _whole(words: str, dialect: Dialect) -> str:
    return f"(?<!{dialect.letter})(?:{words})(?!{dialect.letter}){A_NAME}"


def _words_of(phrase: str, dialect: Dialect) -> str:
    """A blank and a hyphen are the same between words ("sea-side", "sea side")."""
    plain = alike(tidy(phrase))
    stem = plain.rstrip("*")
    words = [SPECIAL.sub(r"\\\g<0>", word) for word in SEPARATOR.split(stem.strip(" -")) if word]
    ending = f"{dialect.letter}*" if words and stem != plain else ""
    return "[ -]".join(words) + ending


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """Return what stands before and after text[start:end], CONTEXT characters or less, cut between words."""
    left, right = max(0, start - CONTEXT), min(len(text), end + CONTEXT)
    if left:
        left = text.find(" ", left, start) + 1 or start
    if right < len(text):
        right = max(text.rfind(" ", end, right), end)
    return ("… " if left else "") + text[left:start], text[end:right] + (" …" if right < len(text) else "")


class Matcher:
    """A set of watched words, ready to be looked for in many texts."""

    def __init__(self, words: Iterable[Watched]) -> None:
        found = [word for word in words if pattern_of(word.phrase)]
        # Where two begin at the same place, the longer one says more, then the exact one.
        self.words = sorted(found, key=lambda word: (-len(word.phrase.rstrip("*")), word.phrase.endswith("*")))

    @cached_property
    def _expression(self) -> re.Pattern[str]:
        # What belongs to no word in particular is asked once, and first: most places in a text begin none.
        each = "|".join(f"({_words_of(word.phrase, PYTHON)})" for word in self.words)
        return re.compile(_whole(each, PYTHON), re.IGNORECASE)

    def find(self, text: str) -> list[Finding]:
        """Return every place in `tidy(text)` where one of the words stands, in order, each place once."""
        if not self.words:
            return []
        shown = tidy(text)
        return [self._finding(shown, match) for match in self._expression.finditer(alike(shown))]

    def _finding(self, shown: str, match: re.Match[str]) -> Finding:
        start, end = match.span()
        word = self.words[(match.lastindex or 1) - 1]
        return Finding(word, start, end, shown[start:end], *around(shown, start, end))
