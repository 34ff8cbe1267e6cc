"""Which letters the vendored faces can draw: a missing one would come out as an empty box on somebody's name."""

import unicodedata
from functools import cache
from pathlib import Path

FONTS = Path(__file__).resolve().parents[1] / "fonts"


@cache
def drawable() -> frozenset[str]:
    """Return every character that one of the vendored faces has a glyph for."""
    return frozenset(chr(code) for path in sorted(FONTS.glob("*.ttf")) for code in _codes(path))


def undrawable(text: str) -> set[str]:
    """Return the characters of `text` that no face has, leaving out those that are never drawn (controls, joiners)."""
    return {letter for letter in set(text) - drawable() if unicodedata.category(letter) not in {"Cc", "Cf"}}


def _codes(path: Path) -> set[int]:
    from fontTools.ttLib import TTFont  # late: reading it in costs every start of manage.py 0.15 s

    with TTFont(path, lazy=True) as font:
        return set(font.getBestCmap())
