"""How a workflow ends (WAGTAIL_FINISH_WORKFLOW_ACTION); Wagtail imports this before there is any model."""

from typing import Any


def publish_unless_held(workflow_state: Any, user: Any = None) -> None:
    """Publish what has passed, unless its words need a look or it lacks something.

    Then it stays a draft, its history says why, and whoever asked and whoever passed it get a message.
    """
    from wagtail.models import Page

    from content.holding import held_versions
    from content.mail import tell_of_held
    from content.scheduled import keep_what_is_read
    from lms.core import audit

    revision = workflow_state.content_object.get_latest_revision()
    page = revision.as_object()
    held = held_versions([page]) if isinstance(page, Page) else []
    if held:
        audit.record("content.hold_publication", page, by=user, data=held[0].counts)
        tell_of_held(held[0], revision, [workflow_state.requested_by, user])
    else:
        if isinstance(page, Page):
            keep_what_is_read(revision)
        revision.publish(user=user)
