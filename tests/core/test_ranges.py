"""Which part of a file is asked for: what the standard says, and the whole for everything else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.core.ranges import Part, part_wanted

SIZE = 100


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("bytes=0-0", Part(0, 0)),
        ("bytes=0-", Part(0, 99)),
        ("bytes=10-19", Part(10, 19)),
        ("bytes=90-500", Part(90, 99)),
        ("bytes=-1", Part(99, 99)),
        ("bytes=-500", Part(0, 99)),
        ("bytes = 10-19", Part(10, 19)),
    ],
)
def test_a_part_is_understood(header, part):
    assert part_wanted(header, SIZE) == part


@pytest.mark.parametrize(
    "header", ["", "bytes=-", "bytes=9-1", "bytes=0-1,5-6", "items=0-1", "bytes=a-b", "bytes=" + "9" * 5000 + "-"]
)
def test_everything_else_means_the_whole(header):
    assert part_wanted(header, SIZE) is None


@pytest.mark.parametrize(("header", "size"), [("bytes=100-", 100), ("bytes=0-", 0), ("bytes=-0", 100), ("bytes=-5", 0)])
def test_a_part_behind_the_end_has_no_length(header, size):
    assert part_wanted(header, size).length < 1


@given(st.text(alphabet="0123456789-", max_size=8), st.integers(0, 10_000))
def test_a_part_never_leaves_the_file(spec, size):
    part = part_wanted(f"bytes={spec}", size) or Part(0, size - 1)
    assert part.length < 1 or 0 <= part.first <= part.last < size
