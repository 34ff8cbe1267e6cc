"""What tests of the commands share."""

import socket

import pytest


@pytest.fixture
def live_port():
    """Yield a port on loopback that somebody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]
