"""The reason that staff give."""

import pytest

from lms.core.models import LONGEST_REASON
from lms.core.reasons import given_reason
from tests.refusals import refused


def test_a_reason_is_kept_without_the_space_around_it():
    assert given_reason("  They were away.\n") == "They were away."
    assert len(given_reason("x" * LONGEST_REASON)) == LONGEST_REASON


@pytest.mark.parametrize(
    ("reason", "code"), [("", "reason_needed"), (" \n", "reason_needed"), ("x" * 301, "reason_too_long")]
)
def test_none_or_an_endless_one_is_refused(reason, code):
    with refused(code):
        given_reason(reason)
