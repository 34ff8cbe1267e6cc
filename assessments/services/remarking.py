"""Marking attempts again after a key was corrected: it takes no pass away, and doing it twice is doing it once."""

from dataclasses import asdict
from datetime import datetime
from decimal import Decimal

import structlog
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from assessments.items import Item, Paper, item_of
from assessments.mail import MARKED_AGAIN
from assessments.marking import mark_item
from assessments.models import Attempt, KeyCorrection, PassDecision, Question, Remark, Response
from assessments.paper import frozen_item
from assessments.remarking import Effect, corrected
from assessments.services.attempts import PLACES, source_of
from assessments.services.remark_preview import (
    CHUNK,
    Change,
    attempts_asking,
    change_of,
    preview_remarking,
    with_answers,
)
from enrolment.models import Status as EnrolmentStatus
from enrolment.services.progress import lock_enrolment, record_completion
from lms.accounts.models import User
from lms.core import audit
from lms.core.errors import DomainError
from lms.core.reasons import given_reason
from lms.notifications.services.outbox import queue_email

AT_ONCE = 200  # attempts that are marked while somebody waits; the sweep marks the others
STANDS = (PassDecision.WAITS, PassDecision.KEPT)
logger = structlog.get_logger(__name__)


def mark_again(*, question: Question, reason: str, by: User, at: datetime) -> KeyCorrection:
    """Mark the attempts that were asked `question` with another key by the question as it is now published.

    Those of whoever corrects it are left to a colleague (domain B 27). Up to `AT_ONCE` at once; `carry_on`, called by
    the sweep, marks the others. Returns the correction, whose `finished_at` tells whether that was all. A pass stands
    until somebody decides (`pass_decisions.decide_pass`).
    Refuses: `reason_needed`, `reason_too_long`, `nothing_to_mark`, `being_marked`.
    """
    words = given_reason(reason)
    try:
        correction = _begin(Question.objects.get(pk=question.pk), words, by=by, at=at)
    except IntegrityError as error:  # one correction of a key at a time
        sentence = _("The attempts are being marked again already. It goes on by itself.")
        raise DomainError("being_marked", sentence) from error
    return carry_on(correction=correction, at=at, most=AT_ONCE)


def carry_on(*, correction: KeyCorrection, at: datetime, most: int | None = None) -> KeyCorrection:
    """Mark what is left of `correction`, at most `most` attempts now, and return it as it is then.

    Each attempt is a transaction of its own, so what stopped half-way goes on where it was; running twice, or beside
    somebody else who does the same, changes nothing twice. An attempt that refuses is logged and holds up no other.
    """
    now, last, marked = item_of(correction.item_json), None, 0
    left = (
        attempts_asking(correction.question, but_of=correction.made_by)
        .exclude(remarks__correction=correction)
        .order_by("pk")
    )
    while chunk := list((left.filter(pk__gt=last) if last else left).only("paper_json", "enrolment")[:CHUNK]):
        for attempt in chunk:
            if most is not None and marked >= most:
                return correction
            marked += _differs(attempt, now) and _mark(attempt, correction, now, at=at)
        last = chunk[-1].pk
    KeyCorrection.objects.filter(pk=correction.pk, finished_at=None).update(finished_at=at)
    correction.refresh_from_db(fields=["finished_at"])
    return correction


@transaction.atomic
def _begin(question: Question, reason: str, *, by: User, at: datetime) -> KeyCorrection:
    """Return the new correction by the question as it is published now.

    Counted only once it stands: two people who press at once would else both find something to do.
    """
    item = asdict(frozen_item(question))
    correction = KeyCorrection.objects.create(question=question, item_json=item, reason=reason, made_by=by, made_at=at)
    correction.attempts = len(preview_remarking(question, by=by).changes)
    if not correction.attempts:
        raise DomainError("nothing_to_mark", _("Every attempt is marked by the question as it is now."))
    correction.save(update_fields=["attempts"])
    data = {"correction": correction.pk, "attempts": correction.attempts}
    audit.record("assessments.correct_key", question, by=by, data=data)
    return correction


def _differs(attempt: Attempt, now: Item) -> bool:
    """Tell, without a lock, whether there is something to mark: most attempts of a second run have nothing."""
    asked = attempt.paper.item(now.key)
    return asked is not None and corrected(asked, now) not in (None, asked)


