"""Enrolments by their row alone: pinned to the newest edition, active; `completed=True` is finished at NOW.

Where the act itself matters (audit, refusals, signals), call `enrolment.services` instead.
"""

import factory

from courses.models import CourseEdition
from enrolment.models import ActivityCompletion, CompletionSource, Enrolment, Source, Status
from tests.cast import NOW
from tests.factories.pages import CourseFactory
from tests.factories.people import UserFactory


class EnrolmentFactory(factory.django.DjangoModelFactory[Enrolment]):
    """Somebody on a course of two lessons."""

    class Meta:
        model = Enrolment

    class Params:
        completed = factory.Trait(status=Status.COMPLETED, completed_at=NOW)

    learner = factory.SubFactory(UserFactory)
    course = factory.SubFactory(CourseFactory)
    edition = factory.LazyAttribute(lambda row: CourseEdition.objects.current_for(row.course))
    source = Source.SELF
    enrolled_at = NOW


class ActivityCompletionFactory(factory.django.DjangoModelFactory[ActivityCompletion]):
    """The first activity of the enrolment's edition, done at NOW."""

    class Meta:
        model = ActivityCompletion

    enrolment = factory.SubFactory(EnrolmentFactory)
    activity_key = factory.LazyAttribute(lambda row: row.enrolment.edition.outline.keys[0])
    source = CompletionSource.SELF_PACED
    completed_at = NOW
