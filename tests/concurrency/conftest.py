"""What races share: hearing, from any thread, when a course is completed; patience in their controls."""

from collections.abc import Iterator

import pytest

from enrolment.signals import enrolment_completed
from tests.concurrency.crowd import PATIENCE, PATIENCE_OF_CONTROLS, waits


@pytest.fixture(autouse=True)
def controls_are_patient(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let the threads of a control wait for one another until they have met."""
    is_control = request.node.name.startswith("test_control")
    waits.append(PATIENCE_OF_CONTROLS if is_control else PATIENCE)
    yield
    waits.pop()


@pytest.fixture
def completions() -> Iterator[list]:
    """The enrolments announced as completed during the test, in whatever thread."""
    heard: list = []

    def hear(*, enrolment, **kwargs) -> None:
        heard.append(enrolment.pk)

    enrolment_completed.connect(hear, dispatch_uid="tests.completions")
    yield heard
    enrolment_completed.disconnect(dispatch_uid="tests.completions")