def _mark(attempt: Attempt, correction: KeyCorrection, now: Item, *, at: datetime) -> bool:
    """Mark one attempt again; tell whether it was."""
    try:
        return _marked(attempt, correction, now, at=at)
    except DomainError as refusal:
        logger.warning("attempt_not_marked_again", attempt=str(attempt.pk), code=refusal.code)
        return False


@transaction.atomic
def _marked(attempt: Attempt, correction: KeyCorrection, now: Item, *, at: datetime) -> bool:
    enrolment = lock_enrolment(attempt.enrolment)  # always before the attempt's own row
    Attempt.objects.in_progress().filter(pk=attempt.pk).hold()
    current = with_answers(Attempt.objects.filter(pk=attempt.pk)).get()
    change = change_of(current, now)
    if enrolment.status == EnrolmentStatus.WITHDRAWN or not isinstance(change, Change):
        return False
    _move(current, change, now)
    remark = _keep(current, change, correction, now)
    _follow(current, change, remark, by=correction.made_by, at=at)
    return True


def _move(current: Attempt, change: Change, now: Item) -> None:
    """Write the corrected paper and what follows from it, if nobody has moved the attempt meanwhile."""
    moved = {"paper_json": change.paper.to_json(), "version": F("version") + 1, "status": change.after}
    if change.effect is not Effect.IN_PROGRESS:
        moved["percent"] = change.percent_after
    if change.effect is Effect.TO_TRAINER:
        moved["finished_at"] = None
    seen = Attempt.objects.filter(pk=current.pk, status=current.status, version=current.version)
    if not seen.update(**moved):
        raise DomainError("moved_on", _("Somebody has changed this attempt meanwhile."))
    if change.effect is not Effect.IN_PROGRESS:
        _keep_mark(current, change.paper, now)


def _keep_mark(current: Attempt, paper: Paper, now: Item) -> None:
    """Store what the answer to the question earns now, for statistics."""
    item = paper.item(now.key)
    for response in current.responses.all():
        if item and str(response.item_key) == item.key:
            earned = mark_item(item, response.answer)
            mark = (Decimal(earned.numerator) / earned.denominator).quantize(PLACES)
            Response.objects.filter(pk=response.pk).update(mark=mark)


def _keep(current: Attempt, change: Change, correction: KeyCorrection, now: Item) -> Remark:
    """Write down how it was and how it is; about a pass that waits already, or was let stand, nobody is asked again."""
    asked = current.paper.item(now.key)
    before = Remark.objects.filter(attempt=current)
    waits = change.effect is Effect.PASS_WAITS and not before.filter(decision__in=STANDS).exists()
    if change.effect is not Effect.PASS_WAITS:
        before.filter(decision=PassDecision.WAITS).update(decision=PassDecision.NOT_NEEDED)
    return Remark.objects.create(
        correction=correction,
        attempt=current,
        item_before=asdict(asked) if asked else {},
        percent_before=change.percent_before,
        percent_after=change.percent_after,
        status_before=change.before,
        status_after=change.after,
        decision=PassDecision.WAITS if waits else PassDecision.NOT_NEEDED,
    )


def _follow(current: Attempt, change: Change, remark: Remark, *, by: User, at: datetime) -> None:
    """Do what follows from a new outcome: a pass completes the activity, and the learner hears that there is news."""
    if change.after == change.before:
        return
    audit.record("assessments.mark_again", current, by=by, data={"remark": remark.pk, "status": str(change.after)})
    is_news = True
    if change.effect is Effect.PASSES:
        others = Attempt.objects.filter(enrolment=current.enrolment_id, assessment=current.assessment_id)
        others.exclude(pk=current.pk).withdraw(at=at)
        is_news = record_completion(
            enrolment=current.enrolment,
            activity_key=current.assessment.activity_key,
            by=by,
            at=at,
            source=source_of(current),
        )
    if is_news:
        tell(current, kind=MARKED_AGAIN, key=f"marked-again:{remark.pk}")


def tell(attempt: Attempt, *, kind: str, key: str) -> None:
    """Write to the learner of `attempt` that there is something to read about it."""
    learner = attempt.enrolment.learner
    if learner.email:
        queue_email(key=key, kind=kind, to=learner.email, user=learner, refs={"attempt": str(attempt.pk)})
