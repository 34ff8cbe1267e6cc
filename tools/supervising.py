"""Several programs as one: if one ends all end, and a signal to us ends every process of every one of them."""

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from types import FrameType

from tools.console import ROOT, environment, say

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PR_SET_PDEATHSIG = 1


class Supervisor:
    """Starts programs, each in a process group of its own, and keeps them together."""

    def __init__(self, *, patience: float = 15.0) -> None:
        self.patience = patience
        self.children: dict[str, subprocess.Popen[bytes]] = {}
        self.asked: int | None = None
        for number in SIGNALS:
            signal.signal(number, self._on_signal)

    def start(self, name: str, argv: Sequence[str], extra: Mapping[str, str]) -> None:
        """Start one program under a name that the messages use."""
        self.children[name] = subprocess.Popen(
            argv,
            cwd=ROOT,
            env=environment(extra),
            start_new_session=True,
            preexec_fn=_die_with_parent,  # noqa: PLW1509  # this process has no threads
        )

    def run(self) -> int:
        """Wait until one program ends or a signal comes; end them all; return the exit code to pass on."""
        try:
            while self.asked is None and not self._ended():
                time.sleep(0.1)
            return self._told()
        finally:
            self.stop()

    def stop(self) -> None:
        """End every process group: politely first, then by force."""
        self._signal_all(signal.SIGTERM)
        deadline = time.monotonic() + self.patience
        while time.monotonic() < deadline and any(child.poll() is None for child in self.children.values()):
            time.sleep(0.05)
        self._signal_all(signal.SIGKILL)
        for child in self.children.values():
            child.wait()

    def _ended(self) -> list[tuple[str, int]]:
        return [(name, code) for name, child in self.children.items() if (code := child.poll()) is not None]

    def _told(self) -> int:
        if self.asked is not None:
            say("Stopping")
            return 0 if self.asked == signal.SIGINT else 128 + self.asked
        name, code = self._ended()[0]
        say(f"{name} ended with code {code}; stopping the others")
        return code if code > 0 else 1

    def _signal_all(self, number: int) -> None:
        for child in self.children.values():
            try:
                os.killpg(child.pid, number)
            except (ProcessLookupError, PermissionError):
                continue

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self.asked = number


def _die_with_parent() -> None:
    """On Linux, be told to end when the supervisor itself is killed without a chance to say so."""
    try:
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    except (OSError, AttributeError):
        return
