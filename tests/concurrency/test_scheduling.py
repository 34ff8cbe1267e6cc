"""Sweeps that run at once keep each day once, with real threads; looking first and then publishing is the control."""

import pytest
from django.utils import timezone
from wagtail.models import PageLogEntry, Revision

from content.services.scheduling import keep_days
from lms.notifications.models import OutboundEmail
from tests.concurrency.crowd import crowd, errors
from tests.content.unready import film
from tests.content.writing import plain_page

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def page():
    """A draft whose day has come."""
    made = plain_page("Kind words.", live=False)
    made.revisions.update(approved_go_live_at=timezone.now())
    return made


def lines(action: str) -> int:
    return PageLogEntry.objects.filter(action=action).count()


def sweep():
    return keep_days(at=timezone.now())


def test_a_page_is_published_once(page):
    results = crowd(sweep)
    assert errors(results) == []
    assert sum(swept.published for swept in results) == lines("wagtail.publish.scheduled") == 1


def test_a_page_is_held_once_and_its_editor_written_to_once(page, cast):
    page.body = [film()]
    page.save_revision(user=cast.editor, approved_go_live_at=timezone.now())
    page.revisions.exclude(pk=page.latest_revision_id).update(approved_go_live_at=None)
    assert sum(swept.held for swept in crowd(sweep)) == lines("content.hold_publication") == 1
    assert OutboundEmail.objects.count() == 1


def test_a_page_is_taken_off_once(page):
    type(page).objects.filter(pk=page.pk).update(live=True, expire_at=timezone.now())
    page.revisions.update(approved_go_live_at=None)
    assert sum(swept.expired for swept in crowd(sweep)) == lines("wagtail.unpublish.scheduled") == 1


@pytest.mark.postgresql
def test_control_looking_first_and_then_publishing_does_it_more_than_once(page):
    def look_then_publish():
        due = Revision.objects.filter(approved_go_live_at__lte=timezone.now())
        return [revision.publish(log_action="wagtail.publish.scheduled") for revision in due]

    crowd(look_then_publish)
    assert lines("wagtail.publish.scheduled") > 1
