"""Versions of pages with a day that was set: who set it, and what these versions show."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Model
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, ReferenceIndex, Revision

from content.readiness import bodies_of

SCHEDULED = "wagtail.publish.schedule"


def who_scheduled(revision: Revision) -> Any:
    """Return who set the day on which this version is to be published; None if nobody of today did."""
    entries = PageLogEntry.objects.filter(page=revision.object_id, revision=revision, action=SCHEDULED)
    entry = entries.select_related("user").order_by("-timestamp", "-pk").first()
    return entry.user if entry else revision.user


def keep_what_is_read(revision: Revision) -> None:
    """Before a day is set for this version, make a version of what people read now, if none is known.

    Pages that a program published have none, and Wagtail would take such a page off until the day. It looks into
    the version that is to be published (this very object), not into the row of the page.
    """
    day = revision.as_object().go_live_at
    read = Page.objects.live().filter(pk=revision.object_id).specific().first()
    if not day or day <= timezone.now() or read is None or revision.content.get("live_revision"):
        return
    kept = read.live_revision or _version_of(read, before=revision)
    Page.objects.filter(pk=read.pk).update(live_revision=kept)
    revision.content["live_revision"] = kept.pk
    revision.save(update_fields=["content"])


def _version_of(page: Page, before: Revision) -> Revision:
    return Revision.objects.create(
        content_object=page,
        base_content_type=page.get_base_content_type(),
        created_at=before.created_at - timedelta(microseconds=1),
        object_str=str(page),
        content=page.serializable_data(),
    )


def is_read_or_scheduled(instance: Model) -> bool:
    """Tell whether a live page shows this row of the library, or a version that goes live on a day that was set."""
    ids = [int(pk) for pk in ReferenceIndex.get_references_to(instance).values_list("object_id", flat=True)]
    if Page.objects.live().filter(pk__in=ids).exists():
        return True
    return any((type(instance), str(instance.pk)) in set(_shown_by(page)) for page in _scheduled_versions())


def _scheduled_versions() -> Iterator[Page]:
    for revision in Revision.page_revisions.filter(approved_go_live_at__isnull=False).order_by("pk"):
        yield revision.as_object()


def _shown_by(page: Page) -> Iterator[tuple[type[Model], str]]:
    for field in bodies_of(page):
        for model, pk, *_place in field.extract_references(getattr(page, field.name)):
            yield model, str(pk)
