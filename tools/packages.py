"""System packages that pip cannot bring: asked for by what they give, installed by apt where we may."""

import ctypes.util
import os
import shutil
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from tools.console import Stop, flag, say, step

JAXB = Path("/usr/share/java/jaxb-api.jar")


@dataclass(frozen=True)
class Need:
    """One thing the machine must have: how to see it, which Debian packages bring it, what lacks without it."""

    name: str
    present: Callable[[], bool]
    packages: tuple[str, ...]
    without: str


def _library(*names: str) -> Callable[[], bool]:
    return lambda: all(ctypes.util.find_library(name) for name in names)


def _program(*names: str) -> Callable[[], bool]:
    return lambda: any(shutil.which(name) for name in names)


def browser() -> str | None:
    """Return the path of Chromium, or None."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def postgres_programs() -> Path | None:
    """Return the folder of PostgreSQL's server programs (the newest), or None."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    found = str(folders[-1]) if folders else shutil.which("initdb")
    return Path(found).parent if found else None


def _jaxb() -> bool:
    return any(JAXB.parent.glob("jaxb-runtime*.jar")) or any(JAXB.parent.glob("jaxb-impl*.jar"))


PANGO = Need(
    "pango",
    _library("pango-1.0", "pangoft2-1.0", "harfbuzz-subset"),
    ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"),
    "certificates and notes cannot be drawn as PDF (their pages still work)",
)
CHROMIUM = Need("chromium", lambda: browser() is not None, ("chromium",), "the journeys in a real browser cannot run")
# Playwright brings a Node.js of its own, which needs this library; a minimal Debian lacks it.
ATOMIC = Need("libatomic", _library("atomic"), ("libatomic1",), "the journeys in a real browser cannot run")
POPPLER = Need("pdftoppm", _program("pdftoppm"), ("poppler-utils",), "tests that look at PDFs fail")
QPDF = Need("qpdf", _program("qpdf"), ("qpdf",), "make verify-artefacts cannot run")
GETTEXT = Need("gettext", _program("msgfmt"), ("gettext",), "translations cannot be gathered or compiled")
JAVA = Need("java", _program("java"), ("default-jre-headless",), "make verify-artefacts cannot run")
JDK = Need("javac", _program("javac"), ("default-jdk-headless",), "make verify-artefacts cannot build its launcher")
JAXB_NEED = Need("jaxb", _jaxb, ("libjaxb-java",), "make verify-artefacts cannot run")
POSTGRES = Need("initdb", lambda: postgres_programs() is not None, ("postgresql",), "make prove cannot run")

BASE = (PANGO,)
ARTEFACTS = (PANGO, QPDF, POPPLER, JAVA, JDK, JAXB_NEED)
DEV = (*ARTEFACTS, CHROMIUM, ATOMIC, GETTEXT)
PROVE = (*DEV, POSTGRES)


def may_apt() -> bool:
    """Return whether this process may install Debian packages."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def missing(needs: Iterable[Need]) -> list[Need]:
    """Return the needs this machine does not meet."""
    return [need for need in needs if not need.present()]


def ensure(needs: Iterable[Need]) -> None:
    """Install what is missing by apt as root; else say what is missing and what it is for.

    Refuses with Stop under CI=true when something is still missing, for there a gap would hide a failure.
    """
    absent = missing(needs)
    if absent and may_apt():
        apt_install([package for need in absent for package in need.packages])
        absent = missing(absent)
    for need in absent:
        say(f"missing: {need.name}: {need.without}. On Debian: apt-get install {' '.join(need.packages)}")
    if absent and flag("CI"):
        raise Stop("CI=true and system packages are missing: " + ", ".join(need.name for need in absent))


def apt_install(packages: list[str]) -> None:
    """Install Debian packages; a failure is said, not raised, for the caller looks again at what is there."""
    with step("Installing system packages: " + " ".join(packages)):
        quiet = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300"]
        updated = _apt([*quiet, "update"])
        installed = _apt([*quiet, "-y", "--no-install-recommends", "install", *packages])
    if updated or installed:
        say("apt-get did not succeed; going on with what is there")


def _apt(argv: list[str]) -> int:
    return subprocess.run(
        argv,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        check=False,
    ).returncode
