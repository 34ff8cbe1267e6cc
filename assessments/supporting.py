"""Which learners somebody may help beyond marking: grant, reopen, override, enter from paper (domain B 24, 27)."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from assessments.managers import courses_given_to
from assessments.permissions import may_review
from enrolment.managers import EnrolmentQuerySet
from enrolment.models import Enrolment
from enrolment.permissions import organisations_of, people_of
from lms.accounts.permissions import is_staff, roles_held
from lms.accounts.roles import Role


def helps_everybody(user: Any) -> bool:
    """Tell whether `user` may help the learners of every course: Central Office does."""
    return is_staff(user) and (user.is_superuser or Role.CENTRAL_OFFICE in roles_held(user))


def helps_as_office(request: HttpRequest) -> bool:
    """Tell whether the visitor helps the learners of every course: for navigation; trainers come from their queue."""
    return helps_everybody(getattr(request, "user", AnonymousUser()))


def helps_somebody(user: Any) -> bool:
    """Tell whether `user` may help anybody at all; costs learners no statement."""
    return helps_everybody(user) or (is_staff(user) and Role.TRAINER in roles_held(user))


def helped_by(user: Any) -> EnrolmentQuerySet:
    """Return the enrolments `user` may help with: all for Central Office, those of their courses for trainers.

    Never their own (domain B 27).
    """
    if not helps_somebody(user):
        return Enrolment.objects.none()
    others = Enrolment.objects.exclude(learner=user)
    if helps_everybody(user):
        return others
    return others.filter(course__in=courses_given_to(user).values("content_object"))


def listed_for(user: Any) -> EnrolmentQuerySet:
    """Return the enrolments that lists show to `user`: those they may act for (`may_help`)."""
    rows, own = helped_by(user), organisations_of(user) if helps_somebody(user) else frozenset()
    return rows.exclude(learner__in=people_of(own)) if own else rows


def may_help(user: Any, enrolment: Enrolment) -> bool:
    """Tell whether `user` may act for this learner on this course.

    Never for themselves (domain B 27), nor for somebody of the same partner organisation, of whose work they judge
    nothing (domain B 28).
    """
    if user.pk == enrolment.learner_id or not is_staff(user):
        return False
    if organisations_of(user) & organisations_of(enrolment.learner):
        return False
    return helps_everybody(user) or may_review(user, enrolment.course)
