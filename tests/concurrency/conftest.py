"""What races share: hearing, from any thread, when a course is completed."""

from collections.abc import Iterator

import pytest

from enrolment.signals import enrolment_completed


@pytest.fixture
def completions() -> Iterator[list]:
    """The enrolments announced as completed during the test, in whatever thread."""
    heard: list = []

    def hear(*, enrolment, **kwargs) -> None:
        heard.append(enrolment.pk)

    enrolment_completed.connect(hear, dispatch_uid="tests.completions")
    yield heard
    enrolment_completed.disconnect(dispatch_uid="tests.completions")
