"""The statement of a licence year for whoever keeps it: as a spreadsheet and as a PDF."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from enrolment.models import PlaceAllowance
from enrolment.rules.places import Statement
from enrolment.statements.words import Line
from lms.core.pdf import Draft, PdfUnavailable, compose_pdf
from lms.core.spreadsheets import csv_response

STYLES = Path(__file__).parents[1] / "pdf"
MOST_LINES = 400


def statement_csv(allowance: PlaceAllowance, lines: Iterable[Line]) -> HttpResponse:
    """Return the movements as a table to save, the earliest first; no place is left of unlimited training."""
    header = [_("When"), _("What"), _("Remarks"), _("For whom"), _("By whom"), _("Held"), _("Used")]
    if not allowance.is_unlimited:
        header += [_("Left"), _("Change of places left")]
    rows = (_cells(line, counts_left=not allowance.is_unlimited) for line in lines)
    return csv_response(filename=f"{file_stem(allowance)}.csv", header=header, rows=rows)


def _cells(line: Line, *, counts_left: bool) -> list[Any]:
    sums = line.movement
    cells = [f"{line.at:%Y-%m-%d %H:%M}", line.what, line.note, line.whom, line.by, sums.held, sums.used]
    return [*cells, sums.left, sums.change] if counts_left else cells


def statement_draft(
    allowance: PlaceAllowance, statement: Statement, lines: Sequence[Line], *, at: datetime, product_name: str
) -> Draft:
    """Return the PDF to be of the statement as it stands at `at`; `lines`, every movement, the earliest first."""
    return compose_pdf(
        template="enrolment/pdf/statement.html",
        context={
            "allowance": allowance,
            "statement": statement,
            "lines": lines,
            "at": timezone.localtime(at),
            "product_name": product_name,
        },
        title=_("Statement of training places: %(site)s") % {"site": allowance.licence.site.name},
        styles=(STYLES / "statement.css",),
        created=at,
    )


def refuse_too_long(lines: Sequence[Line]) -> None:
    """Raise PdfUnavailable for more movements than can be drawn while somebody waits (a second for each fifty)."""
    if len(lines) > MOST_LINES:
        raise PdfUnavailable(
            "too-long",
            _("This statement is too long for a PDF. Please save the movements as a table, which holds all of them."),
        )


def file_stem(allowance: PlaceAllowance) -> str:
    """Return the name of a saved statement, without its ending: the site, where it has Latin letters, and the year."""
    site = slugify(allowance.licence.site.name)
    return "-".join(filter(None, ["places", site, f"{allowance.starts_on:%Y-%m-%d}"]))
