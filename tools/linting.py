"""`lint`: every check that reads the code without running it, two at a time, the findings shown for those that fail."""

import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from tools.console import ROOT, captured, say, tool
from tools.installing import hosts_named, install

TEMPLATE_ROOTS = ("lms", "content", "courses", "enrolment", "assessments", "certificates")
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "lms.settings.production",
    "SECRET_KEY": "only-for-lint-Zk4uT0vXq9LmB7cRw2Ey8HsJd5Nf1Pg6Aa3OiKe7Wb",
    "ALLOWED_HOSTS": "training.example",
    "SITE_URL": "https:" + "//training.example",
    "DATABASE_URL": "postgresql:" + "//postgres@127.0.0.1:5432/postgres",
    "REDIS_URL": "redis:" + "//127.0.0.1:6379/15",
    "S3_BUCKET": "lint",
    "DEFAULT_FROM_EMAIL": "SMART Training <training@training.example>",
    "EMAIL_HOST": "mail.training.example",
}


@dataclass(frozen=True)
class Check:
    """One linter: what it is called in the table, its command line, its environment."""

    name: str
    argv: tuple[str, ...]
    extra: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Finding:
    """What one linter answered."""

    name: str
    passed: bool
    output: str
    seconds: float


def checks() -> list[Check]:
    """Return every linter, the slow ones first."""
    manage = (tool("python"), "-W", "ignore", "manage.py")
    return [
        Check("types (mypy)", (tool("mypy"),)),
        Check("migrations", (*manage, "makemigrations", "--check", "--dry-run"), _settings("demo")),
        Check("django, demo", (*manage, "check", "--fail-level", "WARNING"), _settings("demo")),
        Check("django, test", (*manage, "check", "--fail-level", "WARNING"), _settings("test")),
        Check("django, production", (*manage, "check", "--deploy", "--fail-level", "WARNING"), PRODUCTION),
        Check("imports", (tool("lint-imports"), "--no-cache", "--no-logo")),
        Check(
            "templates (djlint)",
            (tool("djlint"), "--lint", "--quiet", "--allow-empty-input", *TEMPLATE_ROOTS),
        ),
        Check("templates (djade)", (tool("djade"), "--check", "--target-version", "5.2", *_templates())),
        Check("ruff", (tool("ruff"), "check", ".")),
        Check("format", (tool("ruff"), "format", "--check", ".")),
    ]


def _settings(name: str) -> dict[str, str]:
    return {"DJANGO_SETTINGS_MODULE": f"lms.settings.{name}"}


def _templates() -> list[str]:
    found = [path for root in TEMPLATE_ROOTS for path in (ROOT / root).rglob("templates/**/*.html")]
    return [str(path.relative_to(ROOT)) for path in sorted(found)]


def lint() -> int:
    """Run every linter; print one line for each and the output of those that failed; return 0 when all passed."""
    install("dev", ())
    with ThreadPoolExecutor(max_workers=2) as pool:
        findings = [*pool.map(_answer, checks()), _hosts()]
    failed = [finding for finding in findings if not finding.passed]
    for finding in failed:
        print(f"\n--- {finding.name} ---\n{finding.output}", flush=True)
    say("lint: all passed" if not failed else "lint: failed: " + ", ".join(finding.name for finding in failed))
    return 1 if failed else 0


def _answer(check: Check) -> Finding:
    begun = time.monotonic()
    code, output = captured(check.argv, check.extra)
    return _told(Finding(check.name, code == 0, output, time.monotonic() - begun))


def _hosts() -> Finding:
    named = hosts_named()
    return _told(Finding("requirements name no host", not named, "\n".join(named), 0.0))


def _told(finding: Finding) -> Finding:
    say(f"{'ok    ' if finding.passed else 'FAILED'} {finding.name} ({finding.seconds:.1f} s)")
    return finding
