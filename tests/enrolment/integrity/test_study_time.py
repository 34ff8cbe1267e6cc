"""The integrity check of study time finds what is not theirs, and what is longer than time went by."""

from datetime import timedelta
from uuid import uuid4

import pytest

from enrolment.integrity import study_time_findings
from enrolment.models import StudyTime
from tests.cast import NOW
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.study_time import StudyTimeFactory

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def findings() -> list[str]:
    return list(study_time_findings())


def test_all_is_well_while_somebody_studies():
    StudyTimeFactory(estimated_seconds=3000, changed_at=NOW + HOUR)
    assert findings() == []


def test_time_on_an_activity_that_no_edition_lists_is_found():
    time = StudyTimeFactory(changed_at=NOW + HOUR)
    StudyTime.objects.update(activity_key=uuid4())
    assert findings() == [f"Study time {time.pk} is of an activity that no edition of its course lists."]


@pytest.mark.parametrize("seconds", [{"seconds": 3601}, {"seconds": 600, "estimated_seconds": 3001}])
def test_more_than_the_time_since_they_enrolled_is_found(seconds):
    time = StudyTimeFactory(changed_at=NOW + HOUR, **seconds)
    learner = time.enrolment.learner_id
    assert findings() == [
        f"{who} has more study time than time went by since they enrolled."
        for who in (f"Enrolment {time.enrolment_id}", f"Person {learner}")
    ]


def test_more_than_passed_in_two_courses_together_is_found():
    first = StudyTimeFactory(changed_at=NOW + HOUR, seconds=2000)
    other = EnrolmentFactory(learner=first.enrolment.learner)
    StudyTimeFactory(enrolment=other, changed_at=NOW + HOUR, seconds=2000)
    learner = first.enrolment.learner_id
    assert findings() == [f"Person {learner} has more study time than time went by since they enrolled."]
