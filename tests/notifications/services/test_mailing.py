"""Writing to many people at once: once each, after the commit."""

import pytest

from lms.notifications.models import OutboundEmail
from lms.notifications.services.mailing import WOKEN_AT_ONCE, Letter, queue_emails
from tests.cast import NOW
from tests.notifications import letters
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(time_machine):
    """It is NOW."""
    time_machine.move_to(NOW, tick=False)


def queue(count):
    written = [Letter(f"note:{n}", to=f"rowan.{n}@example.org", refs={"n": n}) for n in range(count)]
    queue_emails(kind=letters.NOTE.name, letters=written, at=NOW)


def test_each_goes_out_after_the_commit(django_capture_on_commit_callbacks, mailoutbox):
    with django_capture_on_commit_callbacks(execute=True):
        queue(2)
        assert mailoutbox == []
    assert [mail.subject for mail in mailoutbox] == ["Note 0", "Note 1"]


def test_asking_twice_writes_once(django_capture_on_commit_callbacks, mailoutbox):
    with django_capture_on_commit_callbacks(execute=True):
        queue(2)
        queue(3)
    assert (OutboundEmail.objects.count(), len(mailoutbox)) == (3, 3)


@pytest.mark.parametrize("count", [2, 60])
def test_it_costs_as_many_statements_for_few_as_for_many(count):
    with assert_statements(at_most=4):
        queue(count)


def test_of_very_many_the_sweep_wakes_the_rest(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as woken:
        queue(WOKEN_AT_ONCE + 5)
    assert (len(woken), OutboundEmail.objects.due(at=NOW).count()) == (WOKEN_AT_ONCE, WOKEN_AT_ONCE + 5)


def test_a_kind_nobody_registered_is_refused():
    with pytest.raises(KeyError):
        queue_emails(kind="unheard-of", letters=[], at=NOW)
