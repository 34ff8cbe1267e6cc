"""The control of chaos's proxy: what it is told to lose is lost, and nothing else."""

import socket
import socketserver
import threading
import time

import pytest

from tests.faults.wire import Harm, Wire

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nsaved"


class Taking(socketserver.BaseRequestHandler):
    """A server that keeps what it gets."""

    def handle(self) -> None:
        self.server.got.append(self.request.recv(65536))
        self.request.sendall(ANSWER)


@pytest.fixture
def server():
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Taking) as server:
        server.got = []
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
        yield server
        server.shutdown()


@pytest.fixture
def wire(server):
    wire = Wire(server.server_address[1])
    yield wire
    wire.close()


def send(wire: Wire, path: str = "/learn/attempts/1/2/", *, timeout: float = 10.0) -> bytes:
    """Send a form as a browser does; return what came back."""
    with socket.create_connection(("127.0.0.1", int(wire.url.rpartition(":")[2])), timeout=timeout) as browser:
        browser.sendall(f"POST {path} HTTP/1.1\r\nContent-Length: 3\r\nConnection: keep-alive\r\n\r\na=b".encode())
        return b"".join(iter(lambda: received(browser), b""))


def received(browser: socket.socket) -> bytes:
    try:
        return browser.recv(65536)
    except OSError:
        return b""


def test_what_is_not_harmed_passes_on_a_connection_of_its_own(wire, server):
    assert send(wire) == ANSWER
    assert server.got == [b"POST /learn/attempts/1/2/ HTTP/1.1\r\nContent-Length: 3\r\nConnection: close\r\n\r\na=b"]


@pytest.mark.parametrize(("harm", "arrived"), [(Harm.REQUEST_LOST, 0), (Harm.ANSWER_LOST, 1)])
def test_a_harm_strikes_once(wire, server, harm, arrived):
    wire.harm_next(harm)
    assert (send(wire), len(server.got)) == (b"", arrived)
    assert (send(wire), len(server.got)) == (ANSWER, arrived + 1)


def test_what_is_late_arrives_though_nobody_waits_for_it(wire, server):
    wire.harm_next(Harm.LATE, 0.3)
    assert send(wire, timeout=0.1) == b""
    assert (send(wire), len(server.got)) == (ANSWER, 1)
    time.sleep(0.1)  # the other one has been on its way for long by now
    wire.wait_until_idle()
    assert len(server.got) == 2


def test_only_forms_of_an_attempt_are_harmed(wire):
    wire.harm_next(Harm.REQUEST_LOST)
    assert send(wire, "/learn/time/") == ANSWER


def test_nothing_passes_while_it_is_down(wire, server):
    wire.is_down = True
    assert (send(wire), server.got) == (b"", [])
    wire.heal()
    assert send(wire) == ANSWER
