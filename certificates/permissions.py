"""Who may see what we attest."""

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from courses.models import Access
from enrolment.models import Enrolment

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from lms.accounts.models import User


def notes_visible_to(user: "User | AnonymousUser") -> "QuerySet[Enrolment]":
    """Return the completed enrolments on open courses of which `user` may have the note: their own."""
    own = Enrolment.objects.visible_to(user).filter(learner_id=user.pk, course__access=Access.OPEN)
    return own.completed().select_related("course", "edition", "learner")
