"""What every command shares: where things are, how progress is told, how another program is run."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STARTED = time.monotonic()
TRUE_WORDS = frozenset({"1", "true", "yes", "on"})


class Stop(Exception):  # noqa: N818  # raised as a sentence: "raise Stop(why)"
    """Ends the command with a sentence for the person who started it, and an exit code."""

    def __init__(self, sentence: str, code: int = 1) -> None:
        super().__init__(sentence)
        self.code = code


def say(text: str) -> None:
    """Print one progress line with the seconds since the command began."""
    print(f"[{time.monotonic() - STARTED:6.1f} s] {text}", flush=True)


@contextmanager
def step(title: str) -> Iterator[None]:
    """Say what begins and, when it took a second or more, how long it took."""
    say(title)
    begun = time.monotonic()
    yield
    spent = time.monotonic() - begun
    if spent >= 1:
        say(f"{title}: done in {spent:.1f} s")


def flag(name: str) -> bool:
    """Return whether the environment variable is set to a word for yes."""
    return os.environ.get(name, "").strip().lower() in TRUE_WORDS


def var() -> Path:
    """Return the folder for what the platform writes, made when it is not there."""
    folder = Path(os.environ.get("VAR_DIR", "").strip() or ROOT / "var")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def tool(name: str) -> str:
    """Return the path of a program installed in the virtual environment."""
    return str(VENV / "bin" / name)


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return this process's environment with `extra` on top, output of Python unbuffered."""
    return {**os.environ, "PYTHONUNBUFFERED": "1", **(extra or {})}


def call(argv: Sequence[str], extra: Mapping[str, str] | None = None) -> int:
    """Run a program to its end, its output shown; return its exit code."""
    sys.stdout.flush()
    return subprocess.run(argv, cwd=ROOT, env=environment(extra), check=False).returncode


def must(argv: Sequence[str], sentence: str, extra: Mapping[str, str] | None = None) -> None:
    """Run a program to its end, its output shown; Stop with `sentence` when it fails."""
    code = call(argv, extra)
    if code:
        raise Stop(sentence, code)


def captured(argv: Sequence[str], extra: Mapping[str, str] | None = None) -> tuple[int, str]:
    """Run a program to its end; return its exit code and everything it printed."""
    done = subprocess.run(
        argv, cwd=ROOT, env=environment(extra), check=False, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    return done.returncode, done.stdout


def table(rows: Sequence[Sequence[str]]) -> str:
    """Return rows of text as lines with aligned columns; the last column may be as long as it likes."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]) - 1)]
    return "\n".join(
        "  ".join([*(f"{cell:<{w}}" for cell, w in zip(row, widths, strict=False)), row[-1]]) for row in rows
    )
