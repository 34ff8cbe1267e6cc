"""Bases and helpers of models."""

import pytest
from django.db import IntegrityError

from enrolment.models import Enrolment
from tests.factories.enrolments import EnrolmentFactory


@pytest.mark.django_db
def test_the_database_refuses_a_status_nobody_has_heard_of():
    enrolment = EnrolmentFactory()
    with pytest.raises(IntegrityError, match="enrolment_status_is_known"):
        Enrolment.objects.filter(pk=enrolment.pk).update(status="nearly")
