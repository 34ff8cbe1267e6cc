"""Deciding on a written task, which holds the outcome, and releasing it, which tells the learner (domain B 26)."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from assessments.limits import is_last_attempt
from assessments.mail import REVIEW_RELEASED
from assessments.models import Attempt, Review
from assessments.permissions import review_facts
from assessments.reviewing import ReviewRefusal, refuse_decision, refuse_release, status_after
from assessments.rubrics import LEVELS, Outcome, needs_second_mark, outcome_of
from assessments.services.attempts import source_of
from enrolment.models import Enrolment
from enrolment.services.progress import record_completion
from lms.accounts.models import User
from lms.core import audit
from lms.core.errors import DomainError
from lms.notifications.services.outbox import queue_email

SENTENCES = {
    ReviewRefusal.NOT_YOUR_COURSE: _("You are not a trainer of this course, so a colleague reads this."),
    ReviewRefusal.OWN_WORK: _("This is your own work. A colleague reads it."),
    ReviewRefusal.SAME_ORGANISATION: _("You and the learner are of the same organisation, so a colleague reads this."),
    ReviewRefusal.NOT_HANDED_IN: _("This has not been handed in yet."),
    ReviewRefusal.ENROLMENT_ENDED: _("The learner has left this course, so there is nothing to decide."),
    ReviewRefusal.ALREADY_RELEASED: _("This has been released to the learner already."),
    ReviewRefusal.DECIDED_BY_COLLEAGUE: _("A colleague has decided on this already."),
    ReviewRefusal.SAME_REVIEWER: _("You gave the first mark. The second one is a colleague's, and it stands."),
    ReviewRefusal.NOT_DECIDED: _("Nothing has been decided yet, so there is nothing to release."),
    ReviewRefusal.SECOND_MARK_NEEDED: _("Your decision is saved. A second trainer reads this before it is released."),
}


@transaction.atomic
def decide(
    *, attempt: Attempt, levels: Mapping[str, int], comment: str, version: int, by: User, at: datetime
) -> Review:
    """Hold a decision on `attempt`, or change one's own, and return it; the learner sees nothing of it.

    Arguments: `levels`, 0-3 for each of `paper.level_keys`; `comment`, words for the learner; `version`, of the
    attempt as the trainer saw it. Where the first decision needs a second mark, a colleague's is the second.
    Refuses: those of `reviewing.refuse_decision`; `moved_on` when somebody else was quicker; `unknown_level`,
    `comment_needed` (domain B 25, 26, 28).
    """
    current = _locked(attempt)
    facts = review_facts(current, by)
    _refuse(refuse_decision(facts))
    outcome = _outcome(current, levels, comment)
    _claim(current, version)
    second = not facts.is_second and needs_second_mark(
        outcome,
        is_last_attempt=is_last_attempt(current),
        attempt_id=str(current.pk),
        per_cent=settings.SECOND_MARK_PER_CENT,
    )
    decision = {"levels": dict(levels), "comment": comment, "outcome": outcome, "decided_at": at}
    review, _new = Review.objects.update_or_create(
        attempt=current, reviewer=by, is_second=facts.is_second, defaults={**decision, "needs_second": second}
    )
    data = {"review": review.pk, "outcome": str(outcome), "second": facts.is_second}
    audit.record("assessments.decide_review", current, by=by, data=data)
    return review


@transaction.atomic
def release(*, attempt: Attempt, version: int, by: User, at: datetime) -> Attempt:
    """Let the learner know what was decided, and return the attempt: a pass completes the activity.

    The second mark stands where there is one. The message is written once. Any trainer of the course may release.
    Refuses: those of `reviewing.refuse_release`, and `moved_on` when `version` is no longer the attempt's.
    """
    current = _locked(attempt)
    _refuse(refuse_release(review_facts(current, by)))
    review = Review.objects.filter(attempt=current).latest("is_second")
    status = status_after(Outcome(review.outcome))
    _claim(current, version, status=status, finished_at=at)
    Review.objects.filter(pk=review.pk).update(released_at=at, released_by=by)
    data = {"review": review.pk, "status": str(status)}
    audit.record("assessments.release_review", current, by=by, data=data)
    current.refresh_from_db(fields=["status", "finished_at", "version"])
    if current.is_passed:
        key = current.assessment.activity_key
        record_completion(enrolment=current.enrolment, activity_key=key, by=by, at=at, source=source_of(current))
    _tell(current)
    return current


@transaction.atomic
def decide_and_release(
    *, attempt: Attempt, levels: Mapping[str, int], comment: str, version: int, by: User, at: datetime
) -> Review:
    """Decide, and release at once unless a second mark is needed: then the decision is held like any other.

    Returns the review; `is_released` tells which of the two happened. Refuses as `decide` does.
    """
    review = decide(attempt=attempt, levels=levels, comment=comment, version=version, by=by, at=at)
    if not review.needs_second:
        release(attempt=attempt, version=version + 1, by=by, at=at)
        review.refresh_from_db()
    return review


def _locked(attempt: Attempt) -> Attempt:
    """Return the attempt as it is now; its enrolment, always locked first, waits for whoever else decides or leaves."""
    Enrolment.objects.locked().get(pk=attempt.enrolment_id)
    rows = Attempt.objects.select_related("assessment", "paper_entry", "enrolment__course", "enrolment__learner")
    return rows.prefetch_related("reviews").get(pk=attempt.pk)


def _refuse(refusal: ReviewRefusal | None) -> None:
    if refusal:
        raise DomainError(refusal, SENTENCES[refusal])


def _claim(attempt: Attempt, version: int, **changes: object) -> None:
    """Move the attempt on from `version` (compare-and-swap)."""
    seen = Attempt.objects.awaiting_review().filter(pk=attempt.pk, version=version)
    if not seen.update(version=F("version") + 1, **changes):
        raise DomainError("moved_on", _("Somebody has changed this since you opened it. Please look at it once more."))


def _outcome(attempt: Attempt, levels: Mapping[str, int], comment: str) -> Outcome:
    if levels.keys() != attempt.paper.level_keys or not set(levels.values()) <= set(LEVELS):
        raise DomainError("unknown_level", _("Please choose a level for each criterion."))
    outcome = outcome_of(levels.values())
    if outcome is not Outcome.PASSED and not comment.strip():
        raise DomainError("comment_needed", _("Please say in a few words what would help the learner next time."))
    return outcome


def _tell(attempt: Attempt) -> None:
    learner = attempt.enrolment.learner
    if learner.email:
        key, refs = f"review-released:{attempt.pk}", {"attempt": str(attempt.pk)}
        queue_email(key=key, kind=REVIEW_RELEASED, to=learner.email, user=learner, refs=refs)
