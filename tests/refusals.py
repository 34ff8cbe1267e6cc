"""Asking whether a service says no, with the code it promises and a sentence somebody can read."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from lms.core.errors import DomainError


@contextmanager
def refused(code: str) -> Iterator[None]:
    """Fail unless the block is refused with `code` and a whole sentence."""
    with pytest.raises(DomainError) as refusal:
        yield
    assert refusal.value.code == code
    assert refusal.value.sentence[0].isupper()
    assert refusal.value.sentence.endswith(".")
