"""Where Python packages come from: pip's own configuration, also for uv, and pip itself where it is missing."""

import configparser
import os
import re
import shutil
import sys
import tempfile
import urllib.parse
import urllib.request
from pathlib import Path

from tools.console import PYTHON, VENV, Stop, call, captured

CONFIGURATIONS = ("/etc/pip.conf", "~/.pip/pip.conf", "~/.config/pip/pip.conf")
LINK = re.compile(r'href="([^"]*/)?(pip-([0-9.]+)-py3-none-any\.whl)([^"]*)"')


def setting(name: str) -> str:
    """Return one of pip's settings (such as "index-url") from the environment or its files; empty when unset."""
    parser = configparser.RawConfigParser()
    parser.read(
        [Path(path).expanduser() for path in CONFIGURATIONS] + [Path(os.environ.get("PIP_CONFIG_FILE", os.devnull))]
    )
    stored = parser.get("global", name, fallback="")
    return os.environ.get("PIP_" + name.upper().replace("-", "_"), stored).strip()


def uv_index() -> dict[str, str]:
    """Return pip's main index in uv's words, so that both ask the same; what uv was told already stays."""
    return _unless_set({"UV_DEFAULT_INDEX": setting("index-url"), "SSL_CERT_FILE": setting("cert")})


def uv_indexes() -> dict[str, str]:
    """Return all of pip's sources in uv's words, for installing: hashes decide, so any source may hold a package."""
    extra = _unless_set(
        {
            "UV_INDEX": " ".join(setting("extra-index-url").split()),
            "UV_FIND_LINKS": ",".join(setting("find-links").split()),
        }
    )
    return {"UV_INDEX_STRATEGY": "unsafe-best-match", **uv_index(), **extra}


def _unless_set(values: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in values.items() if value and name not in os.environ}


def install_pip() -> None:
    """Put pip into a .venv made without ensurepip: by the pip that runs here, or by pip's own wheel from the index."""
    if _by_neighbour() or _by_wheel():
        return
    shutil.rmtree(VENV, ignore_errors=True)
    raise Stop(
        "This Python has neither ensurepip nor pip, so no virtual environment can be made.\n"
        "On Debian: apt-get install python3-venv. Elsewhere: set PIP_INDEX_URL to your package index."
    )


def _by_neighbour() -> bool:
    code, _ = captured([sys.executable, "-m", "pip", "--python", str(PYTHON), "install", "-q", "pip"])
    return code == 0


def _by_wheel() -> bool:
    index = setting("index-url")
    if not index:
        return False
    with tempfile.TemporaryDirectory() as folder:
        wheel = _fetch_newest(index.rstrip("/") + "/pip/", Path(folder))
        return wheel is not None and call([str(PYTHON), f"{wheel}/pip", "install", "-q", str(wheel)]) == 0


def _fetch_newest(page: str, folder: Path) -> Path | None:
    found = newest_pip(_read(page).decode())
    if found is None:
        return None
    link, name = found
    target = folder / name
    target.write_bytes(_read(urllib.parse.urljoin(page, link)))
    return target


def _read(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=60) as answer:
        return bytes(answer.read())


def newest_pip(page: str) -> tuple[str, str] | None:
    """Return link and file name of the newest wheel of pip on an index page, or None."""
    found = [match.groups("") for match in LINK.finditer(page)]
    if not found:
        return None
    prefix, name, _, suffix = max(found, key=lambda parts: [int(number) for number in parts[2].split(".")])
    return prefix + name + suffix, name
