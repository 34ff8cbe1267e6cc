"""Tables that people bring from a spreadsheet: read whatever it wrote, say what cannot be read, run nothing."""

import csv
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from io import StringIO
from itertools import islice
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lms.core.spreadsheets import plain_cell

MAX_ROWS: Final = 10_000
MAX_BYTES: Final = 2_000_000
MEGABYTE: Final = 1_000_000
# The last one is what nearly everybody has; a name such as “Price, Anne” holds it as well.
DELIMITERS: Final = ("\t", ";", ",")
LINES_TO_JUDGE: Final = 20
BYTE_ORDER_MARKS: Final = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
WORKBOOKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
# What was no text, and what decoding put where there was none.
UNREADABLE: Final = ("\0", "\ufffd")
Columns = Mapping[str, Collection[str]]


@dataclass(frozen=True)
class Row:
    """One row. `number`: as a spreadsheet counts, empty rows and the header too; `cells`: texts by column, trimmed."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Table:
    """What was read. `header`: the column each cell was taken for, empty where none; `problems`: whole sentences.

    A row with a problem is not among the `rows`; a problem of the whole table leaves none. `encoding`: the name of
    what the bytes were taken for, such as Windows-1252; empty for a text. `text`: all of it, to be read once more.
    """

    header: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    problems: tuple[str, ...] = ()
    encoding: str = ""
    text: str = field(default="", repr=False)


class _UnusableError(Exception):
    """Why nothing of a table can be used: a sentence."""


def read_table(data: bytes | str, *, columns: Columns, optional: Collection[str] = ()) -> Table:
    """Return the table in `data`, a CSV file or what was pasted from a spreadsheet. Never refuses: see `problems`.

    Arguments: `columns`, by name all ways of writing a heading, the one to show first; case, spaces and hyphens do not
    matter; `optional`, those of them that may be missing. Without a first row of headings the cells are taken in the
    order of `columns`, when there are as many of them as there are columns, or as there are columns that must be there.
    At most 10,000 rows and 2 MB. Formulas are texts; the apostrophe that our own downloads put before one is taken off.
    """
    encoding = text = ""
    try:
        _refuse_too_large(data)
        text, encoding = _text_of(data)
        _refuse_too_large(text)
        header, rows, problems = _read(text, columns, [name for name in columns if name not in optional])
    except _UnusableError as problem:
        return Table(problems=(str(problem),), encoding=encoding, text=text)
    return Table(header, rows, problems, encoding, text)


def _refuse_too_large(data: bytes | str) -> None:
    size = len(data.encode("utf-8", errors="surrogatepass") if isinstance(data, str) else data)
    if size > MAX_BYTES:
        raise _UnusableError(_("This is larger than %(size)d MB. Please divide it.") % {"size": MAX_BYTES // MEGABYTE})


def _text_of(data: bytes | str) -> tuple[str, str]:
    if isinstance(data, str):
        return data.removeprefix("\ufeff"), ""
    if data.startswith(WORKBOOKS):
        raise _UnusableError(_("This is a spreadsheet file. Please open it, save it as CSV and choose that file."))
    return _decoded(data)


def _decoded(data: bytes) -> tuple[str, str]:
    """Return the text of a file and the name of its encoding; what is in none of them ends as U+FFFD."""
    for mark, codec in BYTE_ORDER_MARKS.items():
        if data.startswith(mark):
            return data.decode(codec, errors="replace"), codec.removesuffix("-sig").upper()
    try:
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace"), "Windows-1252"


def _read(text: str, columns: Columns, needed: list[str]) -> tuple[tuple[str, ...], tuple[Row, ...], tuple[str, ...]]:
    known = {_plain(word): name for name, words in columns.items() for word in (name, *words)}
    records = _records(text, _delimiter_of(text, known))
    number, first = next(records, (0, []))
    if not number:
        raise _UnusableError(_("There is nothing in it."))
    header = tuple(known.get(_plain(cell), "") for cell in first)
    if any(header):
        _refuse_unfit(header, columns, needed)
        rows, problems = _rows(records, header)
        if not rows and not problems:
            raise _UnusableError(_("There are headings, but no rows below them."))
        return header, rows, problems
    header = _assumed(first, columns, needed)
    return header, *_rows(_with_first(number, first, records), header)


def _delimiter_of(text: str, known: Mapping[str, str]) -> str:
    """Return what stands between the cells: what makes headings of the first row, else columns of the most rows."""

    def fitness(delimiter: str) -> tuple[int, int]:
        rows = [row for _number, row in islice(_records(text, delimiter, strict=False), LINES_TO_JUDGE)]
        widths = [len(row) for row in rows if len(row) > 1]
        headings = sum(_plain(cell) in known for cell in rows[0]) if rows else 0
        return headings, max((widths.count(width) for width in widths), default=0)

    return max(DELIMITERS, key=fitness)


def _records(text: str, delimiter: str, *, strict: bool = True) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that are not empty, with their numbers."""
    number = 0
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True, strict=strict)
    try:
        for number, row in enumerate(reader, start=1):
            cells = [_as_typed(cell) for cell in row]
            if any(cells):
                yield number, cells
    except csv.Error:
        if strict:
            raise _UnusableError(_unclosed_quote(number + 1)) from None


