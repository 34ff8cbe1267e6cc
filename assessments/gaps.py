"""A text with gaps as editors write it, `An urge [rises|grows].`: read and judged. Pure, no database."""

import re

from assessments.items import Gaps

# A backslash before a bracket, a stroke or a backslash makes it a plain sign. Those are held back, as characters
# that no text has, while the others are looked for.
SIGNS = "[]|\\"
HELD = {sign: chr(0xFDD2 + place) for place, sign in enumerate(SIGNS)}
PLAIN = re.compile(r"\\([\[\]|\\])")
GAP = re.compile(r"\[([^\]]*)\]")
RELEASED = str.maketrans({held: sign for sign, held in HELD.items()})


def gaps_of(text: str) -> Gaps:
    r"""Return the parts of a text whose gaps stand in square brackets, and what each gap accepts.

    `[rises|grows]` accepts either word; `\[`, `\]`, `\|` and `\\` are plain signs.
    """
    pieces = GAP.split(_held(text))
    accepted = (words.split("|") for words in pieces[1::2])
    return Gaps(
        tuple(map(_released, pieces[::2])), tuple(tuple(_released(word).strip() for word in gap) for gap in accepted)
    )


def brackets_are_closed(text: str) -> bool:
    """Tell whether every bracket that begins or ends a gap has its partner, and none stands in another gap."""
    return not any("[" in piece or "]" in piece for piece in GAP.split(_held(text)))


def _held(text: str) -> str:
    return PLAIN.sub(lambda sign: HELD[sign[1]], text)


def _released(text: str) -> str:
    return text.translate(RELEASED)
