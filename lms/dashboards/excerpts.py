"""A few words around what was searched for, in pieces so that a template can mark what was meant."""

import re
from dataclasses import dataclass

AROUND, LONGEST = 90, 260
SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Piece:
    """A piece of an excerpt; `is_meant` where it is a word that was searched for."""

    text: str
    is_meant: bool


@dataclass(frozen=True)
class Excerpt:
    """Pieces in order; `begins` and `ends` tell whether the text itself begins and ends there."""

    pieces: tuple[Piece, ...] = ()
    begins: bool = True
    ends: bool = True


def excerpt_of(text: str, words: tuple[str, ...]) -> Excerpt:
    """Return the part of `text` around the first of `words` that stands in it, else its beginning.

    A word is also found at the beginning of a longer one: "urge" in "urges".
    """
    plain, meant = SPACE.sub(" ", text).strip(), _pattern(words)
    first = meant.search(plain)
    start = _word_start(plain, max(0, first.start() - AROUND)) if first else 0
    end = _word_end(plain, start + LONGEST)
    return Excerpt(_pieces(plain[start:end], meant), begins=start == 0, ends=end == len(plain))


def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    # The plural of "urge" and the singular of "urges" are found by the index, so both are marked.
    stems = sorted({word[:-1] if len(word) > 3 and word.endswith("s") else word for word in words}, key=len)
    found = "|".join(re.escape(stem) for stem in reversed(stems))
    return re.compile(rf"\b(?:{found})\w*" if found else r"(?!)", re.IGNORECASE)


def _word_start(text: str, place: int) -> int:
    return text.rfind(" ", 0, place) + 1 if place else 0


def _word_end(text: str, place: int) -> int:
    if place >= len(text):
        return len(text)
    return max(text.rfind(" ", 0, place), place - LONGEST // 4)


def _pieces(text: str, meant: re.Pattern[str]) -> tuple[Piece, ...]:
    found, at = [], 0
    for match in meant.finditer(text):
        found += [Piece(text[at : match.start()], False), Piece(match[0], True)]
        at = match.end()
    return tuple(piece for piece in [*found, Piece(text[at:], False)] if piece.text)
