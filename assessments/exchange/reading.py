"""Questions come in as a file: which format it is shows in what it says, not in its name alone."""

import re
from typing import BinaryIO, Final

from django.utils.translation import gettext as _

from assessments.exchange.charset import text_of
from assessments.exchange.drafts import Reading
from assessments.exchange.gift_reading import read_gift
from assessments.exchange.limits import MOST_BYTES, refuse_too_large
from assessments.exchange.moodle_reading import read_moodle_xml
from assessments.exchange.plain import UNUSABLE, usable
from lms.core.errors import DomainError

PIECE: Final = 65_536
GIFT_NAMES: Final = (".gift", ".gift.txt")
GIFT: Final = re.compile(r"^::|^\s*\$CATEGORY:|(?<!\\)\{", re.MULTILINE | re.IGNORECASE)
XML: Final = re.compile(r"\s*<(?:\?xml|!|quiz\b|[a-zA-Z][\w:-]*[\s>].{0,2000}?</)", re.DOTALL)


def read_questions(data: BinaryIO | bytes, *, name: str) -> Reading:
    """Return the questions of a file of GIFT or Moodle XML, whatever its letters are written in.

    Arguments: `data`, the file, of which no more than 2 MB are read; `name`, what it was called. Returns every question
    of the file, either as a draft or as refused with a sentence and its line.
    Refuses (DomainError): `file_too_large` above 2 MB, `too_many_questions` above 2,000, `not_readable`, `unsafe_xml`,
    `unknown_format`.
    """
    text, guess = text_of(_bytes_of(data))
    if not text.strip():
        raise DomainError("not_readable", _("There is nothing in this file."))
    if XML.match(text[:5000]) and not name.lower().endswith(GIFT_NAMES):
        reading, written = read_moodle_xml(text), "xml"
    elif GIFT.search(text) or name.lower().endswith(GIFT_NAMES):
        reading, written = read_gift(text), "gift"
    else:
        raise DomainError("unknown_format", _("This file is neither GIFT nor Moodle XML, as far as we can see."))
    return Reading(reading.questions, reading.refused, (*_notes(text, guess), *reading.notes), written)


def _notes(text: str, guess: str) -> list[str]:
    notes = [guess] if guess else []
    if UNUSABLE.search(text) and usable(text) != text:
        notes.append(_("Signs that are no letters were taken out of it."))
    return notes


def _bytes_of(data: BinaryIO | bytes) -> bytes:
    if isinstance(data, bytes):
        refuse_too_large(len(data))
        return data
    pieces, size = [], 0
    while size <= MOST_BYTES and (piece := data.read(min(PIECE, MOST_BYTES + 1 - size))):
        pieces.append(piece)
        size += len(piece)
    refuse_too_large(size)
    return b"".join(pieces)
