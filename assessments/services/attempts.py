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
from assessments.rules import AttemptHistory, Item, Kind, StartRefusal, next_start_at, refuse_start
from enrolment.models import Enrolment
from enrolment.services.progress import record_completion, refuse_outside_edition
from lms.accounts.models import User
from lms.core import audit
from lms.core.errors import DomainError

ATTEMPT_OVER = gettext_lazy("This quiz has been handed in, so the answer was not changed.")


@transaction.atomic
def start_attempt(*, enrolment: Enrolment, assessment: AssessmentPage, by: User, at: datetime) -> Attempt:
    """Freeze a paper and return the attempt; the one in progress, if there is one, is returned instead.

    Refuses: `not_in_edition` (passing it could never be recorded); domain B 24: `already_passed`, `attempts_used`,
    `cooling_down`, `no_questions`.
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
        started_at=at,
        saved_at=at,
    )
    audit.record("assessments.start_attempt", started, by=by, data={"number": started.number})
    return started


def start_sentence(refusal: StartRefusal, assessment: AssessmentPage, history: AttemptHistory) -> str:
    """Return the words for a refusal to start, fit to show to the learner."""
    earliest = next_start_at(assessment.policy, history)
    when = date_format(timezone.localtime(earliest), "l j F, H:i") if earliest else ""
    return {
        StartRefusal.ALREADY_PASSED: _("You have passed this quiz. There is nothing more to do here."),
        StartRefusal.ATTEMPTS_USED: _(
            "You have used all your attempts. Please write to us, and we will find a way forward with you."
        ),
        StartRefusal.COOLING_DOWN: _(
            "You can try again from %(when)s. It may help to read the lessons again until then."
        )
        % {"when": when},
        StartRefusal.NO_QUESTIONS: _("This quiz is being prepared and has no questions yet."),
    }[refusal]


@transaction.atomic
def save_answer(*, attempt: Attempt, item_key: str, chosen: Sequence[str], at: datetime) -> Response:
    """Store the answer to one question, replacing an earlier one, and return it.

    Arguments: `chosen`, keys of the options picked. Refuses: `attempt_over`, `unknown_answer`, `one_answer_only`.
    """
    _check_answer(attempt.paper.item(item_key), chosen)
    # The update is the test (compare-and-swap) and holds the row, so no answer slips in after handing in.
    if not Attempt.objects.in_progress().filter(pk=attempt.pk).update(saved_at=at):
        raise DomainError("attempt_over", ATTEMPT_OVER)
    response, _created = Response.objects.update_or_create(
        attempt=attempt, item_key=item_key, defaults={"chosen": sorted(set(chosen)), "saved_at": at}
    )
    return response


def _check_answer(item: Item | None, chosen: Sequence[str]) -> None:
    if item is None or not set(chosen) <= item.option_keys:
        raise DomainError("unknown_answer", _("That answer does not belong to this question. Please choose again."))
    if item.kind is Kind.SINGLE and len(chosen) > 1:
        raise DomainError("one_answer_only", _("Please choose one answer only."))


@transaction.atomic
def submit_attempt(*, attempt: Attempt, by: User, at: datetime) -> Attempt:
    """Mark the attempt by its own frozen paper and return it; a pass completes the activity.

    Handing in twice is harmless: the first time counts. Unanswered questions earn nothing.
    """
    enrolment = Enrolment.objects.locked().get(pk=attempt.enrolment_id)  # always before the attempt's own row
    own = Attempt.objects.filter(pk=attempt.pk)
    # Held before the answers are read: one saved in between would be kept, but not marked.
    if not own.in_progress().hold():
        return own.get()
    current = own.select_related("assessment").get()
    result = mark_paper(current.paper, answers_of(current))
    marks = {"status": result.status, "percent": result.percent, "finished_at": at}
    own.update(**marks)
    audit.record("assessments.submit_attempt", current, by=by, data={"status": str(result.status)})
    current.refresh_from_db(fields=list(marks))
    if current.is_passed:
        key = current.assessment.activity_key
        record_completion(enrolment=enrolment, activity_key=key, by=by, at=at)
    return current


def answers_of(attempt: Attempt) -> dict[str, list[str]]:
    """Return the saved answers of `attempt`: chosen option keys by question key."""
    return {str(key): chosen for key, chosen in attempt.responses.values_list("item_key", "chosen")}
