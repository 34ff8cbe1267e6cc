"""How headings fit below one another, and names that every computer can read: pure, no database."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

DEEPEST = 6
LONGEST_NAME = 48
# Windows keeps these for itself, whatever follows the dot.
RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))})


def fit_levels(levels: Iterable[int], *, under: int) -> list[int]:
    """Return the levels of headings so that they stand below one of level `under` and none is skipped.

    What stood below a heading still does, up to the sixth level.
    """
    open_levels: list[int] = []
    fitted = []
    for level in levels:
        while open_levels and open_levels[-1] >= level:
            open_levels.pop()
        open_levels.append(level)
        fitted.append(min(under + len(open_levels), DEEPEST))
    return fitted


def file_name(numbers: Sequence[int], title: str, ending: str = "") -> str:
    """Return a name of small letters, digits and hyphens: the numbers keep order, the title tells people what it is."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain)[:LONGEST_NAME].strip("-")
    name = "-".join([*(f"{number:02d}" for number in numbers), *filter(None, [words])])
    return (f"{name}-" if name in RESERVED else name or "untitled") + ending


def typed_address(address: str) -> str:
    """Return an address as people read it from paper and type it: without the part every browser adds by itself."""
    return re.sub(r"^(https?://|mailto:|tel:)", "", address)
