"""The real server in processes of its own, on a PostgreSQL and a cache of its own, killed as by a power cut."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit

import psycopg
import redis
from django.conf import settings
from django.db import InterfaceError, OperationalError, connection

from tests.faults.workers import redis_answers
from tools.databases import free_port, private_cluster
from tools.packages import postgres_programs

REDIS = "redis://127.0.0.1:6379/10"
DATABASE = "chaos"
WEB = "chaos-web"  # what the server calls itself at the database
PROCESSES, THREADS = 2, 4
PATIENCE = 90.0


class Server:
    """gunicorn as `make serve` runs it; several learners share it, and what befalls it befalls all of them."""

    def __init__(self, *, cluster: str, folder: Path) -> None:
        self.cluster, self.folder = cluster, folder
        self.port = free_port()
        self.name = f"chaos-{uuid.uuid4().hex}"
        self.process: subprocess.Popen[bytes] | None = None
        self.kills = 0
        self._lock = threading.Lock()

    # The process

    def start(self) -> None:
        """Start gunicorn in a process group of its own."""
        # Read once for both processes: being back soon leaves more of the time to chaos.
        gunicorn = [sys.executable, "-m", "gunicorn", "lms.wsgi:application", "--preload"]
        command = [*gunicorn, "--bind", f"127.0.0.1:{self.port}"]
        with (self.folder / "web.log").open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=settings.BASE_DIR, env=self._environment(), stdout=log, stderr=log, start_new_session=True
            )

    def wait_until_answering(self) -> None:
        """Wait until the server answers, the database included."""
        deadline = time.monotonic() + PATIENCE
        while not self.is_answering():
            assert time.monotonic() < deadline, self.log()
            time.sleep(0.1)

    def is_answering(self) -> bool:
        """Tell whether a request is answered that asks the database."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=5) as answer:
                return bool(answer.status == 200)
        except (URLError, OSError):
            return False

    def kill_and_start(self) -> None:
        """End every process of the server at once, as a power cut does, and start it again."""
        with self._lock:
            self.kill()
            self.kills += 1
            self.start()

    def kill(self) -> None:
        """End every process of the server at once."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def log(self) -> str:
        """Return the end of what the server said."""
        return (self.folder / "web.log").read_text(errors="replace")[-4000:]

    # Its database and cache

    def end_connections(self) -> None:
        """Let PostgreSQL end every connection of the server."""
        with psycopg.connect(self.cluster, autocommit=True) as administrator:
            administrator.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = %s", [WEB]
            )

    def crash_database(self) -> None:
        """Kill one process of PostgreSQL: it ends all others and recovers from its log, as after a power cut."""
        victim = psycopg.connect(self.cluster, autocommit=True)
        os.kill(victim.info.backend_pid, signal.SIGKILL)
        victim.close()

    def forget_cache(self) -> None:
        """Empty the cache of this server, and no other's."""
        if redis_answers():
            with redis.Redis.from_url(REDIS) as client:
                client.delete("nothing", *client.scan_iter(f"{self.name}*"))

    def _environment(self) -> dict[str, str]:
        own = {
            "DJANGO_SETTINGS_MODULE": "tests.faults.web_settings",
            "INSECURE_HTTP": "1",
            "SECRET_KEY": settings.SECRET_KEY,
            "ALLOWED_HOSTS": "127.0.0.1",
            "SITE_URL": f"http://127.0.0.1:{self.port}",
            "DATABASE_URL": self.cluster,
            "REDIS_URL": REDIS,
            "EMAIL_HOST": "127.0.0.1",
            "DEFAULT_FROM_EMAIL": "training@demo.example",
            "VAR_DIR": str(self.folder / "var"),
            "WEB_PROCESSES": str(PROCESSES),
            "WEB_THREADS": str(THREADS),
            "CHAOS_ORDERS": json.dumps({"database": self._database(), "cache": self._cache()}),
        }
        return {**os.environ, **own}

    def _database(self) -> dict[str, Any]:
        names = ("ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT")
        return {name: connection.settings_dict[name] for name in names} | {"OPTIONS": {"application_name": WEB}}

    def _cache(self) -> dict[str, Any]:
        backends = "django.core.cache.backends."
        if redis_answers():
            return {"BACKEND": f"{backends}redis.RedisCache", "LOCATION": REDIS, "KEY_PREFIX": self.name}
        return {"BACKEND": f"{backends}filebased.FileBasedCache", "LOCATION": str(self.folder / "cache")}


def steadily(ask: Callable[[], Any]) -> Any:
    """Ask the database, also when it has just been ended and is recovering."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return ask()
        except (OperationalError, InterfaceError):
            connection.close()
            assert time.monotonic() < deadline, "The database did not come back."
            time.sleep(0.1)


@contextmanager
def own_database() -> Iterator[str]:
    """Start a PostgreSQL of our own with a copy of this process's database, and point Django there."""
    with private_cluster() as cluster:
        _copy_database(cluster)
        with psycopg.connect(cluster, autocommit=True) as administrator:
            # The cluster of tests may lose its last moment in a crash; a platform may not, nor may this database.
            administrator.execute(f"ALTER DATABASE {DATABASE} SET synchronous_commit = on")
        with _pointed_at(cluster):
            yield cluster


def _copy_database(cluster: str) -> None:
    programs, here = postgres_programs(), connection.settings_dict
    assert programs
    source = {"PGHOST": here["HOST"], "PGPORT": here["PORT"], "PGUSER": here["USER"], "PGPASSWORD": here["PASSWORD"]}
    environment = {**os.environ, **{name: str(value) for name, value in source.items() if value}}
    dump = subprocess.run([programs / "pg_dump", here["NAME"]], env=environment, check=True, capture_output=True).stdout
    with psycopg.connect(cluster, autocommit=True) as administrator:
        administrator.execute(f"CREATE DATABASE {DATABASE}")
    target = cluster.rpartition("/")[0] + f"/{DATABASE}"
    load = [programs / "psql", "-q", "-v", "ON_ERROR_STOP=1", "-o", os.devnull, target]
    subprocess.run(load, input=dump, check=True, capture_output=True)


@contextmanager
def _pointed_at(cluster: str) -> Iterator[None]:
    parts, before = urlsplit(cluster), dict(connection.settings_dict)
    there = {"NAME": DATABASE, "HOST": parts.hostname, "PORT": parts.port, "USER": parts.username, "PASSWORD": ""}
    connection.close()
    connection.settings_dict.update(there)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)
