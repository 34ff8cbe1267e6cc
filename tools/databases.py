"""PostgreSQL for tests: the one that answers at TEST_DATABASE_URL, or a private cluster of our own."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from tools.console import PYTHON, Stop, captured, say, step
from tools.packages import postgres_programs

DEFAULT_URL = "postgresql://postgres@127.0.0.1:5432/postgres"
# Nothing of a test database needs to survive a power cut.
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200", "shared_buffers=256MB")
PROBE = "import os, psycopg; print(psycopg.connect(os.environ['PROBE'], connect_timeout=3).info.server_version)"


def test_url() -> str:
    """Return the address of the PostgreSQL that tests use."""
    return os.environ.get("TEST_DATABASE_URL", "").strip() or DEFAULT_URL


def shown(url: str) -> str:
    """Return an address fit to print: host, port and database, never a password."""
    parts = urlsplit(url)
    return f"{parts.hostname or 'socket'}:{parts.port or 5432}{parts.path}"


def answering(url: str) -> str:
    """Return the version of the PostgreSQL that answers at `url`, or an empty text."""
    code, output = captured([str(PYTHON), "-c", PROBE], {"PROBE": url})
    return "" if code else f"{int(output.split()[-1]) // 10000}"


def free_port() -> int:
    """Return a TCP port on loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def private_cluster() -> Iterator[str]:
    """Start a PostgreSQL cluster of our own in a temporary folder; yield its address; stop and remove it."""
    programs, owner = postgres_programs(), _owner()
    if programs is None:
        raise Stop("make prove needs PostgreSQL's server programs. On Debian: apt-get install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="smart-training-postgres-"))
    try:
        with _started(programs, folder, owner) as port:
            yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _started(programs: Path, folder: Path, owner: str | None) -> Iterator[int]:
    data, port = folder / "data", free_port()
    if owner:
        shutil.chown(folder, owner)
    with step(f"Starting a private PostgreSQL cluster on port {port}"):
        initialise = [
            str(programs / "initdb"),
            "-D",
            str(data),
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        ]
        _as(owner, initialise, folder).wait()
        options = [part for option in FAST for part in ("-c", option)]
        server = _as(
            owner, [str(programs / "postgres"), "-D", str(data), "-p", str(port), "-k", str(folder), *options], folder
        )
        _wait_for(server, port, folder)
    try:
        yield port
    finally:
        server.send_signal(signal.SIGINT)  # PostgreSQL's "fast" shutdown
        server.wait(timeout=60)


def _owner() -> str | None:
    """Return the account that must own the cluster: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _as(owner: str | None, argv: list[str], folder: Path) -> "subprocess.Popen[bytes]":
    group = pwd.getpwnam(owner).pw_gid if owner else None
    # A session of its own: Ctrl-C reaches us, and we stop the cluster when the tests have gone.
    with (folder / "log").open("ab") as log:
        return subprocess.Popen(
            argv,
            cwd=folder,
            stdout=log,
            stderr=log,
            start_new_session=True,
            user=owner,
            group=group,
            extra_groups=[] if owner else None,
        )


def _wait_for(server: "subprocess.Popen[bytes]", port: int, folder: Path) -> None:
    deadline = time.monotonic() + 30
    while not answering(f"postgresql://postgres@127.0.0.1:{port}/postgres"):
        if server.poll() is not None or time.monotonic() > deadline:
            say((folder / "log").read_text(errors="replace")[-2000:])
            server.kill()
            raise Stop("The private PostgreSQL cluster did not start; its log stands above.")
        time.sleep(0.2)
