"""Issuing many: those that can go out do, the others say why, each on its own."""

import pytest

from enrolment.rules.places import NominationStatus
from enrolment.services.issuing import issue_many
from lms.notifications.models import OutboundEmail
from tests.cast import NOW
from tests.factories.partners import AllowanceFactory, NominationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def issue(cast):
    return lambda *nominations: issue_many(nominations=nominations, by=cast.coordinator, at=NOW)


def test_all_go_out_in_the_order_given(issue):
    rows = NominationFactory.create_batch(3)
    outcomes = issue(*rows)
    assert [(outcome.nomination, outcome.is_issued) for outcome in outcomes] == [(row, True) for row in rows]
    assert OutboundEmail.objects.filter(kind="invitation").count() == 3


def test_one_that_cannot_go_out_stops_no_other(issue):
    moved_on, waiting = NominationFactory(declined=True), NominationFactory()
    refused, issued = issue(moved_on, waiting)
    assert (refused.is_issued, issued.is_issued) == (False, True)
    assert refused.sentence.endswith(".")
    waiting.refresh_from_db()
    assert waiting.status == NominationStatus.INVITED


def test_what_was_refused_leaves_no_trace(issue):
    nomination = NominationFactory(allowance=AllowanceFactory(paid_on=None))
    (outcome,) = issue(nomination)
    nomination.refresh_from_db()
    assert (outcome.is_issued, nomination.status) == (False, NominationStatus.NOMINATED)
    assert not OutboundEmail.objects.exists()


def test_the_same_twice_goes_out_once(issue):
    nomination = NominationFactory()
    assert [outcome.is_issued for outcome in issue(nomination, nomination)] == [True, False]
