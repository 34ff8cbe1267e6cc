"""What we write to editors: a page that was to be published is still a draft. Rendered at delivery."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from wagtail.models import Page, Revision

from content.holding import Held, held_versions
from lms.accounts.models import User
from lms.notifications.rendering import from_templates
from lms.notifications.services.outbox import queue_email

PUBLICATION_HELD = "publication_held"


def tell_of_held(held: Held, revision: Revision, to: Iterable[User | None]) -> None:
    """Write to each person who expects this version to be read by now, once."""
    people = {user.pk: (user, user.email) for user in to if user and user.email and user.is_active}
    for user, address in people.values():
        day = revision.approved_go_live_at
        queue_email(
            key=f"{PUBLICATION_HELD}:{revision.pk}:{user.pk}:{day.isoformat() if day else 'now'}",
            kind=PUBLICATION_HELD,
            to=address,
            user=user,
            refs={"page": held.page.pk, "revision": revision.pk},
        )


def publication_held(refs: Mapping[str, Any], user: User | None) -> dict[str, Any] | None:
    """Return what the templates need; None once a version as new is read, or the page or its editor has gone."""
    page = Page.objects.filter(pk=refs["page"]).first()
    revision = Revision.objects.filter(pk=refs["revision"]).first()
    if page is None or revision is None or (page.live_revision_id or 0) >= revision.pk:
        return None
    if user is None or not page.permissions_for_user(user).can_edit():
        return None
    reasons = [reason for held in held_versions([revision.as_object()]) for reason in held.reasons]
    editor = f"{settings.SITE_URL}{reverse('wagtailadmin_pages:edit', args=[page.pk])}"
    return {"title": page.get_admin_display_title(), "is_live": page.live, "reasons": reasons, "editor_url": editor}


render_publication_held = from_templates("content/email/publication_held", publication_held)
