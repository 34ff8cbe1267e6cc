"""The list of commands, their words of help, and what is passed on to each."""

import os
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tools.console import PYTHON, Stop, call

VARIABLE = re.compile(r"[A-Z][A-Z0-9_]*=.*", re.DOTALL)


@dataclass(frozen=True)
class Command:
    """One sub-command: what it does in a line, and the function that takes the words after it."""

    help: str
    run: Callable[[Sequence[str]], int]


def _install(words: Sequence[str]) -> int:
    from tools.installing import LOCKS, install

    kind = words[0] if words else "dev"
    if kind not in LOCKS:
        raise Stop(f"install takes one of {', '.join(LOCKS)}; not {kind!r}.", 2)
    install(kind)
    return 0


def _lock(words: Sequence[str]) -> int:
    from tools.installing import lock

    lock()
    return 0


def _demo(words: Sequence[str]) -> int:
    from tools.serving import demo

    return demo()


def _serve(words: Sequence[str]) -> int:
    from tools.serving import serve

    return serve()


def _test(words: Sequence[str]) -> int:
    from tools.suite import test

    return test(words)


def _prove(words: Sequence[str]) -> int:
    from tools.suite import prove

    return prove(words)


def _lint(words: Sequence[str]) -> int:
    from tools.linting import lint

    return lint()


def _audit(words: Sequence[str]) -> int:
    from tools.auditing import audit

    return audit()


def _artefacts(words: Sequence[str]) -> int:
    from tools import packages
    from tools.installing import install

    install("dev", packages.ARTEFACTS)
    return call([str(PYTHON), "-m", "tests.artefacts.verify", *words])


def _bench(words: Sequence[str]) -> int:
    from tools.installing import install

    install("base")
    size = os.environ.get("SIZE", "").strip() or "1k"
    settings = {"DJANGO_SETTINGS_MODULE": "lms.settings.bench", "SIZE": size}
    return call([str(PYTHON), "-W", "ignore", "manage.py", "bench", "--size", size, *words], settings)


def _doctor(words: Sequence[str]) -> int:
    from tools.doctor import doctor

    return doctor()


COMMANDS = {
    "demo": Command("try the platform: SQLite, web, worker and scheduler together (PORT=, HOST=, FRESH=1)", _demo),
    "test": Command("run the tests on SQLite and, when one answers, on PostgreSQL; more words go to pytest", _test),
    "prove": Command("the same tests at full numbers, on a private PostgreSQL cluster; prints a table", _prove),
    "lint": Command("style, types, import contracts, templates, migrations, Django's checks", _lint),
    "serve": Command("run as production does, against DATABASE_URL, REDIS_URL and S3_* (PORT=, HOST=)", _serve),
    "bench": Command("measure the pages against a bare Django view (SIZE=1k, 100k, 1m)", _bench),
    "audit": Command("known vulnerabilities in the locked packages", _audit),
    "verify-artefacts": Command("foreign judges over our PDFs", _artefacts),
    "doctor": Command("what is there, what is missing, what to do", _doctor),
    "install": Command("make .venv equal to a lock: install base, or install dev", _install),
    "lock": Command("compile both locks anew from pyproject.toml", _lock),
}


def run(words: Sequence[str]) -> int:
    """Run the command that `words` name, NAME=value words put into the environment as make does.

    Returns the exit code: 2 for a command that does not exist, 130 after Ctrl-C.
    """
    for word in words:
        if VARIABLE.fullmatch(word):
            name, _, value = word.partition("=")
            os.environ[name] = value
    rest = [word for word in words if not VARIABLE.fullmatch(word)]
    if not rest or rest[0] in ("-h", "--help", "help"):
        print(usage())
        return 0 if rest else 2
    return _dispatch(rest[0], rest[1:])


def usage() -> str:
    """Return the list of commands."""
    width = max(map(len, COMMANDS))
    lines = [f"  {name:<{width}}  {command.help}" for name, command in COMMANDS.items()]
    return "\n".join(["Usage: python3 run.py COMMAND [NAME=value …]", "", *lines])


def _dispatch(name: str, words: Sequence[str]) -> int:
    if name not in COMMANDS:
        sys.stderr.write(f"There is no command {name!r}.\n{usage()}\n")
        return 2
    try:
        return COMMANDS[name].run(words)
    except Stop as stop:
        sys.stderr.write(f"{stop}\n")
        return stop.code
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped.\n")
        return 130
