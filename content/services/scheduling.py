"""Days that editors set: what is due is published or taken off, unless something stands against it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import structlog
from django.db import transaction
from wagtail.models import Page, Revision

from content.holding import held_versions
from content.mail import tell_of_held
from content.scheduled import who_scheduled
from lms.core import audit

logger = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Swept:
    """How many pages were published, kept as a draft and taken off."""

    published: int
    held: int
    expired: int


def keep_days(*, at: datetime) -> Swept:
    """Publish the versions whose day has come at `at`, and take off the pages whose last day has passed.

    Words and what a page must have are asked again: since the day was set, a list may have grown or captions may be
    gone. What is held stays a draft, its history says why, and whoever set the day gets a message.
    Returns the counts. Running it twice, or twice at once, is harmless: each version and page is claimed first.
    """
    due = Revision.page_revisions.filter(approved_go_live_at__lte=at).order_by("approved_go_live_at", "pk")
    done = [_safely(_publish, pk, at) for pk in list(due.values_list("pk", flat=True))]
    past = Page.objects.live().filter(expire_at__lte=at).order_by("expire_at", "pk")
    expired = [_safely(_take_off, pk, at) for pk in list(past.values_list("pk", flat=True))]
    return Swept(done.count("published"), done.count("held"), expired.count("expired"))


def _safely(act: Callable[[int, datetime], str], pk: int, at: datetime) -> str:
    try:
        return act(pk, at)
    except Exception:  # one page that fails must not keep the others waiting
        logger.exception("day_not_kept", row=pk)
        return ""


@transaction.atomic
def _publish(pk: int, at: datetime) -> str:
    revision = Revision.objects.get(pk=pk)
    claimed = Revision.objects.filter(pk=pk, approved_go_live_at__lte=at).update(approved_go_live_at=None)
    if not claimed:
        return ""
    held = held_versions([revision.as_object()])
    if not held:
        revision.publish(log_action="wagtail.publish.scheduled")
        return "published"
    audit.record("content.hold_publication", held[0].page, by=None, data=held[0].counts)
    tell_of_held(held[0], revision, [who_scheduled(revision)])
    return "held"


@transaction.atomic
def _take_off(pk: int, at: datetime) -> str:
    if not Page.objects.live().filter(pk=pk, expire_at__lte=at).update(expired=True):
        return ""
    Page.objects.get(pk=pk).unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return "expired"
