"""What a completion note says: plain values, from which page and PDF are both drawn."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Note:
    """That a person finished an open course, on a calendar day in the United Kingdom, in one edition of it."""

    name: str
    course: str
    finished_on: date
    edition: int
