"""A virus scanner for tests: it speaks clamd's protocol and knows one virus, the test string of EICAR."""

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

# In two halves, so that no scanner takes this module for the virus.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
Answering = Callable[[bytes], bytes]


def read_exactly(wire: socket.socket, count: int) -> bytes:
    received = b""
    while len(received) < count and (more := wire.recv(count - len(received))):
        received += more
    return received


def file_on(wire: socket.socket) -> bytes:
    """Return the file that a client sends with INSTREAM."""
    assert read_exactly(wire, 10) == b"zINSTREAM\0"
    content = b""
    while length := struct.unpack("!L", read_exactly(wire, 4))[0]:
        content += read_exactly(wire, length)
    return content


def verdict(content: bytes) -> bytes:
    return b"stream: Eicar-Test-Signature FOUND\0" if EICAR in content else b"stream: OK\0"


@contextmanager
def scanner(listening: socket.socket, answer: Answering = verdict) -> Iterator[list[bytes]]:
    """Answer one client; yield what was scanned."""
    scanned: list[bytes] = []

    def serve() -> None:
        with listening, listening.accept()[0] as wire:
            scanned.append(file_on(wire))
            wire.sendall(answer(scanned[0]))

    thread = threading.Thread(target=serve)
    thread.start()
    yield scanned
    thread.join(10)


@pytest.fixture
def on_tcp(settings) -> socket.socket:
    """A socket that is listened at, named in the settings."""
    listening = socket.create_server(("127.0.0.1", 0))
    settings.CLAMD_ADDRESS = f"127.0.0.1:{listening.getsockname()[1]}"
    settings.CLAMD_TIMEOUT_SECONDS = 5
    return listening
