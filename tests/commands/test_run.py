"""run.py: what it says to an old Python, to no command, to a wrong one."""

import subprocess
import sys

import pytest
from django.conf import settings

import run
from tools import commands
from tools.commands import COMMANDS

CONTRACT = {"demo", "test", "prove", "audit", "verify-artefacts", "lint", "bench", "serve"}


def ran(*words):
    argv = [sys.executable, "run.py", *words]
    return subprocess.run(argv, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("version", [(2, 7, 18), (3, 9, 2), (3, 10, 13, "final", 0)])
def test_an_old_python_is_told_what_is_needed(version):
    sentence = run.too_old(version)
    assert "needs Python 3.11 or newer" in sentence
    assert f"this is Python {'.'.join(map(str, version[:3]))}." in sentence


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 12, 1), (3, 13, 0)])
def test_a_new_python_is_let_through(version):
    assert run.too_old(version) == ""


def test_run_py_can_be_read_by_an_old_python():
    compile((settings.BASE_DIR / "run.py").read_text(encoding="utf-8"), "run.py", "exec", flags=0, dont_inherit=True)
    assert "f'" not in (settings.BASE_DIR / "run.py").read_text(encoding="utf-8")
    assert 'f"' not in (settings.BASE_DIR / "run.py").read_text(encoding="utf-8")


def test_every_command_of_the_contract_is_there_and_in_the_makefile():
    makefile = (settings.BASE_DIR / "Makefile").read_text(encoding="utf-8")
    targets = set(next(line for line in makefile.splitlines() if line.startswith("demo ")).rstrip(":").split())
    assert not CONTRACT - set(COMMANDS)
    assert set(COMMANDS) == targets


def test_without_a_command_the_list_is_printed():
    ended = ran()
    assert ended.returncode == 2
    assert "verify-artefacts" in ended.stdout


def test_a_command_that_does_not_exist_is_named():
    ended = ran("demmo")
    assert ended.returncode == 2
    assert "There is no command 'demmo'" in ended.stderr


def test_variables_may_be_given_as_words_like_make_does(monkeypatch):
    monkeypatch.setenv("PORT", "")  # so that it is put back
    seen = []
    monkeypatch.setitem(
        COMMANDS, "demo", commands.Command("", lambda words: seen.append((words, commands.os.environ["PORT"])) or 0)
    )
    assert commands.run(["demo", "PORT=8123", "-x"]) == 0
    assert seen == [(["-x"], "8123")]


def test_a_port_in_use_is_said_in_a_sentence(live_port):
    ended = ran("demo", f"PORT={live_port}")
    assert ended.returncode == 1
    assert ended.stderr.startswith(f"Port {live_port} is in use on 127.0.0.1. Choose another one: PORT=")


def test_a_port_that_is_no_number_is_said_in_a_sentence():
    assert "PORT must be a number" in ran("demo", "PORT=web").stderr


def test_serving_says_which_variables_it_lacks():
    assert "make serve needs DATABASE_URL and REDIS_URL" in ran("serve", "DATABASE_URL=", "REDIS_URL=").stderr


def test_plain_http_is_refused_beyond_this_machine():
    words = ("HOST=0.0.0.0", "INSECURE_HTTP=1", "DATABASE_URL=x", "REDIS_URL=x")
    assert "does not go with HOST=0.0.0.0" in ran("serve", *words).stderr
