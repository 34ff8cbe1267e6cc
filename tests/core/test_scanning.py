"""A file is looked at by a scanner, where there is one; what nobody has looked at never passes for clean."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from io import BytesIO
from pathlib import Path

import pytest
from django.core.checks import registry

from lms.core.scanning import USUAL_PORT, Address, address_from, clamd_address, refuse_infected
from tests.refusals import refused
from tests.storage.scanner import EICAR, file_on, scanner


@pytest.fixture
def on_unix(settings, tmp_path: Path) -> socket.socket:
    """The same at a path of this machine."""
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(str(tmp_path / "clamd.ctl"))
    listening.listen()
    settings.CLAMD_ADDRESS = str(tmp_path / "clamd.ctl")
    return listening


@pytest.fixture(params=["on_tcp", "on_unix"])
def listening(request: pytest.FixtureRequest) -> socket.socket:
    """Run the test once for each way to reach a scanner."""
    return request.getfixturevalue(request.param)


def test_without_an_address_nobody_looks(settings):
    assert settings.CLAMD_ADDRESS == ""
    refuse_infected(BytesIO(EICAR))


def test_a_clean_file_is_looked_at_whole_and_left_at_its_beginning(listening):
    file = BytesIO(content := bytes(range(256)) * 1000)
    file.seek(7)
    with scanner(listening) as scanned:
        refuse_infected(file)
    assert (scanned, file.tell()) == ([content], 0)


def test_an_infected_file_is_refused(listening):
    with scanner(listening), refused("file_infected"):
        refuse_infected(BytesIO(b"a" * 100_000 + EICAR))


@pytest.mark.parametrize(
    "reply", [b"", b"\0", b"INSTREAM size limit exceeded. ERROR\0", b"stream: OK?\0", b"x" * 10_000, b"stream: OK"[:6]]
)
def test_what_is_no_verdict_is_no_pass(on_tcp, reply):
    with scanner(on_tcp, lambda content: reply), refused("scanner_not_answering"):
        refuse_infected(BytesIO(b"clean"))


def test_a_scanner_that_is_away_is_no_pass(on_tcp):
    on_tcp.close()
    with refused("scanner_not_answering"):
        refuse_infected(BytesIO(b"clean"))


def test_a_socket_that_is_not_there_is_no_pass(settings, tmp_path):
    settings.CLAMD_ADDRESS = str(tmp_path / "nothing.ctl")
    with refused("scanner_not_answering"):
        refuse_infected(BytesIO(b"clean"))


def test_a_scanner_that_says_nothing_is_waited_for_no_longer_than_set(on_tcp, settings):
    settings.CLAMD_TIMEOUT_SECONDS = 0.3
    began = time.monotonic()
    with on_tcp, refused("scanner_not_answering"):
        refuse_infected(BytesIO(b"clean"))
    assert time.monotonic() - began < 3


def test_a_scanner_that_answers_drop_by_drop_is_not_waited_for_either(on_tcp, settings):
    settings.CLAMD_TIMEOUT_SECONDS = 0.5
    with ExitStack() as stack:
        stack.enter_context(dripping(on_tcp))
        stack.enter_context(refused("scanner_not_answering"))
        refuse_infected(BytesIO(b"clean"))


@contextmanager
def dripping(listening: socket.socket) -> Iterator[None]:
    """Answer one client a byte at a time, until it has gone."""

    def serve() -> None:
        with listening, listening.accept()[0] as wire:
            file_on(wire)
            try:
                while True:
                    wire.sendall(b"s")
                    time.sleep(0.1)
            except OSError:
                return

    thread = threading.Thread(target=serve)
    thread.start()
    yield
    thread.join(10)


# --- Addresses ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("/run/clamav/clamd.ctl", Address(path="/run/clamav/clamd.ctl")),
        ("scanner", Address("scanner", USUAL_PORT)),
        ("scanner:3311", Address("scanner", 3311)),
        ("[::1]:3311", Address("::1", 3311)),
        ("[::1]", Address("::1", USUAL_PORT)),
    ],
)
def test_addresses_are_read_as_operators_write_them(text, address):
    assert address_from(text) == address


@pytest.mark.parametrize("text", ["scanner:", "scanner:http", "scanner:99999", ":3310", "tcp://scanner:3310", "²:²"])
def test_an_address_that_cannot_be_is_refused(text):
    with pytest.raises(ValueError, match="CLAMD_ADDRESS must be"):
        address_from(text)


@pytest.mark.parametrize(("text", "ids"), [("", []), ("scanner", []), ("scanner:http", ["core.E001"])])
def test_the_platform_does_not_start_with_an_address_that_cannot_be(settings, text, ids):
    settings.CLAMD_ADDRESS = text
    assert [message.id for message in clamd_address(None)] == ids
    assert clamd_address in registry.registry.get_checks()
