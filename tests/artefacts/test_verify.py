"""The judges accept what we hand out and refuse what is broken: the same function says both."""

from datetime import date
from pathlib import Path

import pytest
from weasyprint import HTML

from certificates.rendering import note_draft
from certificates.rules import Note
from tests.artefacts.judges import Verdict, judge_all
from tests.artefacts.verify import make_certificates, make_manuals, make_statements, table

STATEMENTS = ("statement-empty.pdf", "statement-short.pdf", "statement-several-pages.pdf")


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> list[Verdict]:
    """Judge a note, the same note cut short, a page without tags, and one of everything else, in one go."""
    folder = tmp_path_factory.mktemp("artefacts")
    draft = note_draft(Note("Zoë Ŵyn", "Introduction to SMART", date(2026, 4, 20), 1), product_name="SMART Training")
    contents = {
        "good": draft.render(),
        "cut": draft.render()[:4000],
        "untagged": HTML(string=draft.html, base_url=str(Path.cwd())).write_pdf(),
    }
    name = {"welsh": "Zoë Ŵyn-Łukasz"}
    paths = [folder / f"{name}.pdf" for name in contents]
    for path, content in zip(paths, contents.values(), strict=True):
        path.write_bytes(content)
    return judge_all([*paths, *make_certificates(folder, name), *make_manuals(folder, name), *make_statements(folder)])


def refused_by(verdicts: list[Verdict], file: str) -> set[str]:
    return {verdict.judge for verdict in verdicts if verdict.file == file and not verdict.passed}


@pytest.mark.parametrize("file", ["good.pdf", "certificate-welsh.pdf", "manual-welsh.pdf", *STATEMENTS])
def test_what_we_hand_out_is_accepted_by_every_judge(verdicts: list[Verdict], file: str) -> None:
    good = [verdict for verdict in verdicts if verdict.file == file]
    assert [(verdict.passed, verdict.checks > 0) for verdict in good] == [(True, True)] * 2


def test_a_pdf_without_tags_is_refused_with_the_rules_it_breaks(verdicts: list[Verdict]) -> None:
    assert refused_by(verdicts, "untagged.pdf") == {"veraPDF PDF/UA-1"}
    assert any("7.1-" in verdict.broken for verdict in verdicts if verdict.file == "untagged.pdf")


def test_a_pdf_cut_short_is_refused_by_every_judge(verdicts: list[Verdict]) -> None:
    assert refused_by(verdicts, "cut.pdf") == {"veraPDF PDF/UA-1", "qpdf --check"}


def test_the_table_names_what_is_refused(verdicts: list[Verdict]) -> None:
    lines = [line for line in table(verdicts).splitlines() if "REFUSED" in line]
    assert [line.split()[0] for line in lines] == ["cut.pdf", "cut.pdf", "untagged.pdf"]
