"""`audit`: known vulnerabilities in what is locked; an audit that looked at nothing is a failure, said loudly."""

import json
import tempfile
from pathlib import Path
from typing import Any

from tools.console import Stop, captured, say, step, tool
from tools.installing import LOCKS, install

# Long known to be vulnerable: a feed that finds nothing here finds nothing anywhere.
CONTROL = "jinja2==2.4.1"


def audit() -> int:
    """Audit both locks. Returns 1 when a vulnerability is known, and refuses with Stop when nothing was audited."""
    install("dev", ())
    with step("Asking the vulnerability feed about a version known to be vulnerable"):
        if not vulnerable(_control()):
            raise Stop(
                f"NOTHING WAS AUDITED: the feed reports nothing about {CONTROL}, which is known to be vulnerable."
            )
    reports = {kind: _asked(LOCKS[kind]) for kind in LOCKS}
    found = [line for report in reports.values() for line in vulnerable(report)]
    for kind, report in reports.items():
        tell(kind, report)
    print("\n".join(sorted(set(found))), flush=True)
    return 1 if found else 0


def tell(kind: str, report: list[dict[str, Any]]) -> None:
    """Say how many packages of a lock were audited and which were not; refuses with Stop when none was."""
    skipped = [entry["name"] for entry in report if "skip_reason" in entry]
    if len(skipped) == len(report):
        raise Stop(f"NOTHING WAS AUDITED: requirements/{kind}.txt gave {len(report)} packages, none of them looked up.")
    say(f"requirements/{kind}.txt: {len(report) - len(skipped)} packages audited, {len(vulnerable(report))} findings")
    if skipped:
        say("not audited: " + ", ".join(skipped))


def _control() -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "control.txt"
        path.write_text(CONTROL + "\n", encoding="utf-8")
        return _asked(path)


def _asked(path: Path) -> list[dict[str, Any]]:
    options = ["--no-deps", "--disable-pip", "--progress-spinner", "off", "--format", "json"]
    code, output = captured([tool("pip-audit"), "-r", str(path), *options])
    return read_report(output, code)


def read_report(output: str, code: int) -> list[dict[str, Any]]:
    """Return the packages that pip-audit reports in `output`; refuses with Stop when there is no report in it."""
    start, end = output.find('{"dependencies"'), output.rfind("}") + 1
    try:
        return list(json.loads(output[start:end])["dependencies"])
    except ValueError:
        raise Stop(f"NOTHING WAS AUDITED: the feed did not answer (exit code {code}).\n{output[-1500:]}") from None


def vulnerable(report: list[dict[str, Any]]) -> list[str]:
    """Return a line for each known problem."""
    return [_line(entry, problem) for entry in report for problem in entry.get("vulns", ())]


def _line(entry: dict[str, Any], problem: dict[str, Any]) -> str:
    mended = ", ".join(problem["fix_versions"]) or "no version yet"
    return f"{entry['name']} {entry['version']}: {problem['id']}, mended in {mended}"
