"""Which part of a file a player asks for (HTTP Range, RFC 9110): one part, or the whole."""

import re
from dataclasses import dataclass

WANTED = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


@dataclass(frozen=True)
class Part:
    """Bytes `first` to `last` of a file, both included."""

    first: int
    last: int

    @property
    def length(self) -> int:
        """Return how many bytes these are; none or fewer when the file does not reach that far."""
        return self.last - self.first + 1


def part_wanted(header: str, size: int) -> Part | None:
    """Return the part of a file of `size` bytes that `header` asks for, or None for the whole.

    What we do not understand, several parts included, means the whole, as the standard allows. A part that begins
    behind the end has no length: the caller answers 416.
    """
    found = WANTED.fullmatch(header.replace(" ", ""))
    first, last = found.groups() if found else ("", "")
    if first and last and int(first) > int(last):
        return None
    if first:
        return Part(int(first), min(int(last), size - 1) if last else size - 1)
    return Part(max(0, size - int(last)) if int(last) else size, size - 1) if last else None
