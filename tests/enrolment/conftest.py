"""What tests of enrolment share: hearing when a course is completed."""

from collections.abc import Iterator

import pytest

from enrolment.signals import enrolment_completed


@pytest.fixture
def completions() -> Iterator[list]:
    """The enrolments announced as completed during the test."""
    heard: list = []
    hear = lambda enrolment, **kwargs: heard.append(enrolment)  # noqa: E731  (kept alive by this frame)
    enrolment_completed.connect(hear, dispatch_uid="tests.completions")
    yield heard
    enrolment_completed.disconnect(dispatch_uid="tests.completions")
