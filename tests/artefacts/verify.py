"""`make verify-artefacts`: makes the PDFs we hand out and has foreign judges look at them. No database, no pytest.

Ends with 0 when every judge accepts every file, 1 when one is refused, 2 when a judge is missing.
"""

import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import django

from tests.artefacts.judges import JudgeMissingError, Verdict, judge_all

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
        verdicts = judge_all(make_notes(FOLDER))
    except JudgeMissingError as missing:
        sys.stderr.write(f"{missing}\n")
        return 2
    refused = [verdict for verdict in verdicts if not verdict.passed]
    sys.stdout.write(f"{table(verdicts)}\n{len(verdicts)} verdicts, {len(refused)} refused. Files: {FOLDER}\n")
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())
