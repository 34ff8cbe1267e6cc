"""What notes and certificates say: plain values, drawn as pages and as PDFs."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Note:
    """That a person finished an open course, on a calendar day in the United Kingdom, in one edition of it."""

    name: str
    course: str
    finished_on: date
    edition: int


@dataclass(frozen=True)
class Certificate:
    """What a certificate says, as it was when the award was issued.

    `address` leads to the page that confirms it; at `typed_at` serial number and surname are asked for.
    """

    name: str
    programme: str
    course: str
    edition: int
    issued_on: date
    serial: str
    address: str
    typed_at: str
