"""Study time by its row alone, and open intervals; where hearing matters, call `enrolment.services.study_time`."""

import factory

from enrolment.models import OpenStudy, StudyTime
from tests.cast import NOW
from tests.factories.enrolments import EnrolmentFactory


class StudyTimeFactory(factory.django.DjangoModelFactory[StudyTime]):
    """Ten counted minutes on the first activity of the enrolment's edition."""

    class Meta:
        model = StudyTime

    enrolment = factory.SubFactory(EnrolmentFactory)
    activity_key = factory.LazyAttribute(lambda row: row.enrolment.edition.outline.keys[0])
    seconds = 600
    changed_at = NOW


class OpenStudyFactory(factory.django.DjangoModelFactory[OpenStudy]):
    """The first activity of an enrolment, opened at NOW by a browser without JavaScript."""

    class Meta:
        model = OpenStudy

    enrolment = factory.SubFactory(EnrolmentFactory)
    learner = factory.LazyAttribute(lambda row: row.enrolment.learner)
    activity_key = factory.LazyAttribute(lambda row: row.enrolment.edition.outline.keys[0])
    heard_at = NOW
