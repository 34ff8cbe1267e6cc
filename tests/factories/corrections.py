"""Corrections of keys, and attempts marked again by them, by their rows alone.

Where the act itself matters (marks, completion, audit), call `assessments.services.remarking` instead.
"""

import factory

from assessments.models import KeyCorrection, PassDecision, Remark, Status
from tests.cast import NOW
from tests.factories.attempts import AttemptFactory
from tests.factories.pages import QuestionFactory
from tests.factories.people import UserFactory


class KeyCorrectionFactory(factory.django.DjangoModelFactory[KeyCorrection]):
    """A correction that is over."""

    class Meta:
        model = KeyCorrection

    question = factory.SubFactory(QuestionFactory)
    item_json = factory.LazyFunction(dict)
    reason = "The second answer is right."
    made_by = factory.SubFactory(UserFactory, full_name="Edie Marsh")
    made_at = NOW
    attempts = 1
    finished_at = NOW


class RemarkFactory(factory.django.DjangoModelFactory[Remark]):
    """A pass that the corrected key would not give, and that waits for a decision."""

    class Meta:
        model = Remark

    correction = factory.SubFactory(KeyCorrectionFactory)
    attempt = factory.SubFactory(AttemptFactory, passed=True)
    item_before = factory.LazyFunction(dict)
    percent_before = 100
    percent_after = 0
    status_before = Status.PASSED
    status_after = Status.PASSED
    decision = PassDecision.WAITS
