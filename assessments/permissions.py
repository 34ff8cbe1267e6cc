"""Who may review written work, and who appoints them."""

from typing import Any

from django.http import HttpRequest

from assessments.managers import courses_given_to
from assessments.models import Attempt
from assessments.reviewing import ReviewFacts
from assessments.rules import AttemptStatus
from courses.models import CoursePage
from enrolment.permissions import organisations_of
from lms.accounts.models import User
from lms.accounts.permissions import holds_any, is_staff, roles_held
from lms.accounts.roles import Role


def may_review(user: Any, course: CoursePage) -> bool:
    """Return whether `user` was appointed to review the written work of `course`."""
    return is_staff(user) and courses_given_to(user).filter(content_object=course).exists()


def is_trainer(request: HttpRequest) -> bool:
    """Return whether the visitor is a trainer at all; costs learners no statement."""
    return holds_any(request, Role.TRAINER)


def may_appoint_trainers(user: Any) -> bool:
    """Return whether `user` may appoint trainers: Central Office does."""
    return is_staff(user) and (user.is_superuser or Role.CENTRAL_OFFICE in roles_held(user))


def may_change_questions(user: Any) -> bool:
    """Return whether `user` keeps the question bank."""
    return is_staff(user) and user.has_perm("assessments.change_question")


def may_bring_in_questions(user: Any) -> bool:
    """Return whether `user` may add questions to the bank, by hand or from a file."""
    return is_staff(user) and user.has_perm("assessments.add_question")


def may_publish_questions(user: Any) -> bool:
    """Return whether what `user` adds may be asked at once."""
    return is_staff(user) and user.has_perm("assessments.publish_question")


def review_facts(attempt: Attempt, user: User) -> ReviewFacts:
    """Return what the rules want to know of this attempt and this trainer."""
    enrolment = attempt.enrolment
    by_mark = {review.is_second: review for review in attempt.reviews.all()}
    first, second = by_mark.get(False), by_mark.get(True)
    return ReviewFacts(
        status=AttemptStatus(attempt.status),
        reviewer=user.pk,
        learner=enrolment.learner_id,
        is_trainer=may_review(user, enrolment.course),
        same_organisation=bool(organisations_of(user) & organisations_of(enrolment.learner)),
        first_by=first.reviewer_id if first else None,
        wants_second=bool(first and first.needs_second),
        second_by=second.reviewer_id if second else None,
    )
