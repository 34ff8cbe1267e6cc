"""The bytes of a file become text, whatever they were written in."""

import re
from collections.abc import Iterator
from typing import Final

from charset_normalizer import from_bytes
from django.utils.translation import gettext as _

from lms.core.errors import DomainError

BYTE_ORDER_MARKS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
DECLARED: Final = re.compile(rb"""\A\s*<\?xml[^>]{0,100}\sencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
# No others: some of Python's decoders are no encodings of text, or are slow on purpose.
TRUSTED: Final = re.compile(
    r"(?:utf-?8|us-ascii|ascii|iso-?8859-\d+|latin-?\d|windows-\d+|cp\d+|koi8-[ru]|macintosh)", re.I
)
# As much as is looked at to guess, and what nearly everybody has who has not got UTF-8.
SAMPLE: Final = 50_000
USUAL: Final = "cp1252"
NAMES: Final = {"cp1252": "Windows-1252"}


def text_of(data: bytes) -> tuple[str, str]:
    """Return the text of a file, and a sentence when its encoding is a guess; else an empty one.

    A byte order mark decides, then the declaration of an XML file, UTF-8, UTF-16 without a mark, and last a guess.
    Refuses: `not_readable` when there is none in which it is a text.
    """
    for mark, codec in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _checked(_decoded(data, codec)), ""
    for codec in _candidates(data):
        text = _decoded(data, codec)
        if text is not None:
            return _checked(text), ""
    guessed = _guess(data)
    words = _(
        "The file does not say how its letters are written. We took it for %(encoding)s; please check the accents."
    )
    return _checked(_decoded(data, guessed)), words % {"encoding": NAMES.get(guessed, guessed)}


def _candidates(data: bytes) -> Iterator[str]:
    declared = DECLARED.match(data[:300])
    if declared and TRUSTED.fullmatch(declared[1].decode("ascii")):
        yield declared[1].decode("ascii")
    even, odd = data[:2000:2].count(0), data[1:2000:2].count(0)
    if even + odd > min(len(data), 2000) // 5:
        yield "utf-16-be" if even > odd else "utf-16-le"
    yield "utf-8"


def _decoded(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except (UnicodeError, LookupError):
        return None


def _guess(data: bytes) -> str:
    sample = _telling(data)
    found = from_bytes(sample, cp_isolation=[USUAL]).best() or from_bytes(sample).best()
    if found is None:
        raise not_readable()
    return found.encoding


def _telling(data: bytes) -> bytes:
    """Return a part of `data` in which there are letters to guess by."""
    first = next(re.finditer(rb"[\x80-\xff]", data)).start()
    begin = data.rfind(b"\n", 0, first) + 1 if first > SAMPLE // 2 else 0
    return data[begin : begin + SAMPLE]


def _checked(text: str | None) -> str:
    if text is None or "\0" in text:
        raise not_readable()
    return text.removeprefix("\ufeff")


def not_readable() -> DomainError:
    """Return the refusal of a file that is no text."""
    return DomainError(
        "not_readable", _("This file is no text that we can read. Please save it as GIFT or Moodle XML.")
    )
