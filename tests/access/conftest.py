"""What the tests of access share."""

import pytest

from tests.access.world import World


@pytest.fixture
def world(db: None) -> World:
    """The situation the matrix is asked in."""
    return World()
