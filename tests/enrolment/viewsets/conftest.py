"""Central Office at work on a Monday morning."""

from typing import Any

import pytest
from django.test import Client

from tests.cast import NOW, Cast


@pytest.fixture(autouse=True)
def monday(time_machine: Any) -> None:
    """It is NOW."""
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def office(client_of, cast: Cast) -> Client:
    """The browser of somebody of Central Office."""
    browser: Client = client_of(cast.office)
    return browser
