"""An audit that looked at nothing is a failure, said loudly."""

import pytest

from tools.auditing import read_report, tell, vulnerable
from tools.console import Stop

REPORT = """WARNING: pip-audit says something first
{"dependencies": [{"name": "jinja2", "version": "2.4.1", "vulns": [{"id": "PYSEC-1", "fix_versions": ["2.11"]}]},
{"name": "django", "version": "5.2.19", "vulns": []}, {"name": "ours", "skip_reason": "not found"}], "fixes": []}
No known vulnerabilities found, it says afterwards"""


def test_findings_are_named_with_what_mends_them():
    assert vulnerable(read_report(REPORT, 1)) == ["jinja2 2.4.1: PYSEC-1, mended in 2.11"]


def test_what_was_not_audited_is_named(capsys):
    tell("base", read_report(REPORT, 1))
    said = capsys.readouterr().out
    assert "2 packages audited, 1 findings" in said
    assert "not audited: ours" in said


@pytest.mark.parametrize("output", ["", "connection refused", '{"dependencies": '])
def test_no_report_is_a_failure(output):
    with pytest.raises(Stop, match="NOTHING WAS AUDITED"):
        read_report(output, 1)


@pytest.mark.parametrize("report", [[], [{"name": "django", "skip_reason": "not found"}]])
def test_a_report_in_which_nothing_was_looked_up_is_a_failure(report):
    with pytest.raises(Stop, match="NOTHING WAS AUDITED"):
        tell("base", report)
