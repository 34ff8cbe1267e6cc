"""Measures pages in interleaved rounds: processor time of us and of PostgreSQL, statements, wall time."""

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import quantiles
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Target:
    """One page: `send(number)` asks for it once and returns the status; what was measured gathers here."""

    name: str
    send: Callable[[int], int]
    sql: int = 0
    cpu: float = 0.0
    walls: list[float] = field(default_factory=list)


@dataclass(frozen=True)
class Row:
    """What is reported of one page; times in milliseconds, `ratio` of processor time to the reference."""

    name: str
    ratio: float
    cpu_ms: float
    sql: int
    rps: float
    p50_ms: float
    p95_ms: float

    def as_json(self) -> dict[str, Any]:
        """Return plain values for bench.json."""
        return asdict(self)


class UnexpectedAnswerError(Exception):
    """A page that did not answer 200, so its figures would be worth nothing."""


def measure(targets: Sequence[Target], *, rounds: int, requests: int) -> list[Row]:
    """Ask every target `requests` times in each of `rounds`, one target after another; the first is the reference.

    Raises UnexpectedAnswerError when a page answers anything but 200.
    """
    for target in targets:
        target.sql = _statements(target)
    for turn in range(rounds):
        for target in targets:
            _one_round(target, range(turn * requests, (turn + 1) * requests))
    return [_row(target, targets[0]) for target in targets]


def _statements(target: Target) -> int:
    for number in (-2, -1):  # what a process fills once (content types, the site) is not the page's cost
        _ask(target, number)
    with CaptureQueriesContext(connection) as captured:
        _ask(target, -3)
    return len(captured)


def _one_round(target: Target, numbers: range) -> None:
    backend, begun = _backend_seconds(), time.process_time()
    for number in numbers:
        started = time.perf_counter()
        _ask(target, number)
        target.walls.append(time.perf_counter() - started)
    target.cpu += time.process_time() - begun + _backend_seconds() - backend


def _ask(target: Target, number: int) -> None:
    status = target.send(number)
    if status != 200:
        raise UnexpectedAnswerError(f"{target.name} answered {status} instead of 200, so there is nothing to measure.")


def _backend_seconds() -> float:
    """Return the processor time of our PostgreSQL backend, 0 on SQLite (which runs inside this process)."""
    if connection.vendor != "postgresql" or connection.connection is None:
        return 0.0
    stat = Path(f"/proc/{connection.connection.info.backend_pid}/stat").read_text()
    user, system = stat.rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / TICKS


def _row(target: Target, reference: Target) -> Row:
    hundredths = quantiles(target.walls, n=100)
    return Row(
        name=target.name,
        ratio=round(target.cpu / reference.cpu, 2),
        cpu_ms=round(1000 * target.cpu / len(target.walls), 2),
        sql=target.sql,
        rps=round(len(target.walls) / sum(target.walls), 1),
        p50_ms=round(1000 * hundredths[49], 2),
        p95_ms=round(1000 * hundredths[94], 2),
    )
