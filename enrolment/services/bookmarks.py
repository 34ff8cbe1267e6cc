"""Bookmarks: activities a learner wants to find again."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from courses.models import CoursePage
from enrolment.models import Bookmark
from lms.accounts.models import User


@transaction.atomic
def add_bookmark(*, course: CoursePage, activity_key: str, by: User, at: datetime) -> Bookmark:
    """Bookmark an activity of `course` for `by`, and return the bookmark; doing it twice is harmless.

    Arguments: `activity_key`, which the caller has found in the learner's course; `at`, now. Refuses nothing.
    """
    kept, _is_new = Bookmark.objects.get_or_create(
        learner=by, activity_key=UUID(activity_key), defaults={"course": course, "made_at": at}
    )
    return kept


@transaction.atomic
def remove_bookmark(*, activity_key: str, by: User) -> bool:
    """Take back the bookmark of `by`; tell whether there was one. Refuses nothing."""
    removed, _by_model = Bookmark.objects.filter(learner=by, activity_key=activity_key).delete()
    return bool(removed)
