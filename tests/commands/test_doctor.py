"""`run.py doctor` looks at everything and says what to do."""

import subprocess
import sys

import pytest
from django.conf import settings

from tools import doctor


@pytest.fixture(scope="module")
def told():
    argv = [sys.executable, "run.py", "doctor"]
    return subprocess.run(argv, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False).stdout


@pytest.mark.parametrize("what", ["Python", "pango", "chromium", "PostgreSQL", "Redis", "port 8000", "demo database"])
def test_doctor_looks_at(told, what):
    assert what in told


def test_doctor_ends_with_what_is_missing_for_the_demo(told):
    assert "for make demo" in told.splitlines()[-1]


def test_doctor_tells_what_to_do_about_a_busy_port(live_port, monkeypatch):
    monkeypatch.setenv("PORT", str(live_port))
    line = next(line for line in doctor._place() if line.name.startswith("port"))
    assert (line.good, line.needed) == (False, True)
    assert "PORT=8001" in line.advice
