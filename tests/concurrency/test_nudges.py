"""Many press “remind” at once: one letter goes out; with its control on PostgreSQL."""

from functools import partial

import pytest
from django.db.models.signals import pre_save

from enrolment.managers import EnrolmentQuerySet
from enrolment.models import Nudge, Source
from enrolment.services.nudges import nudge
from lms.notifications.models import OutboundEmail
from tests.cast import NOW
from tests.concurrency.crowd import all_at_once, errors, meeting, size
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.partners import NominationFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


def pressing():
    """Return the acts of a crowd that reminds somebody of one place."""
    place = NominationFactory(redeemed=True)
    EnrolmentFactory(learner=place.learner, source=Source.PLACE, nomination=place)
    return [partial(nudge, nomination=place, by=UserFactory(), at=NOW) for _each in range(size())]


def test_of_a_crowd_that_reminds_one_does():
    acts = pressing()
    assert errors(all_at_once(*acts)) == ["too_soon"] * (len(acts) - 1)
    assert (Nudge.objects.count(), OutboundEmail.objects.filter(kind="nudge").count()) == (1, 1)


@pytest.mark.postgresql
def test_control_without_the_lock_several_letters_go_out(monkeypatch):
    monkeypatch.setattr(EnrolmentQuerySet, "locked", lambda rows: rows)
    with meeting(pre_save, Nudge, of=3):
        all_at_once(*pressing())
    assert Nudge.objects.count() > 1
