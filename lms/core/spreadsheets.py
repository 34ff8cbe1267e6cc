"""Tables that people open in a spreadsheet: every name intact, and nothing taken for a formula."""

import csv
from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse

# A spreadsheet takes these at the start of a cell for a formula; East Asian ones take the wide forms too.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def plain_cell(value: Any) -> Any:
    """Return `value` as a spreadsheet may have it: a text that looks like a formula gets an apostrophe before it."""
    if not isinstance(value, str):
        return value
    return f"'{value}" if value.startswith(FORMULA_STARTS) or value.lstrip().startswith(FORMULA_STARTS) else value


def csv_response(*, filename: str, header: Iterable[Any], rows: Iterable[Iterable[Any]]) -> HttpResponse:
    """Return a download of a table as CSV: RFC 4180, UTF-8 with the mark by which spreadsheets know it.

    Arguments: `filename`, plain letters and `.csv`; `header` and `rows`, whose cells are texts, numbers or dates.
    """
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow([plain_cell(str(cell)) for cell in header])
    writer.writerows([plain_cell(cell) for cell in row] for row in rows)
    return response
