"""Starting an attempt, and handing it in."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assessments.answers import Answer
from assessments.items import Item, Paper
from assessments.limits import added_for
from assessments.marking import mark_item, mark_paper
from assessments.models import AssessmentPage, Attempt, Response, history_of
from assessments.paper import freeze_paper
from assessments.rules import AttemptHistory, AttemptStatus, Kind, StartRefusal, next_start_at, refuse_start
from assessments.services.answering import ON_PAPER, answers_of
from assessments.timing import deadline_of
from enrolment.models import CompletionSource, Enrolment
from enrolment.services.progress import lock_enrolment, record_held, refuse_outside_edition
from lms.accounts.models import User
from lms.core import audit
from lms.core.errors import DomainError

PLACES = Decimal("0.001")  # of a mark as it is stored


@transaction.atomic
def start_attempt(*, enrolment: Enrolment, assessment: AssessmentPage, by: User, at: datetime) -> Attempt:
    """Freeze a paper and return the attempt; the one in progress, if there is one, is returned instead.

    A further attempt at a written task starts with the text of the last one (domain B 25). With a time limit the clock
    runs from now on.
    Refuses: `own_only`; `not_in_edition` (passing it could never be recorded); domain B 24: `already_passed`,
    `awaiting_review`, `attempts_used`, `cooling_down`, `no_questions`.
    """
    locked = lock_enrolment(enrolment)
    _refuse_others(locked, by)
    return open_attempt(enrolment=locked, assessment=assessment, by=by, at=at)


def open_attempt(
    *, enrolment: Enrolment, assessment: AssessmentPage, by: User, at: datetime, on_paper: bool = False
) -> Attempt:
    """Return a new attempt, or the one in progress; the caller holds the lock of `enrolment` and has asked who may.

    Arguments: `on_paper`, whether it is answered on paper, where no clock runs.
    Refuses as `start_attempt` does.
    """
    refuse_outside_edition(enrolment, assessment.activity_key)
    attempts = list(Attempt.objects.filter(enrolment=enrolment, assessment=assessment))
    for attempt in attempts:
        if attempt.is_in_progress:
            return attempt
    added = added_for(enrolment.pk, assessment)
    paper = freeze_paper(assessment, seed=secrets.randbelow(2**31), extra_per_cent=added.per_cent)
    if on_paper:
        paper = replace(paper, minutes_allowed=None)
    history = history_of(attempts)
    refusal = refuse_start(added.policy(assessment), history, questions=len(paper.items), at=at)
    if refusal:
        raise DomainError(refusal, start_sentence(refusal, assessment, history))
    started = Attempt.objects.create(
        enrolment=enrolment,
        assessment=assessment,
        number=len(attempts) + 1,
        paper_json=paper.to_json(),
        is_written=bool(paper.written),
        started_at=at,
        saved_at=at,
        due_at=deadline_of(at, paper.minutes_allowed, paper.extra_per_cent),
    )
    if attempts and paper.written:
        _carry_texts_over(attempts[-1], started, paper, at=at)
    audit.record("assessments.start_attempt", started, by=by, data={"number": started.number})
    return started


def _carry_texts_over(last: Attempt, started: Attempt, paper: Paper, *, at: datetime) -> None:
    """Begin with what was written and handed over the last time; both attempts then name the same file."""
    carried = {str(response.item_key): response for response in last.responses.all() if response.answer.is_given}
    Response.objects.bulk_create(
        Response(
            attempt=started,
            item_key=item.key,
            text=carried[item.key].text,
            file=carried[item.key].file,
            file_name=carried[item.key].file_name,
            saved_at=at,
        )
        for item in paper.written
        if item.key in carried
    )


def start_sentence(refusal: StartRefusal, assessment: AssessmentPage, history: AttemptHistory) -> str:
    """Return the words for a refusal to start, fit to show to the learner."""
    earliest = next_start_at(assessment.policy, history)
    when = date_format(timezone.localtime(earliest), "l j F, H:i") if earliest else ""
    return {
        StartRefusal.ALREADY_PASSED: _("You have passed this quiz. There is nothing more to do here."),
        StartRefusal.AWAITING_REVIEW: _("A trainer has what you handed in. You can go on here once it has been read."),
        StartRefusal.ATTEMPTS_USED: _(
            "You have used all your attempts. A conversation comes next: please write to us, and we will find a way "
            "forward with you."
        ),
        StartRefusal.COOLING_DOWN: _(
            "You can try again from %(when)s. It may help to read the lessons again until then."
        )
        % {"when": when},
        StartRefusal.NO_QUESTIONS: _("This quiz is being prepared and has no questions yet."),
    }[refusal]


@transaction.atomic
def submit_attempt(*, attempt: Attempt, by: User, at: datetime, declared: bool = False) -> Attempt:
    """Mark the attempt by its own frozen paper and return it; a pass completes the activity.

    A written task whose other questions are passed goes to a trainer instead (domain B 25).
    Arguments: `by`, the learner; `declared`, whether they confirm what the paper asks them to.
    Handing in twice is harmless: the first time counts. Unanswered questions earn nothing. Once the time is over, what
    was saved in time is taken as it is, and nothing is refused but somebody else.
    Refuses: `own_only`; `on_paper`; `text_missing`, when a trainer would have nothing to read; `declaration_missing`.
    """
    enrolment, current = held(attempt)
    _refuse_others(enrolment, by)
    if not current.is_in_progress:
        return current
    if current.is_on_paper:
        raise DomainError("on_paper", ON_PAPER)
    return hand_in(current, enrolment, by=by, at=at, declared=declared)


def hand_in(current: Attempt, enrolment: Enrolment, *, by: User, at: datetime, declared: bool) -> Attempt:
    """Mark an attempt in progress, which the caller holds together with its enrolment, and return it.

    Refuses as `submit_attempt` does: `text_missing`, `declaration_missing`.
    """
    if not current.is_over(at):
        _refuse_without_text(current)
        if current.paper.declaration and not declared:
            raise DomainError("declaration_missing", _("Please tick the box to confirm this before you hand in."))
    return _hand_in(current, enrolment, by=by, at=at, declared=declared)


@transaction.atomic
def hand_in_when_over(*, attempt: Attempt, at: datetime) -> Attempt:
    """Hand in what was saved in time, if the time of the attempt is over, and return the attempt as it is now.

    For whoever opens it next and for the sweep; both at once, or twice, is harmless. A written task of which something
    is missing is not passed then: a trainer would have nothing to read.
    """
    enrolment, current = held(attempt)
    if not (current.is_in_progress and current.is_over(at)):
        return current
    return _hand_in(current, enrolment, by=None, at=at, declared=False)


def held(attempt: Attempt) -> tuple[Enrolment, Attempt]:
    """Return the enrolment, locked, and the attempt as it is now, held where it is in progress.

    Held before its answers are read: one saved in between would be kept, but not marked.
    """
    enrolment = lock_enrolment(attempt.enrolment)  # always before the attempt's own row
    own = Attempt.objects.filter(pk=attempt.pk)
    own.in_progress().hold()
    return enrolment, own.select_related("assessment", "paper_entry").get()


def _hand_in(current: Attempt, enrolment: Enrolment, *, by: User | None, at: datetime, declared: bool) -> Attempt:
    given = list(current.responses.all())
    percent, status = outcome_at(current, given, at)
    ended: dict[str, Any] = {"status": status, "percent": percent, "submitted_at": at, "finished_at": at}
    if status is AttemptStatus.AWAITING_REVIEW:
        ended["finished_at"] = None
    if declared and current.paper.declaration:
        ended["declared_at"] = at
    Attempt.objects.filter(pk=current.pk).update(**ended)
    _keep_marks(current.paper, given)
    late = {"time_over": True} if current.is_over(at) else {}
    audit.record("assessments.submit_attempt", current, by=by, data={"status": str(status), **late})
    for name, value in ended.items():
        setattr(current, name, value)
    if current.is_passed:
        key = current.assessment.activity_key
        record_held(enrolment=enrolment, activity_key=key, by=by, at=at, source=source_of(current))
    return current


def source_of(attempt: Attempt) -> CompletionSource:
    """Return how passing this attempt is recorded: what was answered on paper came to us through others."""
    return CompletionSource.PROXIED if attempt.is_on_paper else CompletionSource.SELF_PACED


def outcome_at(
    attempt: Attempt, given: Sequence[Response], at: datetime, *, paper: Paper | None = None
) -> tuple[int | None, AttemptStatus]:
    """Return the per cent and the state that handing in `at` this moment leads to; what was saved too late is left out.

    What has run out with nothing to read in it goes to no trainer. `paper`: another one than it was asked, corrected.
    """
    answers = {str(response.item_key): response.answer for response in given if not attempt.is_over(response.saved_at)}
    asked = paper or attempt.paper
    result = mark_paper(asked, answers)
    if result.status is AttemptStatus.AWAITING_REVIEW and attempt.is_over(at) and _unwritten(asked, answers):
        return result.percent, AttemptStatus.NOT_YET_PASSED
    return result.percent, result.status


def _keep_marks(paper: Paper, responses: list[Response]) -> None:
    """Store what each answer earned: for statistics, never for the outcome."""
    machine = {item.key: item for item in paper.chosen}
    marked = [response for response in responses if str(response.item_key) in machine]
    for response in marked:
        earned = mark_item(machine[str(response.item_key)], response.answer)
        response.mark = (Decimal(earned.numerator) / earned.denominator).quantize(PLACES)
    Response.objects.bulk_update(marked, ["mark"])


def _refuse_others(enrolment: Enrolment, by: User) -> None:
    if by.pk != enrolment.learner_id:
        raise DomainError("own_only", _("Only the person who takes the course can do this."))


def _unwritten(paper: Paper, answers: Mapping[str, Answer]) -> Item | None:
    """Return the first question for a trainer that has nothing to read or to look at."""
    return next((item for item in paper.written if not answers.get(item.key, Answer()).is_given), None)


def _refuse_without_text(attempt: Attempt) -> None:
    missing = _unwritten(attempt.paper, answers_of(attempt)) if attempt.is_written else None
    if missing is None:
        return
    if missing.kind is Kind.UPLOAD:
        raise DomainError("text_missing", _("Please add your file first, so that a trainer has something to look at."))
    raise DomainError("text_missing", _("Please write your answer first, so that a trainer has something to read."))
