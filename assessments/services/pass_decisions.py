"""Deciding on a pass that a corrected key would not give: it stands until somebody says otherwise, with a reason."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from assessments.mail import PASS_TAKEN_BACK
from assessments.models import Attempt, PassDecision, Remark, Status
from assessments.services.overriding import refuse_helper
from assessments.services.remarking import tell
from enrolment.models import CompletionSource, Enrolment
from enrolment.models import Status as EnrolmentStatus
from enrolment.services.overrides import mark_undone
from enrolment.services.progress import lock_enrolment
from lms.accounts.models import User
from lms.core import audit
from lms.core.errors import DomainError
from lms.core.reasons import given_reason

# What the learner did at this quiz; what staff vouch for, or a past qualification, does not rest on a mark.
BY_ATTEMPT = (CompletionSource.SELF_PACED, CompletionSource.PROXIED)


@transaction.atomic
def decide_pass(*, remark: Remark, decision: PassDecision, reason: str, by: User, at: datetime) -> Remark:
    """Let the pass of `remark` stand (`KEPT`) or take it back (`TAKEN_BACK`), and return the remark.

    Taken back, the attempt is not yet passed, its activity is to be done again unless something else completed it,
    and the learner is told. Whoever decides may help this learner, and is never the learner.
    Refuses: `not_for_yourself`, `not_yours_to_help`, `reason_needed`, `reason_too_long`, `already_decided`,
    `enrolment_ended`, `course_completed` (a certificate may rest on the pass).
    """
    attempt = Attempt.objects.select_related("enrolment__course", "enrolment__learner", "assessment").get(
        pk=remark.attempt_id
    )
    refuse_helper(by, attempt.enrolment)
    words = given_reason(reason)
    enrolment = lock_enrolment(attempt.enrolment)
    made = {"decision": decision, "reason": words, "decided_by": by, "decided_at": at}
    if not Remark.objects.filter(pk=remark.pk, decision=PassDecision.WAITS).update(**made):
        raise DomainError("already_decided", _("This has been decided already, so nothing was changed."))
    if decision == PassDecision.TAKEN_BACK:
        _take_back(attempt, enrolment, remark, words, by=by, at=at)
    audit.record("assessments.decide_pass", attempt, by=by, data={"remark": remark.pk, "decision": str(decision)})
    remark.refresh_from_db()
    return remark


def _take_back(attempt: Attempt, enrolment: Enrolment, remark: Remark, reason: str, *, by: User, at: datetime) -> None:
    if enrolment.status == EnrolmentStatus.WITHDRAWN:
        raise DomainError("enrolment_ended", _("Their place on this course has ended, so the pass stays as it is."))
    if enrolment.is_completed:
        raise DomainError(
            "course_completed",
            _(
                "The course is finished, and a certificate may rest on this pass, so it cannot be taken back here. "
                "Please look at the certificate first; the pass can be let stand at any time."
            ),
        )
    passed = Attempt.objects.passed().filter(pk=attempt.pk)
    passed.update(status=Status.NOT_YET_PASSED, version=F("version") + 1)
    if _rests_on(attempt, enrolment):
        mark_undone(enrolment=enrolment, activity_key=attempt.assessment.activity_key, reason=reason, by=by, at=at)
    tell(attempt, kind=PASS_TAKEN_BACK, key=f"pass-taken-back:{remark.pk}")


def _rests_on(attempt: Attempt, enrolment: Enrolment) -> bool:
    """Tell whether the activity is done because of this pass alone."""
    key = attempt.assessment.activity_key
    done = enrolment.completions.filter(activity_key=key, source__in=BY_ATTEMPT).exists()
    again = Attempt.objects.passed().filter(enrolment=enrolment, assessment=attempt.assessment_id).exists()
    return done and not again and enrolment.includes(key)
