"""`run.py demo` for real, in a folder of its own: it starts, works, ends, and leaves no process."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest
from django.conf import settings

from tools.databases import free_port

PATIENCE = 240  # a first start migrates; a laden machine takes its time


class Demo:
    """The demo as a person starts it, with its address."""

    def __init__(self, folder):
        self.port = free_port()
        self.log = folder / "log"
        argv = [sys.executable, "run.py", "demo", f"PORT={self.port}", f"VAR_DIR={folder}"]
        kept = {
            name: value for name, value in os.environ.items() if name not in ("DJANGO_SETTINGS_MODULE", "TEST_ENGINE")
        }
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                argv, cwd=settings.BASE_DIR, env=kept, stdout=log, stderr=log, start_new_session=True
            )

    def get(self, path):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=30) as answer:
            return answer.read().decode()

    def wait(self):
        deadline = time.monotonic() + PATIENCE
        while not self.answers():
            assert self.process.poll() is None, self.log.read_text()
            assert time.monotonic() < deadline, self.log.read_text()
            time.sleep(0.1)

    def answers(self):
        try:
            return self.get("/healthz") == "ok\n"
        except (urllib.error.URLError, ConnectionError):
            return False

    def processes(self):
        listed = subprocess.run(["ps", "-eo", "pgid=,pid="], capture_output=True, text=True, check=True).stdout
        return [line.split()[1] for line in listed.splitlines() if line.split()[0] == str(self.process.pid)]

    def end(self, number):
        os.killpg(self.process.pid, number)
        return self.process.wait(timeout=30)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Return a folder for one demo, which shares the migrated empty database that earlier starts kept."""
    made = tmp_path_factory.mktemp("demo")
    kept = settings.VAR_DIR / "cache"
    kept.mkdir(parents=True, exist_ok=True)
    (made / "cache").symlink_to(kept)
    return made


@pytest.fixture
def demo(folder):
    started = Demo(folder)
    yield started
    if started.processes():
        started.end(signal.SIGKILL)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_demo_serves_and_a_signal_leaves_no_process(demo, number):
    demo.wait()
    assert json.loads(demo.get("/readyz"))["ready"] is True
    assert "<h1" in demo.get("/")
    assert "member@demo.example" in demo.log.read_text()
    demo.end(number)
    assert demo.processes() == []


def test_a_second_demo_in_the_same_folder_is_refused_in_a_sentence(demo, folder):
    demo.wait()
    second = Demo(folder)
    assert second.process.wait(timeout=60) == 1
    assert "The demo is running already from this folder" in second.log.read_text()
