"""The virtual environment: made once, kept equal to a hashed lock, and skipped when it already is."""

import fcntl
import hashlib
import importlib.util
import json
import os
import shutil
import sys
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools import packages
from tools.console import PYTHON, ROOT, VENV, Stop, call, captured, must, say, step, tool
from tools.wheels import install_pip, uv_index, uv_indexes

LOCKS = {"base": ROOT / "requirements" / "base.txt", "dev": ROOT / "requirements" / "dev.txt"}
NEEDS = {"base": packages.BASE, "dev": packages.DEV}
STAMP = VENV / "installed.json"
COMPILE = ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-header", "--no-annotate", "-q"]


def install(kind: str, needs: tuple[packages.Need, ...] | None = None) -> None:
    """Bring the machine to the lock `kind` ("base" or "dev"): system packages, .venv, Python packages.

    A virtual environment that holds the development set is never brought down to the base set.
    """
    packages.ensure(NEEDS[kind] if needs is None else needs)
    kind = "dev" if kind == "base" and has_dev() else kind
    if in_step(kind):
        return
    with only_one():
        make_venv()
        if not in_step(kind):
            synchronise(kind)
            STAMP.write_text(json.dumps(wanted(kind)), encoding="utf-8")


def wanted(kind: str) -> dict[str, str]:
    """Return what the stamp says once the virtual environment equals the lock."""
    return {"kind": kind, "lock": hashlib.sha256(LOCKS[kind].read_bytes()).hexdigest(), "python": _home()}


def stamp() -> dict[str, str]:
    """Return what the virtual environment was last brought to; empty when unknown."""
    try:
        return dict(json.loads(STAMP.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def in_step(kind: str) -> bool:
    """Return whether .venv equals the lock and its Python still starts."""
    return stamp() == wanted(kind) and PYTHON.exists()


def has_dev() -> bool:
    """Return whether .venv holds the development set (also one made by hand, without our stamp)."""
    return stamp().get("kind") == "dev" or (not stamp() and any(VENV.glob("lib/python*/site-packages/pytest")))


def _home() -> str:
    config = VENV / "pyvenv.cfg"
    lines = config.read_text(encoding="utf-8").splitlines() if config.exists() else []
    return next((line.partition("=")[2].strip() for line in lines if line.startswith("version")), "")


@contextmanager
def only_one() -> Iterator[None]:
    """Let two commands started together install one after the other."""
    with VENV.with_name(VENV.name + ".lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def make_venv() -> None:
    """Make .venv with pip in it, unless a working one is there."""
    if PYTHON.exists() and captured([str(PYTHON), "-m", "pip", "--version"])[0] == 0:
        return
    with step(f"Making the virtual environment {VENV.name} with Python {sys.version.split()[0]}"):
        if not _can_ensurepip() and packages.may_apt():
            packages.apt_install(["python3-venv"])
        bundled = _can_ensurepip()
        venv.EnvBuilder(clear=True, symlinks=True, with_pip=bundled).create(VENV)
        if not bundled:
            install_pip()


def _can_ensurepip() -> bool:
    importlib.invalidate_caches()
    return importlib.util.find_spec("ensurepip") is not None and importlib.util.find_spec("venv") is not None


def synchronise(kind: str) -> None:
    """Make .venv equal to the lock, by uv where it can be had, else by pip; hashes are checked either way."""
    lock = str(LOCKS[kind].relative_to(ROOT))
    with step(f"Installing Python packages of {lock}"):
        uv = find_uv()
        if (
            uv
            and call(
                [uv, "pip", "sync", "-q", "--require-hashes", "--compile-bytecode", "--python", str(PYTHON), lock],
                uv_indexes(),
            )
            == 0
        ):
            return
        say("uv did not do; installing with pip instead")
        pip = [str(PYTHON), "-m", "pip", "install", "-q", "--disable-pip-version-check", "--require-hashes", "-r", lock]
        must(pip, f"The packages of {lock} could not be installed; pip says why above.")


def find_uv() -> str | None:
    """Return a uv to install with: the one on PATH, or one put into .venv by pip; None when neither can be had."""
    inside = Path(tool("uv"))
    if inside.exists():
        return str(inside)
    found = shutil.which("uv")
    if found:
        return found
    captured([str(PYTHON), "-m", "pip", "install", "-q", "--disable-pip-version-check", "uv"])
    return str(inside) if inside.exists() else None


def lock() -> None:
    """Compile both locks anew from pyproject.toml, the development set constrained by the base set."""
    install("dev", ())
    uv = find_uv()
    if uv is None:
        raise Stop("Compiling the locks needs uv, and pip could not bring it.")
    base, dev = (str(path.relative_to(ROOT)) for path in (LOCKS["base"], LOCKS["dev"]))
    compiling = [uv, "pip", "compile", "pyproject.toml", *COMPILE]
    with step("Compiling requirements/base.txt and requirements/dev.txt"):
        must([*compiling, "-o", base], "The base lock could not be compiled.", uv_index())
        must([*compiling, "--group", "dev", "-c", base, "-o", dev], "The dev lock could not be compiled.", uv_index())
    named = hosts_named()
    if named:
        raise Stop("A lock names a host, which ties it to one mirror: " + named[0])


def hosts_named() -> list[str]:
    """Return the lines of the locks that hold an address; there must be none."""
    return [
        f"{path.name}: {line}"
        for path in sorted((ROOT / "requirements").iterdir())
        for line in path.read_text(encoding="utf-8").splitlines()
        if "://" in line
    ]


def ready() -> None:
    """Refuse with Stop when nothing is installed yet (for commands that need no network)."""
    if not PYTHON.exists() or not os.access(PYTHON, os.X_OK):
        raise Stop("Nothing is installed yet; run: python3 run.py install")
