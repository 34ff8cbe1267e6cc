"""When an enrolment ends, what was open of it ends too, and nothing else."""

import pytest

from assessments.models import Attempt, Status
from enrolment.models import Enrolment
from enrolment.signals import enrolment_withdrawn
from tests.cast import NOW
from tests.factories.attempts import AttemptFactory

pytestmark = pytest.mark.django_db


def end(enrolment):
    enrolment_withdrawn.send(sender=Enrolment, enrolment=enrolment, at=NOW)


@pytest.mark.parametrize("trait", ["writing", "awaiting_review"])
def test_what_is_being_written_or_awaits_a_review_is_withdrawn(trait):
    attempt = AttemptFactory(**{trait: True})
    end(attempt.enrolment)
    ended = Attempt.objects.get()
    assert (ended.status, ended.finished_at, ended.version) == (Status.WITHDRAWN, NOW, 1)


@pytest.mark.parametrize("trait", ["passed", "not_yet_passed"])
def test_what_was_marked_stays(trait):
    attempt = AttemptFactory(**{trait: True})
    end(attempt.enrolment)
    assert Attempt.objects.get().status == attempt.status


def test_what_others_do_stays():
    mine, other = AttemptFactory(), AttemptFactory(awaiting_review=True)
    end(mine.enrolment)
    assert Attempt.objects.get(pk=other.pk).is_awaiting_review
