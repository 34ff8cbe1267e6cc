"""The cable between a browser and the server: a small TCP proxy that loses, cuts, holds back and slows what passes."""

import socket
import socketserver
import struct
import threading
import time
from collections import deque
from dataclasses import dataclass
from enum import StrEnum

NOBODY_THERE = b"HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\nNobody is there."
ENDING = b"\r\n\r\n"
PATIENCE = 60.0
PIECE = 65536


class Harm(StrEnum):
    """What happens to a form that is sent."""

    REQUEST_LOST = "request lost"  # it never reaches the server
    ANSWER_LOST = "answer lost"  # the server has it and has answered; the browser never hears
    LATE = "late"  # it arrives after a while, whether or not the browser still waits
    SLOW = "slow"  # the answer takes a while


@dataclass(frozen=True)
class Treatment:
    harm: Harm
    seconds: float = 0.0


class Wire:
    """Listens on a port of its own and passes requests on to the server; one for each learner."""

    def __init__(self, server_port: int) -> None:
        self.server_port = server_port
        self.is_down = False
        self.busy = 0
        self._coming: deque[Treatment] = deque()
        self._lock = threading.Lock()
        wire = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                wire.pass_on(self.request)

        self._listener = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self._listener.daemon_threads = True
        self._listener.block_on_close = False
        self.url = f"http://127.0.0.1:{self._listener.server_address[1]}"
        threading.Thread(target=self._listener.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def close(self) -> None:
        """Stop listening."""
        self._listener.shutdown()
        self._listener.server_close()

    def harm_next(self, harm: Harm, seconds: float = 0.0) -> None:
        """Treat the next form that is sent for an attempt so."""
        with self._lock:
            self._coming.append(Treatment(harm, seconds))

    def heal(self) -> None:
        """Pass everything on again; what is held back still arrives."""
        with self._lock:
            self._coming.clear()
        self.is_down = False

    def wait_until_harmed(self) -> None:
        """Wait until what was to be treated has come by."""
        deadline = time.monotonic() + PATIENCE
        while self._coming and time.monotonic() < deadline:
            time.sleep(0.02)

    def wait_until_idle(self) -> None:
        """Wait until the server has everything that was sent."""
        deadline = time.monotonic() + PATIENCE
        while self.busy and time.monotonic() < deadline:
            time.sleep(0.02)

    def _treatment(self, request: bytes) -> Treatment | None:
        with self._lock:
            is_answer = request.startswith(b"POST /learn/attempts/")
            return self._coming.popleft() if is_answer and self._coming else None

    def pass_on(self, browser: socket.socket) -> None:
        """Take one request, treat it, and bring the answer back."""
        browser.settimeout(PATIENCE)
        try:
            request = read_request(browser)
            if request:
                self._deliver(request, browser)
        except OSError:
            reset(browser)

    def _deliver(self, request: bytes, browser: socket.socket) -> None:
        treatment = self._treatment(request)
        harm, seconds = (treatment.harm, treatment.seconds) if treatment else (None, 0.0)
        if self.is_down or harm is Harm.REQUEST_LOST:
            reset(browser)
            return
        with self._lock:
            self.busy += 1
        try:
            time.sleep(seconds if harm is Harm.LATE else 0)
            self._exchange(request, browser, harm, seconds)
        finally:
            with self._lock:
                self.busy -= 1

    def _exchange(self, request: bytes, browser: socket.socket, harm: Harm | None, seconds: float) -> None:
        try:
            server = socket.create_connection(("127.0.0.1", self.server_port), timeout=PATIENCE)
        except OSError:
            browser.sendall(NOBODY_THERE)
            return
        with server:
            server.sendall(request)
            piece = server.recv(PIECE)
            if harm is Harm.ANSWER_LOST or not piece:
                reset(browser)
                return
            time.sleep(seconds if harm is Harm.SLOW else 0)
            while piece:
                browser.sendall(piece)
                piece = server.recv(PIECE)


def read_request(browser: socket.socket) -> bytes:
    """Return one request, to be answered with the connection closed; nothing where none came."""
    read = b""
    while ENDING not in read:
        piece = browser.recv(PIECE)
        if not piece:
            return b""
        read += piece
    head, _ending, body = read.partition(ENDING)
    first, *lines = head.split(b"\r\n")
    fields = [(line, line.partition(b":")[0].strip().lower()) for line in lines]
    length = next((int(line.partition(b":")[2]) for line, name in fields if name == b"content-length"), 0)
    while len(body) < length:
        body += browser.recv(PIECE)
    kept = [line for line, name in fields if name != b"connection"]
    return b"\r\n".join([first, *kept, b"Connection: close"]) + ENDING + body


def reset(browser: socket.socket) -> None:
    """End the connection as a cut cable does."""
    try:
        browser.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        browser.close()
    except OSError:
        return
