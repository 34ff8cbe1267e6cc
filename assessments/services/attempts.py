"""Starting an attempt, saving each answer, handing in."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.marking import mark_paper
from assessments.models import AssessmentPage, Attempt, Response, history_of
from assessments.paper import freeze_paper
from assessments.rules import (
    LONGEST_TEXT,
    AttemptHistory,
    AttemptStatus,
    Item,
    Kind,
    Paper,
    StartRefusal,
    next_start_at,
    refuse_start,
)
from enrolment.models import Enrolment
from enrolment.services.progress import record_completion, refuse_outside_edition
from lms.accounts.models import User
from lms.core import audit
from lms.core.errors import DomainError

ATTEMPT_OVER = gettext_lazy("This quiz has been handed in, so the answer was not changed.")


@transaction.atomic
def start_attempt(*, enrolment: Enrolment, assessment: AssessmentPage, by: User, at: datetime) -> Attempt:
    """Freeze a paper and return the attempt; the one in progress, if there is one, is returned instead.

    A further attempt at a written task starts with the text of the last one (domain B 25).
    Refuses: `not_in_edition` (passing it could never be recorded); domain B 24: `already_passed`, `awaiting_review`,
    `attempts_used`, `cooling_down`, `no_questions`.
    """
    locked = Enrolment.objects.locked().select_related("edition").get(pk=enrolment.pk)
    refuse_outside_edition(locked, assessment.activity_key)
    attempts = list(Attempt.objects.filter(enrolment=enrolment, assessment=assessment))
    for attempt in attempts:
        if attempt.is_in_progress:
            return attempt
    paper = freeze_paper(assessment, seed=secrets.randbelow(2**31))
    history = history_of(attempts)
    refusal = refuse_start(assessment.policy, history, questions=len(paper.items), at=at)
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
    )
    if attempts and paper.written:
        _carry_texts_over(attempts[-1], started, paper, at=at)
    audit.record("assessments.start_attempt", started, by=by, data={"number": started.number})
    return started


def _carry_texts_over(last: Attempt, started: Attempt, paper: Paper, *, at: datetime) -> None:
    texts = texts_of(last)
    Response.objects.bulk_create(
        Response(attempt=started, item_key=item.key, text=texts[item.key], saved_at=at)
        for item in paper.written
        if item.key in texts
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
def save_answer(
    *, attempt: Attempt, item_key: str, at: datetime, chosen: Sequence[str] = (), text: str = ""
) -> Response:
    """Store the answer to one question, replacing an earlier one, and return it.

    Arguments: `chosen`, keys of the options picked; `text`, a written answer.
    Refuses: `attempt_over`, `unknown_answer`, `one_answer_only`, `text_too_long`.
    """
    _check_answer(attempt.paper.item(item_key), chosen, text)
    # The update is the test (compare-and-swap) and holds the row, so no answer slips in after handing in.
    if not Attempt.objects.in_progress().filter(pk=attempt.pk).update(saved_at=at):
        raise DomainError("attempt_over", ATTEMPT_OVER)
    response, _created = Response.objects.update_or_create(
        attempt=attempt,
        item_key=item_key,
        defaults={"chosen": sorted(set(chosen)), "text": text, "saved_at": at},
    )
    return response


def _check_answer(item: Item | None, chosen: Sequence[str], text: str) -> None:
    if item is None or not set(chosen) <= item.option_keys or (text and not item.is_written):
        raise DomainError("unknown_answer", _("That answer does not belong to this question. Please choose again."))
    if item.kind is Kind.SINGLE and len(chosen) > 1:
        raise DomainError("one_answer_only", _("Please choose one answer only."))
    if len(text) > LONGEST_TEXT:
        raise DomainError("text_too_long", too_long_sentence(len(text)))


def too_long_sentence(length: int) -> str:
    """Return the words for a text of `length` characters that does not fit."""
    words = _("Your text has %(length)s characters, and %(most)s fit here. Please shorten it a little.")
    return words % {"length": f"{length:,}", "most": f"{LONGEST_TEXT:,}"}


@transaction.atomic
def submit_attempt(*, attempt: Attempt, by: User, at: datetime) -> Attempt:
    """Mark the attempt by its own frozen paper and return it; a pass completes the activity.

    A written task whose other questions are passed goes to a trainer instead (domain B 25).
    Handing in twice is harmless: the first time counts. Unanswered questions earn nothing.
    Refuses: `text_missing`, when a trainer would have nothing to read.
    """
    enrolment = Enrolment.objects.locked().get(pk=attempt.enrolment_id)  # always before the attempt's own row
    own = Attempt.objects.filter(pk=attempt.pk)
    # Held before the answers are read: one saved in between would be kept, but not marked.
    if not own.in_progress().hold():
        return own.get()
    current = own.select_related("assessment").get()
    _refuse_without_text(current)
    result = mark_paper(current.paper, answers_of(current))
    marks = {"status": result.status, "percent": result.percent, "submitted_at": at, "finished_at": at}
    if result.status is AttemptStatus.AWAITING_REVIEW:
        marks["finished_at"] = None
    own.update(**marks)
    audit.record("assessments.submit_attempt", current, by=by, data={"status": str(result.status)})
    current.refresh_from_db(fields=list(marks))
    if current.is_passed:
        key = current.assessment.activity_key
        record_completion(enrolment=enrolment, activity_key=key, by=by, at=at)
    return current


def _refuse_without_text(attempt: Attempt) -> None:
    texts = texts_of(attempt)
    if any(not texts.get(item.key) for item in attempt.paper.written):
        raise DomainError("text_missing", _("Please write your answer first, so that a trainer has something to read."))


def answers_of(attempt: Attempt) -> dict[str, list[str]]:
    """Return the saved answers of `attempt`: chosen option keys by question key."""
    return {str(key): chosen for key, chosen in attempt.responses.values_list("item_key", "chosen")}


def texts_of(attempt: Attempt) -> dict[str, str]:
    """Return the written answers of `attempt` by question key; costs a quiz without one nothing."""
    if not attempt.is_written:
        return {}
    return {str(key): text for key, text in attempt.responses.exclude(text="").values_list("item_key", "text")}
