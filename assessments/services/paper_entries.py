"""Answers given on paper: one member of staff enters them, a second compares them with the sheets and hands them in."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from assessments.answers import Answer
from assessments.models import AssessmentPage, Attempt, PaperEntry
from assessments.on_paper import fits_on_paper
from assessments.rules import StartRefusal
from assessments.services.answering import answers_of, save_answers
from assessments.services.attempts import hand_in, hand_in_when_over, held, open_attempt
from assessments.services.overriding import refuse_helper
from enrolment.access import standing_of
from enrolment.models import Enrolment, Status
from enrolment.progress import learner_state
from enrolment.services.progress import lock_enrolment
from lms.accounts.models import User
from lms.core import audit
from lms.core.errors import DomainError
from lms.core.reasons import given_reason

LONGEST_DIFFERENCE = 2000


@transaction.atomic
def begin_paper_entry(
    *, enrolment: Enrolment, assessment: AssessmentPage, reason: str, by: User, at: datetime, instead: bool = False
) -> PaperEntry:
    """Start an attempt that is answered on paper, without a clock, and return it; one that is open is returned instead.

    Arguments: `instead`, that it takes the place of an attempt begun on the screen, which ends without counting; of a
    written task the text is carried over.
    Refuses: `not_for_yourself`, `not_yours_to_help`, `reason_needed`, `reason_too_long`, `enrolment_ended`,
    `not_open_to_them` (where the learner could not start it either), `begun_on_screen`, `paper_cannot_hold_files`, and
    as `attempts.start_attempt` does.
    """
    refuse_helper(by, enrolment)
    words = given_reason(reason)
    locked = lock_enrolment(enrolment)
    _refuse_closed(locked, assessment)
    begun = _in_progress(locked, assessment, at)
    if begun and begun.is_on_paper:
        return begun.paper_entry
    if begun:
        _end_instead(begun, instead, by=by, at=at)
    attempt = _opened(locked, assessment, by=by, at=at)
    if not fits_on_paper(attempt.paper):
        raise DomainError(
            "paper_cannot_hold_files",
            _("This asks for a file, which paper cannot hold. Please help them to hand it in on the screen."),
        )
    entry = PaperEntry.objects.create(attempt=attempt, reason=words, begun_by=by, begun_at=at)
    audit.record("assessments.begin_paper", attempt, by=by, data={"entry": entry.pk})
    return entry


@transaction.atomic
def save_paper_answers(
    *, entry: PaperEntry, answers: Mapping[str, Answer], version: int, by: User, at: datetime
) -> PaperEntry:
    """Keep what was typed in from the paper, by question key, and return the entry with its new version.

    What stood ready to be checked goes back to being entered.
    Whoever typed something in does not check it later.
    Refuses: `not_for_yourself`, `not_yours_to_help`, `entry_over`, `moved_on`, and as `answering.save_answers` does.
    """
    current, _enrolment = _claim(entry, version, by=by)
    save_answers(attempt=current.attempt, answers=answers, at=at, on_paper=True)
    typed_by = sorted({*current.typed_by, by.pk}) if answers else current.typed_by
    return _change(current, typed_by=typed_by, entered_by=None, entered_at=None)


@transaction.atomic
def finish_entering(*, entry: PaperEntry, version: int, by: User, at: datetime) -> PaperEntry:
    """Say that all that is on the paper is entered; from now on it waits for a second person.

    Refuses: `not_for_yourself`, `not_yours_to_help`, `entry_over`, `moved_on`, `nothing_entered`; `text_missing`, where
    a trainer would have nothing to read.
    """
    current, _enrolment = _claim(entry, version, by=by)
    answers = answers_of(current.attempt)
    if not any(answer.is_given for answer in answers.values()):
        raise DomainError("nothing_entered", _("Nothing is entered yet. Please type in what is on the paper first."))
    if not all(answers.get(item.key, Answer()).is_given for item in current.attempt.paper.written):
        raise DomainError("text_missing", _("A text that a trainer reads is still missing. Please type it in, too."))
    audit.record("assessments.enter_paper", current.attempt, by=by, data={"entry": current.pk})
    typed_by = sorted({*current.typed_by, by.pk})
    return _change(current, typed_by=typed_by, entered_by=by, entered_at=at, differs="")


@transaction.atomic
def say_what_differs(*, entry: PaperEntry, differs: str, version: int, by: User, at: datetime) -> PaperEntry:
    """Give what was entered back to be put right, saying what differs from the paper.

    Refuses: `not_for_yourself`, `not_yours_to_help`, `entry_over`, `moved_on`, `second_person_needed`,
    `differs_needed`, `differs_too_long`.
    """
    current, _enrolment = _claim(entry, version, by=by, to_check=True)
    words = differs.strip()
    if not words:
        raise DomainError("differs_needed", _("Please say what differs, so that it can be put right."))
    if len(words) > LONGEST_DIFFERENCE:
        sentence = _("Please say it in at most %(n)d letters.")
        raise DomainError("differs_too_long", sentence % {"n": LONGEST_DIFFERENCE})
    audit.record("assessments.return_paper", current.attempt, by=by, data={"entry": current.pk})
    return _change(current, differs=words)


@transaction.atomic
def confirm_paper(*, entry: PaperEntry, version: int, declared: bool, by: User, at: datetime) -> Attempt:
    """Say that these are the answers on the paper: the attempt is handed in, marked like any other, and returned.

    Arguments: `declared`, that the learner signed on the paper what it asks to confirm.
    Refuses: `not_for_yourself`, `not_yours_to_help`, `entry_over`, `moved_on`, `second_person_needed`,
    `declaration_missing`.
    """
    current, enrolment = _claim(entry, version, by=by, to_check=True)
    if current.attempt.paper.declaration and not declared:
        raise DomainError(
            "declaration_missing",
            _("Please tick the box if they signed this on the paper. Without it nothing is handed in."),
        )
    _change(current, checked_by=by, checked_at=at)
    audit.record("assessments.confirm_paper", current.attempt, by=by, data={"entry": current.pk})
    return hand_in(current.attempt, enrolment, by=by, at=at, declared=declared)


@transaction.atomic
def set_paper_aside(*, entry: PaperEntry, reason: str, version: int, by: User, at: datetime) -> PaperEntry:
    """End the attempt without counting it, for a reason; what was entered is kept, and the learner may begin again.

    Refuses: `not_for_yourself`, `not_yours_to_help`, `entry_over`, `moved_on`, `reason_needed`, `reason_too_long`.
    """
    current, _enrolment = _claim(entry, version, by=by)
    words = given_reason(reason)
    Attempt.objects.filter(pk=current.attempt_id).withdraw(at=at)
    audit.record("assessments.set_paper_aside", current.attempt, by=by, data={"entry": current.pk})
    return _change(current, aside_by=by, aside_at=at, aside_reason=words)


# --- Beginning ------------------------------------------------------------------------------------


def _refuse_closed(enrolment: Enrolment, assessment: AssessmentPage) -> None:
    """Refuse what the learner could not start on the screen either; the sentences for them fit here, too."""
    if enrolment.status == Status.WITHDRAWN:
        raise DomainError("enrolment_ended", _("Their place on this course has ended, so nothing was changed."))
    standing = standing_of(enrolment.learner, enrolment.course)
    row = learner_state(standing).row(assessment.activity_key) if standing.enrolment else None
    if standing.study_refusal or (row and not row.is_available):
        raise DomainError(
            "not_open_to_them",
            _("They could not start this on the screen now either: it, or their course, is not open to them."),
        )


def _in_progress(enrolment: Enrolment, assessment: AssessmentPage, at: datetime) -> Attempt | None:
    """Return the attempt in progress; one whose time is over is handed in first."""
    mine = Attempt.objects.in_progress().filter(enrolment=enrolment, assessment=assessment)
    found = mine.select_related("paper_entry").first()
    if found and found.is_over(at):
        hand_in_when_over(attempt=found, at=at)
        return None
    return found


def _end_instead(begun: Attempt, instead: bool, *, by: User, at: datetime) -> None:
    if not instead:
        raise DomainError(
            "begun_on_screen",
            _("They have begun this on the screen. Please tick the box if the paper takes the place of that attempt."),
        )
    Attempt.objects.filter(pk=begun.pk).withdraw(at=at)
    audit.record("assessments.end_for_paper", begun, by=by)


def _opened(enrolment: Enrolment, assessment: AssessmentPage, *, by: User, at: datetime) -> Attempt:
    """Return a new attempt; refuse in words for staff what is refused to the learner."""
    try:
        return open_attempt(enrolment=enrolment, assessment=assessment, by=by, at=at, on_paper=True)
    except DomainError as refusal:
        sentence = _sentences().get(refusal.code)
        raise DomainError(refusal.code, sentence or refusal.sentence) from refusal


def _sentences() -> dict[str, str]:
    return {
        StartRefusal.ALREADY_PASSED: _("They have passed this. The first pass stands."),
        StartRefusal.AWAITING_REVIEW: _("A trainer has what they handed in. Once it has been read, they can go on."),
        StartRefusal.ATTEMPTS_USED: _("They have used all their attempts. You may grant further ones first."),
        StartRefusal.COOLING_DOWN: _("It is too soon for another attempt: there is a pause after each."),
        StartRefusal.NO_QUESTIONS: _("This quiz is being prepared and has no questions yet."),
    }


# --- Moving on ------------------------------------------------------------------------------------


def _claim(entry: PaperEntry, version: int, *, by: User, to_check: bool = False) -> tuple[PaperEntry, Enrolment]:
    """Return the entry as it is now, its attempt held, and the enrolment, locked; refuse what all acts refuse.

    Arguments: `to_check`, whether it has to wait for the second person, who is then `by`.
    """
    enrolment, attempt = held(entry.attempt)
    refuse_helper(by, enrolment)
    current = PaperEntry.objects.get(pk=entry.pk)
    current.attempt = attempt
    if not current.is_open:
        raise DomainError("entry_over", _("This is over: it has been handed in or set aside already."))
    # The attempt is held, so nobody else is between this look and what is written.
    if current.version != version or (to_check and not current.is_to_check):
        raise DomainError("moved_on", _("Somebody has changed this since you opened it. Please look at it once more."))
    if to_check and by.pk in {*current.typed_by, current.entered_by_id}:
        raise DomainError(
            "second_person_needed",
            _("You entered some of this yourself. Somebody else compares it with the paper."),
        )
    return current, enrolment


def _change(entry: PaperEntry, **changes: Any) -> PaperEntry:
    """Write `changes` and raise the version (compare-and-swap)."""
    seen = PaperEntry.objects.filter(pk=entry.pk, version=entry.version, checked_at__isnull=True)
    if not seen.update(version=F("version") + 1, **changes):
        raise DomainError("moved_on", _("Somebody has changed this since you opened it. Please look at it once more."))
    entry.refresh_from_db(fields=["version", *changes])
    return entry
