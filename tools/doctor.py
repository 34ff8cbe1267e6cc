"""`doctor`: one line for everything the commands need: is it there, and what to do when it is not."""

import os
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tools import databases, installing, packages
from tools.console import PYTHON, ROOT, captured, table
from tools.serving import taken

REDIS_URL = "redis:" + "//127.0.0.1:6379/0"
FONTS = ROOT / "lms" / "core" / "fonts"
PENDING = ("migrate", "--check", "-v", "0")


@dataclass(frozen=True)
class Line:
    """One thing looked at. `needed` for the demo; what is not needed only limits other commands."""

    name: str
    good: bool
    found: str
    advice: str = ""
    needed: bool = False


def doctor() -> int:
    """Print the table; return 1 when something that the demo needs is missing, else 0."""
    lines = [line for look in LOOKS for line in look()]
    rows = [["", "what", "found", "what to do"]]
    rows += [[_mark(line), line.name, line.found, "" if line.good else line.advice] for line in lines]
    print(table(rows))
    lacking = [line.name for line in lines if line.needed and not line.good]
    print("\n" + (f"Missing for make demo: {', '.join(lacking)}." if lacking else "Ready for make demo."))
    return 1 if lacking else 0


def _mark(line: Line) -> str:
    return "ok" if line.good else "MISSING" if line.needed else "-"


def _python() -> list[Line]:
    found = ".".join(map(str, sys.version_info[:3]))
    return [Line("Python", sys.version_info >= (3, 11), found, "install Python 3.11 or newer", needed=True)]


def _environment() -> list[Line]:
    stamp = installing.stamp()
    kind = stamp.get("kind", "dev" if installing.has_dev() else "base")
    there = PYTHON.exists()
    return [
        Line("virtual environment", there, ".venv" if there else "none", "python3 run.py install", needed=True),
        Line(
            "packages equal the lock",
            installing.in_step(kind),
            _state(stamp),
            f"python3 run.py install {kind}",
            needed=True,
        ),
        Line("locks name no host", not installing.hosts_named(), "requirements/", "python3 run.py lock"),
    ]


def _state(stamp: dict[str, str]) -> str:
    return f"requirements/{stamp['kind']}.txt" if stamp else "not installed by run.py"


def _system() -> list[Line]:
    advice = "apt-get install " if packages.may_apt() else "as root: apt-get install "
    return [
        Line(need.name, need.present(), "there" if need.present() else need.without, advice + " ".join(need.packages))
        for need in packages.PROVE
    ]


def _fonts() -> list[Line]:
    count = len([path for path in FONTS.rglob("*") if path.suffix in (".ttf", ".otf")])
    return [Line("fonts for PDFs", count > 0, f"{count} files below lms/core/fonts", "git checkout lms/core/fonts")]


def _services() -> list[Line]:
    url = databases.test_url()
    version = databases.answering(url) if PYTHON.exists() else ""
    redis = urlsplit(os.environ.get("REDIS_URL", "").strip() or REDIS_URL)
    at = (redis.hostname or "127.0.0.1", redis.port or 6379)
    there = _answers(*at)
    return [
        Line(
            "PostgreSQL",
            bool(version),
            f"{version or 'none'} at {databases.shown(url)}",
            "set TEST_DATABASE_URL; make prove starts its own",
        ),
        Line(
            "Redis",
            there,
            f"{'there' if there else 'none'} at {at[0]}:{at[1]}",
            "only make serve needs it: set REDIS_URL",
        ),
    ]


def _answers(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host, port), timeout=1):
            return True
    except OSError:
        return False


def _place() -> list[Line]:
    host, port = os.environ.get("HOST") or "127.0.0.1", os.environ.get("PORT") or "8000"
    busy = taken(host, int(port)) if port.isdigit() else "PORT is not a number"
    folder = _var()
    writable = os.access(folder if folder.exists() else folder.parent, os.W_OK)
    return [
        Line(
            f"port {port}", not busy, busy or f"free on {host}", "choose another one: make demo PORT=8001", needed=True
        ),
        Line("var/ can be written", writable, str(folder), f"let this account write {folder}", needed=True),
    ]


def _var() -> Path:
    return Path(os.environ.get("VAR_DIR", "").strip() or ROOT / "var")  # looked at, not made


def _migrations() -> list[Line]:
    database = _var() / "demo.sqlite3"
    if not PYTHON.exists() or not database.exists():
        return [Line("demo database", False, "not made yet", "make demo makes it")]
    code, _ = captured([str(PYTHON), "manage.py", *PENDING], {"DJANGO_SETTINGS_MODULE": "lms.settings.demo"})
    return [Line("demo database", code == 0, str(database), "make demo brings it up to date")]


LOOKS: tuple[Callable[[], list[Line]], ...] = (_python, _environment, _system, _fonts, _services, _place, _migrations)
