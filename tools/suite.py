"""`test` and `prove`: the same suite on SQLite and PostgreSQL, and a table of what was proved."""

import os
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from tools import databases, packages
from tools.console import Stop, call, flag, say, table, tool
from tools.installing import install

# These touch no database, or (the browser's journeys) ask nothing of it that others do not: once is enough, but for
# `prove`. The suite is to take no longer than twelve minutes.
ONCE = ("architecture", "artefacts", "commands", "settings", "journeys")


@dataclass
class Run:
    """One engine's run: its exit code, its seconds, and what each suite counted."""

    engine: str
    code: int
    seconds: float
    suites: dict[str, list[float]] = field(default_factory=dict)


def test(arguments: Sequence[str]) -> int:
    """Install what tests need, run the suite on SQLite and, when one answers, on PostgreSQL; say which.

    Arguments: passed on to pytest. Returns the first exit code that is not 0. Under CI=true a missing PostgreSQL
    or browser is a failure.
    """
    install("dev")
    url = databases.test_url()
    version = databases.answering(url)
    if flag("CI") and not version:
        raise Stop(f"CI=true and no PostgreSQL answers at {databases.shown(url)}: half of the proof would be missing.")
    runs = [_run("SQLite", {"TEST_ENGINE": "sqlite"}, arguments)]
    if version:
        once = [f"--ignore=tests/{folder}" for folder in ONCE]
        extra = {"TEST_ENGINE": "postgresql", "TEST_DATABASE_URL": url}
        runs.append(_run(f"PostgreSQL {version}", extra, [*once, *arguments]))
    _close(runs, "" if version else f"No PostgreSQL answers at {databases.shown(url)}, so SQLite alone was tried.")
    return _code(runs)


def prove(arguments: Sequence[str]) -> int:
    """Run every test at full numbers on SQLite and on a private PostgreSQL cluster; print what was proved."""
    install("dev", packages.PROVE)
    if packages.browser() is None:
        raise Stop("make prove needs a browser. On Debian: apt-get install chromium")
    with databases.private_cluster() as url:
        full = {"PROVE": "1", "TEST_DATABASE_URL": url}
        runs = [
            _run("SQLite", {**full, "TEST_ENGINE": "sqlite"}, arguments),
            _run(f"PostgreSQL {databases.answering(url)}", {**full, "TEST_ENGINE": "postgresql"}, arguments),
        ]
    print(proved(runs), flush=True)
    _close(runs, "")
    return _code(runs)


def _run(engine: str, extra: dict[str, str], arguments: Sequence[str]) -> Run:
    say(f"Tests on {engine}")
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        code = call([tool("python"), "-m", "pytest", f"--junitxml={report}", *_options(arguments)], extra)
        return Run(engine, code, time.monotonic() - begun, _counted(report))


def _options(arguments: Sequence[str]) -> list[str]:
    workers = os.environ.get("TEST_WORKERS", "3")
    # In the order of tests/conftest.py: the long ones first.
    options = ["-n", workers, "--dist", "loadscope", "--no-loadscope-reorder"]
    left_out = []
    if packages.browser() is None:
        say("No browser is here, so the tests that drive one are left out. On Debian: apt-get install chromium")
        left_out.append("not browser")
    if packages.postgres_programs() is None:
        say("PostgreSQL's server programs are not here, so chaos is left out. On Debian: apt-get install postgresql")
        left_out.append("not cluster")
    chosen = ["-m", " and ".join(left_out)] if left_out else []
    return [*options, *chosen, *arguments]


def _counted(report: Path) -> dict[str, list[float]]:
    """Return suite → [tests, failed, skipped, seconds], a suite being a folder below tests/."""
    suites: dict[str, list[float]] = defaultdict(lambda: [0, 0, 0, 0.0])
    cases = ElementTree.parse(report).iter("testcase") if report.exists() else ()
    for case in cases:
        row = suites[_suite(case.get("classname", ""))]
        outcome = {child.tag for child in case}
        row[0] += 1
        row[1] += bool(outcome & {"failure", "error"})
        row[2] += "skipped" in outcome
        row[3] += float(case.get("time", 0))
    return dict(suites)


def _suite(classname: str) -> str:
    parts = classname.split(".")
    return parts[1] if len(parts) > 2 else "tests"


def proved(runs: Sequence[Run]) -> str:
    """Return the table of suites: tests, failures, skips and seconds on each engine."""
    rows = [["suite", "engine", "tests", "failed", "skipped", "seconds"]]
    for run in runs:
        for name, (tests, failed, skipped, seconds) in sorted(run.suites.items()):
            rows.append([name, run.engine, f"{tests:.0f}", f"{failed:.0f}", f"{skipped:.0f}", f"{seconds:.1f}"])
        totals = [sum(column) for column in zip(*run.suites.values(), strict=True)] or [0, 0, 0, 0]
        rows.append(["all", run.engine, *(f"{total:.0f}" for total in totals[:3]), f"{run.seconds:.1f}"])
    return "\n" + table(rows) + "\n"


def _close(runs: Sequence[Run], remark: str) -> None:
    for run in runs:
        say(f"{run.engine}: {'passed' if run.code == 0 else f'failed (exit code {run.code})'} in {run.seconds:.0f} s")
    if remark:
        say(remark)


def _code(runs: Sequence[Run]) -> int:
    return next((run.code for run in runs if run.code), 0)
