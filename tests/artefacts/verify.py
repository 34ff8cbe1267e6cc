"""`make verify-artefacts`: makes the PDFs we hand out and has foreign judges look at them. No database, no pytest.

Ends with 0 when every judge accepts every file, 1 when one is refused, 2 when a judge is missing.
"""

import os
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import django

from tests.artefacts.judges import JudgeMissingError, Verdict, judge_all
from tests.artefacts.packs import make_packs

if TYPE_CHECKING:
    from enrolment.statements.words import Line

FOLDER = Path(__file__).resolve().parents[2] / "var" / "artefacts"
NAMES = {
    "ordinary": "Rowan Example",
    "welsh-polish": "Zoë Ŵyn-Łukasz",
    "polish-hungarian-romanian": "Żaneta Kőszegi-Ștefănescu",
    "sixty-characters": "Maximiliana Bartholomew-Featherstonehaugh Okonkwo-Achterberg",
    "arabic": "محمد عبد الله الأحمد",
    "hebrew": "יעל כהן",
    "hindi-punjabi": "हरप्रीत कौर ਹਰਪ੍ਰੀਤ ਕੌਰ",
    "longest-the-form-takes": "Ŵ" * 150,
}
ISSUED_BY = {"product_name": "SMART Training", "issuer": "UK SMART Recovery"}


def make_notes(folder: Path) -> list[Path]:
    """Write a completion note for every name into `folder`; return the files."""
    from certificates.rendering import note_draft
    from certificates.rules import Note

    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"note-{slug}.pdf" for slug in NAMES]
    for path, name in zip(paths, NAMES.values(), strict=True):
        note = Note(name=name, course="Introduction to SMART", finished_on=date(2026, 4, 20), edition=1)
        path.write_bytes(note_draft(note, product_name="SMART Training").render())
    return paths


def make_certificates(folder: Path, names: Mapping[str, str] = NAMES) -> list[Path]:
    """Write a certificate for each of `names` into `folder`; return the files."""
    from certificates.rendering import certificate_draft
    from certificates.rules import Certificate

    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"certificate-{slug}.pdf" for slug in names]
    about = {"programme": "SMART Recovery", "course": "SMART Facilitator", "edition": 1, "serial": "UKSR-2CD4-F6HX"}
    site = "training.example.org/verify/"
    where = {"address": f"https://{site}2CDFHJKMNPRTVWXY3456/", "typed_at": site, "issued_on": date(2026, 4, 20)}
    for path, name in zip(paths, names.values(), strict=True):
        path.write_bytes(certificate_draft(Certificate(name=name, **about, **where), **ISSUED_BY).render())
    return paths


def make_manuals(folder: Path, names: Mapping[str, str] = NAMES) -> list[Path]:
    """Write a personal copy of the sample manual for each of `names` into `folder`; return the files."""
    from certificates.models import Award
    from certificates.rendering import manual_draft
    from lms.demo.manuals import sample_manuals

    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"manual-{slug}.pdf" for slug in names]
    manual = sample_manuals()[0]
    for path, name in zip(paths, names.values(), strict=True):
        award = Award(printed_name=name, programme_name="SMART Recovery", serial="UKSR-2CD4-F6HX")
        path.write_bytes(manual_draft(manual, award, **ISSUED_BY).render())
    return paths


def make_statements(folder: Path) -> list[Path]:
    """Write a short statement of training places and one of several pages into `folder`; return the files."""
    from enrolment.models import Licence, LicenceType, PartnerOrganisation, PlaceAllowance, Site
    from enrolment.rules.places import Statement
    from enrolment.statements.paper import statement_draft

    folder.mkdir(parents=True, exist_ok=True)
    site = Site(name="Quay Street", organisation=PartnerOrganisation(name="Harbour Recovery"))
    licence = Licence(site=site, licence_type=LicenceType(name="SMART Recovery"))
    year = PlaceAllowance(licence=licence, starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31))
    at = datetime(2026, 4, 20, 9, 30, tzinfo=UTC)
    paths = []
    for slug, rounds in {"empty": 0, "short": 1, "several-pages": 12}.items():
        paths.append(folder / f"statement-{slug}.pdf")
        about = {"at": at, "product_name": "SMART Training"}
        draft = statement_draft(year, Statement(6, 0, 0, is_over=False), _lines(at, rounds), **about)
        paths[-1].write_bytes(draft.render())
    return paths


def _lines(at: datetime, rounds: int) -> "tuple[Line, ...]":
    """Return what a statement lists where everybody of NAMES was nominated and released `rounds` times."""
    from enrolment.rules.movements import GrantRecord, NominationRecord, What, movements
    from enrolment.rules.places import NominationStatus
    from enrolment.statements.words import lines_of

    grant = GrantRecord(What.LICENCE, 6, at, "Orla Finch")
    people = [
        NominationRecord(NominationStatus.RELEASED, name, at, "", ended_at=at, ended_by="Lena", reason="Moved away")
        for name in [*NAMES.values()] * rounds
    ]
    return lines_of(movements([grant] if rounds else [], people, year_over_at=at + timedelta(days=200), at=at))


def make_all(folder: Path) -> list[Path]:
    """Write everything we hand out into `folder`; return the files."""
    ours = (make_notes, make_certificates, make_manuals, make_statements, make_packs)
    return [path for make in ours for path in make(folder)]


def table(verdicts: Sequence[Verdict]) -> str:
    """Return the verdicts as lines of a table."""
    rows = [("file", "judge", "verdict", "checks", "broken rules")]
    rows += [(v.file, v.judge, "accepted" if v.passed else "REFUSED", str(v.checks), v.broken) for v in verdicts]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    return "\n".join(
        "  ".join([*(cell.ljust(width) for cell, width in zip(row[:4], widths, strict=True)), row[4]]).rstrip()
        for row in rows
    )


def main() -> int:
    """Make, judge, print; return the exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.demo")
    django.setup()
    try:
        verdicts = judge_all(make_all(FOLDER))
    except JudgeMissingError as missing:
        sys.stderr.write(f"{missing}\n")
        return 2
    refused = [verdict for verdict in verdicts if not verdict.passed]
    sys.stdout.write(f"{table(verdicts)}\n{len(verdicts)} verdicts, {len(refused)} refused. Files: {FOLDER}\n")
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())
