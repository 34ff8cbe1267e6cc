"""Whom the services of assessments serve."""

import pytest

from tests.factories.enrolments import EnrolmentFactory
from tests.factories.pages import CourseFactory


@pytest.fixture
def enrolment():
    """Somebody on a course of one lesson and a quiz of three questions."""
    return EnrolmentFactory(course=CourseFactory(lessons=1, questions=3))
