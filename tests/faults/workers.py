"""Real Celery workers in processes of their own, to be killed as a power cut would."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from pathlib import Path

import redis
from celery import Celery
from django.conf import settings
from django.db import connection

REDIS = "redis://127.0.0.1:6379/9"
CONCURRENCY = 2
UNCERTAIN_AFTER = 5.0
PATIENCE = 120.0
COMMAND = [sys.executable, "-m", "celery", "-A", "lms.celery", "worker", f"--concurrency={CONCURRENCY}"]
QUIET = ["--loglevel=ERROR", "--without-gossip", "--without-mingle", "--without-heartbeat"]


def redis_answers() -> bool:
    """Say whether there is a Redis on this machine."""
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", 6379)) == 0


class Works:
    """A broker, a queue and a mailbox for one test, and the worker on them."""

    def __init__(self, *, broker: str, folder: Path) -> None:
        self.broker = REDIS if broker == "redis" else "filesystem://"
        self.queue = f"faults-{uuid.uuid4().hex}"
        self.mailbox = folder / "mailbox"
        self.options = self.redis_options() if broker == "redis" else self.filesystem_options(folder / "broker")
        # An app that only posts: ours runs tasks at once in tests.
        self.post = Celery("faults", broker=self.broker, set_as_current=False)
        self.post.conf.broker_transport_options = self.options
        self.worker: subprocess.Popen[bytes] | None = None

    def redis_options(self) -> dict[str, object]:
        """Return what keeps our keys apart from everybody else's."""
        return {"global_keyprefix": f"{self.queue}:"}

    def filesystem_options(self, messages: Path) -> dict[str, object]:
        """Return where messages lie as files."""
        messages.mkdir(parents=True)
        names = ("data_folder_in", "data_folder_out", "control_folder")
        return {**dict.fromkeys(names, str(messages)), "polling_interval": 0.02}

    def start(self) -> None:
        """Start a worker in a process group of its own."""
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.faults.worker_settings",
            "FAULT_ORDERS": json.dumps(self.orders()),
        }
        self.worker = subprocess.Popen(
            [*COMMAND, *QUIET, "-n", self.queue], cwd=settings.BASE_DIR, env=environment, start_new_session=True
        )

    def orders(self) -> dict[str, object]:
        """Return what the worker's settings must know."""
        database = {
            key: connection.settings_dict[key] for key in ("ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT")
        }
        return {
            "database": {**database, "OPTIONS": settings.DATABASES["default"].get("OPTIONS", {})},
            "mailbox": str(self.mailbox),
            "private": str(settings.PRIVATE_ROOT),
            "broker": self.broker,
            "broker_options": self.options,
            "queue": self.queue,
            "uncertain_after": UNCERTAIN_AFTER,
        }

    def kill(self) -> None:
        """End the worker and its children at once, as a power cut does."""
        if self.worker is not None:
            os.killpg(self.worker.pid, signal.SIGKILL)
            self.worker.wait()
            self.worker = None

    def send(self, task: str, *args: object) -> None:
        """Put a message for the worker on the broker."""
        self.post.send_task(task, args, queue=self.queue, retry=False)

    def clear(self) -> None:
        """Leave nothing of ours on the broker."""
        self.kill()
        self.post.close()
        if self.broker == REDIS:
            with redis.Redis.from_url(REDIS) as client:
                client.delete("nothing", *client.scan_iter(f"{self.queue}*"))


def wait_until(happened: Callable[[], bool], *, every: float = 0.05) -> None:
    """Wait until `happened()`; fail after PATIENCE seconds."""
    deadline = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < deadline, "It did not happen in time."
        time.sleep(every)
