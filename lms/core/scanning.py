"""Asking a virus scanner about a file before it is kept: clamd, ClamAV's own server, over TCP or a Unix socket.

Off while the setting CLAMD_ADDRESS is empty. Once it is set, a file that cannot be asked about is refused: what
nobody has looked at never passes for clean. INSTREAM is three lines of protocol (clamd(8)): the command, the bytes in
pieces with their length before each, an empty piece; the answer is one line.
"""

import socket
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Any

import structlog
from django.conf import settings
from django.core.checks import CheckMessage, register
from django.core.checks import Error as CheckError
from django.utils.translation import gettext as _

from lms.core.errors import DomainError

logger = structlog.get_logger(__name__)
PIECE = 64 * 1024
LONGEST_REPLY = 4096  # bytes
USUAL_PORT = 3310
INFECTED, NOT_ANSWERING = "file_infected", "scanner_not_answering"


@dataclass(frozen=True)
class Address:
    """Where clamd listens: at `host` and `port`, or, when `path` is there, at that socket of this machine."""

    host: str = ""
    port: int = USUAL_PORT
    path: str = ""


class NoAnswerError(Exception):
    """The scanner cannot be reached, breaks off, takes too long or answers something that is no verdict."""


def address_from(text: str) -> Address:
    """Return where `text` says clamd listens: "/run/clamav/clamd.ctl", "scanner:3310", "scanner" or "[::1]:3310".

    Raises ValueError for anything else.
    """
    if text.startswith("/"):
        return Address(path=text)
    host, colon, port = text.rpartition(":") if not text.endswith("]") and text.count(":") else (text, "", "")
    host = host.strip("[]") if host.startswith("[") else host
    if not host or "/" in host or (colon and not (port.isascii() and port.isdecimal() and 0 < int(port) < 65536)):
        raise ValueError(f"CLAMD_ADDRESS must be a path, host or host:port; it is {text!r}.")
    return Address(host, int(port) if colon else USUAL_PORT)


def refuse_infected(file: IO[bytes]) -> None:
    """Have `file` looked at, where a scanner is set up; return when it is clean, with the file at its beginning.

    Refuses: `file_infected`; `scanner_not_answering`, which trying again later may mend.
    """
    if not settings.CLAMD_ADDRESS:
        return
    try:
        verdict = _verdict(file)
    except NoAnswerError as error:
        logger.warning("scanner_not_answering", reason=str(error))
        words = _("We could not check this file for viruses just now, so it was not saved. Please try again later.")
        raise DomainError(NOT_ANSWERING, words) from error
    finally:
        file.seek(0)
    if verdict:
        logger.warning("file_infected", found=verdict)
        words = _("Our virus scanner found something in this file, so it was not saved. Please choose another one.")
        raise DomainError(INFECTED, words)


def _verdict(file: IO[bytes]) -> str:
    """Return the name of what was found, or nothing; raise NoAnswerError when there is no verdict."""
    try:
        with _connected() as talk:
            reply = talk.ask(file)
    except (OSError, ValueError) as error:
        raise NoAnswerError(str(error)) from error
    if reply == "stream: OK":
        return ""
    if reply.startswith("stream: ") and reply.endswith(" FOUND"):
        return reply.removeprefix("stream: ").removesuffix(" FOUND")
    raise NoAnswerError(reply or "nothing was answered")


@dataclass(frozen=True)
class _Talk:
    """One connection; everything said on it has to be said before `end`."""

    wire: socket.socket
    end: float

    def ask(self, file: IO[bytes]) -> str:
        """Send the whole file; return the reply, without the sign it ends with."""
        self.send(b"zINSTREAM\0")
        file.seek(0)
        while piece := file.read(PIECE):
            self.send(struct.pack("!L", len(piece)) + piece)
        self.send(struct.pack("!L", 0))
        return self.reply()

    def send(self, data: bytes) -> None:
        """Send all of `data` in the time that is left."""
        self._keep_to_time()
        self.wire.sendall(data)

    def reply(self) -> str:
        """Return what is answered, up to a NUL or the end."""
        answer = b""
        while b"\0" not in answer and len(answer) < LONGEST_REPLY:
            self._keep_to_time()
            more = self.wire.recv(LONGEST_REPLY)
            if not more:
                break
            answer += more
        return answer.partition(b"\0")[0].decode("utf-8", "replace").strip()

    def _keep_to_time(self) -> None:
        left = self.end - time.monotonic()
        if left <= 0:
            raise TimeoutError("the scanner took too long")
        self.wire.settimeout(left)


@contextmanager
def _connected() -> Iterator[_Talk]:
    address, seconds = address_from(settings.CLAMD_ADDRESS), settings.CLAMD_TIMEOUT_SECONDS
    end = time.monotonic() + seconds
    if not address.path:
        with socket.create_connection((address.host, address.port), timeout=seconds) as wire:
            yield _Talk(wire, end)
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as wire:
        wire.settimeout(seconds)
        wire.connect(address.path)
        yield _Talk(wire, end)


@register()
def clamd_address(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Refuse to start with an address that no scanner can have: every file would be refused later."""
    try:
        if settings.CLAMD_ADDRESS:
            address_from(settings.CLAMD_ADDRESS)
    except ValueError as error:
        return [CheckError(str(error), id="core.E001")]
    return []
