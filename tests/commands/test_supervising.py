"""Programs kept together: one ends, all end; one signal, no process left."""

import signal
import subprocess
import sys
import time

import pytest
from django.conf import settings

KEEPER = """
import sys
from tools.supervising import Supervisor
together = Supervisor(patience=5)
together.start("sleeper", ["sh", "-c", "sleep {seconds} & sleep {seconds}"], {{}})
together.start("other", ["sh", "-c", "{other}"], {{}})
sys.exit(together.run())
"""


def keeper(seconds, other):
    code = KEEPER.format(seconds=seconds, other=other)
    return subprocess.Popen([sys.executable, "-c", code], cwd=settings.BASE_DIR, stdout=subprocess.DEVNULL)


def running(seconds):
    return subprocess.run(
        ["pgrep", "-f", f"^sleep {seconds}$"], capture_output=True, text=True, check=False
    ).stdout.split()


def until(wanted, seconds):
    deadline = time.monotonic() + 10
    while len(running(seconds)) != wanted and time.monotonic() < deadline:
        time.sleep(0.05)
    return len(running(seconds)) == wanted


def test_when_one_program_ends_all_end_with_its_code():
    assert keeper(61000.1, "exit 3").wait(timeout=20) == 3
    assert running(61000.1) == []


@pytest.mark.parametrize(("number", "seconds", "code"), [(signal.SIGINT, 61000.2, 0), (signal.SIGTERM, 61000.3, 143)])
def test_a_signal_ends_every_process(number, seconds, code):
    process = keeper(seconds, f"sleep {seconds}")
    assert until(3, seconds)
    process.send_signal(number)
    assert process.wait(timeout=20) == code
    assert running(seconds) == []
