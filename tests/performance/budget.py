"""How many statements a page may cost: everything the connection executes is counted, sessions and savepoints too."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext


@contextmanager
def assert_statements(*, at_most: int) -> Iterator[CaptureQueriesContext]:
    """Fail, listing every statement, when the block executes more than `at_most`."""
    with CaptureQueriesContext(connection) as counted:
        yield counted
    listing = "\n".join(query["sql"] for query in counted.captured_queries)
    assert len(counted) <= at_most, f"{len(counted)} statements instead of at most {at_most}:\n{listing}"