def _as_typed(cell: str) -> str:
    """Return what stood in a cell before our own download put an apostrophe before its formula."""
    bare = cell[1:] if cell.startswith("'") else cell
    return bare.strip() if plain_cell(bare) == cell else cell.strip()


def _plain(heading: str) -> str:
    return "".join(char for char in heading.casefold() if char.isalnum())


def _refuse_unfit(header: tuple[str, ...], columns: Columns, needed: list[str]) -> None:
    for name in columns:
        if header.count(name) > 1:
            raise _UnusableError(_("There is more than one column “%(name)s”.") % {"name": _shown(name, columns)})
    missing = [_shown(name, columns) for name in needed if name not in header]
    if missing:
        raise _UnusableError(_("These columns are missing: %(names)s.") % {"names": ", ".join(missing)})


def _assumed(first: list[str], columns: Columns, needed: list[str]) -> tuple[str, ...]:
    for names in (needed, list(columns)):
        if len(names) == len(first):
            return tuple(names)
    raise _UnusableError(
        _("We cannot tell which column is which. Please put headings into the first row: %(names)s.")
        % {"names": ", ".join(_shown(name, columns) for name in needed)}
    )


def _shown(name: str, columns: Columns) -> str:
    return next(iter(columns[name]), name)


def _with_first(
    number: int, first: list[str], rest: Iterator[tuple[int, list[str]]]
) -> Iterator[tuple[int, list[str]]]:
    yield number, first
    yield from rest


def _rows(records: Iterator[tuple[int, list[str]]], header: tuple[str, ...]) -> tuple[tuple[Row, ...], tuple[str, ...]]:
    rows: list[Row] = []
    problems: list[str] = []
    width = len(header)
    for number, cells in records:
        if len(rows) + len(problems) == MAX_ROWS:
            raise _UnusableError(_("There are more than %(count)d rows. Please divide them.") % {"count": MAX_ROWS})
        problem = _problem_of(number, cells, width)
        if problem:
            problems.append(problem)
        else:
            rows.append(Row(number, {name: cell for name, cell in zip(header, cells, strict=False) if name}))
    return tuple(rows), tuple(problems)


def _problem_of(number: int, cells: list[str], width: int) -> str:
    """Return why a row cannot be used, or nothing; empty cells after the last column do no harm."""
    if any(char in cell for cell in cells for char in UNREADABLE):
        return _("Row %(row)d: a letter cannot be read. Please save the table as CSV UTF-8.") % {"row": number}
    if len(cells) < width or any(cells[width:]):
        words = ngettext(
            "Row %(row)d has %(count)d cell, but there are %(width)d columns.",
            "Row %(row)d has %(count)d cells, but there are %(width)d columns.",
            len(cells),
        )
        return words % {"row": number, "count": len(cells), "width": width}
    return ""


def _unclosed_quote(row: int) -> str:
    words = _("Row %(row)d: a quotation mark has no partner. Please correct it; nothing after it could be read.")
    return words % {"row": row}
