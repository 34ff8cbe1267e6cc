"""What the database refuses, whatever a service forgets."""

from uuid import uuid4

import pytest
from django.db import IntegrityError
from django.db.models import ProtectedError

from courses.models import CoursePage
from enrolment.models import ActivityCompletion, Enrolment, Status
from tests.cast import NOW
from tests.factories.enrolments import ActivityCompletionFactory, EnrolmentFactory

pytestmark = pytest.mark.django_db


def test_one_person_has_one_active_enrolment_on_a_course():
    first = EnrolmentFactory()
    with pytest.raises(IntegrityError):
        EnrolmentFactory(learner=first.learner, course=first.course)


def test_a_finished_enrolment_does_not_stand_in_the_way_of_another_one():
    first = EnrolmentFactory(completed=True)
    assert EnrolmentFactory(learner=first.learner, course=first.course).pk != first.pk


def test_an_activity_is_recorded_once_per_enrolment():
    fact = ActivityCompletionFactory()
    with pytest.raises(IntegrityError):
        ActivityCompletionFactory(enrolment=fact.enrolment)


@pytest.mark.parametrize(
    "nonsense",
    [
        {"status": "somehow"},
        {"source": "somewhere"},
        {"status": Status.COMPLETED},
        {"completed_at": NOW},
    ],
)
def test_nonsense_is_refused(nonsense):
    EnrolmentFactory()
    with pytest.raises(IntegrityError):
        Enrolment.objects.update(**nonsense)


def test_a_completion_from_nowhere_is_refused():
    ActivityCompletionFactory()
    with pytest.raises(IntegrityError):
        ActivityCompletion.objects.update(source="somewhere")


def test_a_person_with_an_enrolment_is_never_deleted():
    with pytest.raises(ProtectedError):
        EnrolmentFactory().learner.delete()


def test_a_course_with_an_enrolment_is_never_deleted():
    with pytest.raises(ProtectedError):
        CoursePage.objects.get(pk=EnrolmentFactory().course.pk).delete()


def test_an_enrolment_with_facts_is_never_deleted():
    with pytest.raises(ProtectedError):
        ActivityCompletionFactory().enrolment.delete()


def test_words_for_staff(cast):
    enrolment = EnrolmentFactory(learner=cast.zoe)
    assert str(enrolment) == f"{cast.zoe} · {enrolment.course}"
    assert str(ActivityCompletionFactory(enrolment=enrolment)).startswith(f"{enrolment.pk} · ")


def test_an_enrolment_knows_what_its_edition_holds():
    enrolment = EnrolmentFactory()
    assert enrolment.includes(enrolment.edition.outline.keys[0])
    assert not enrolment.includes(str(uuid4()))
