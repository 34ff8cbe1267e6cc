"""Appointing trainers to courses: permission, role and audit line are written together, here and nowhere else."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from guardian.shortcuts import assign_perm

from assessments.managers import REVIEW, courses_given_to
from courses.models import CoursePage
from lms.accounts.models import User
from lms.accounts.roles import Role
from lms.accounts.services.roles import grant_role, revoke_role
from lms.core import audit
from lms.core.errors import DomainError


@transaction.atomic
def appoint_trainer(*, course: CoursePage, person: User, by: User | None, at: datetime) -> None:
    """Let `person` review the written work of `course`, and give the role of a trainer; twice changes nothing.

    Refuses as giving a role does: `own_role`, `cannot_sign_in`, `roles_missing`.
    """
    grant_role(user=person, role=Role.TRAINER, by=by, at=at)
    if courses_given_to(person).filter(content_object=course).exists():
        return
    assign_perm(f"courses.{REVIEW}", person, course)
    audit.record("assessments.appoint_trainer", course, by=by, data={"person": person.pk, "at": at.isoformat()})


@transaction.atomic
def end_trainer(*, course: CoursePage, person: User, by: User | None, at: datetime) -> None:
    """End the appointment of `person` to `course`; the role goes with the last one. What they decided stays.

    Refuses: `not_a_trainer`, and `own_role` when it is one's own last course.
    """
    ended, _rows = courses_given_to(person).filter(content_object=course).delete()
    if not ended:
        raise DomainError("not_a_trainer", _("This person is no longer a trainer of this course."))
    if not courses_given_to(person).exists():
        revoke_role(user=person, role=Role.TRAINER, by=by, at=at)
    audit.record("assessments.end_trainer", course, by=by, data={"person": person.pk, "at": at.isoformat()})
