"""Saving each answer at once, and reading what was saved."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.answers import LONGEST_WORDS, Answer, AnswerRefusal, kept, refuse_answer
from assessments.models import Attempt, Response
from assessments.rules import LONGEST_TEXT
from lms.core.errors import DomainError

ATTEMPT_OVER = gettext_lazy("This quiz has been handed in, so the answer was not changed.")
TIME_OVER = gettext_lazy(
    "The time for this is over, so the answer was not changed. What you had saved before then counts."
)
ON_PAPER = gettext_lazy("Your answers on paper are being entered, so nothing was changed here.")
LONGEST_PAGE = 16  # characters of the name that a page gives itself, and its number
ELSEWHERE = gettext_lazy(
    "This question was also answered in another window. That answer is saved; the one on this page is not."
)
SENTENCES = {
    AnswerRefusal.UNKNOWN_ANSWER: gettext_lazy("That answer does not belong to this question. Please choose again."),
    AnswerRefusal.ONE_ANSWER_ONLY: gettext_lazy("Please choose one answer only."),
    AnswerRefusal.PLACE_TAKEN_TWICE: gettext_lazy("Please give each line a place of its own."),
}


class AnsweredElsewhereError(DomainError):
    """Another window saved another answer meanwhile. `kept`: by question key, what is saved, and stays."""

    def __init__(self, kept: Mapping[str, Response]) -> None:
        super().__init__("answered_elsewhere", str(ELSEWHERE))
        self.kept = kept


def save_answer(
    *, attempt: Attempt, item_key: str, answer: Answer, at: datetime, seen: int | None = None, page: str = ""
) -> Response:
    """Store the answer to one question, replacing an earlier one, and return it as it is kept.

    Arguments: `seen`, how often it had been saved when the page was made that sends it, 0 for never; None overwrites
    whatever is there. `page`, which page sends it, if it says so, and how often it has sent something ("name:7"): what
    it saved itself it may overwrite, though it never heard that this had arrived; what it sent before that, and comes
    late, overwrites nothing.
    Refuses: `time_over`, once the time limit and its grace have passed; `attempt_over`; `on_paper`, where the answers
    were given on paper and staff enter them; `answered_elsewhere`
    (AnsweredElsewhereError), and those of `answers.refuse_answer`: `unknown_answer`, `one_answer_only`,
    `place_taken_twice`, `text_too_long`.
    """
    saved = save_answers(attempt=attempt, answers={item_key: answer}, seen={item_key: seen}, page=page, at=at)
    return saved[item_key]


def save_answers(
    *,
    attempt: Attempt,
    answers: Mapping[str, Answer],
    at: datetime,
    seen: Mapping[str, int | None] | None = None,
    page: str = "",
    on_paper: bool = False,
) -> dict[str, Response]:
    """Store the answers to several questions, by question key, and return each as it is kept: all or none.

    Three statements, whatever their number. Arguments and refusals as those of `save_answer`; `on_paper`, whether
    staff enter them from paper.
    """
    given = {key: _checked(attempt, key, answer) for key, answer in answers.items()}
    refuse_late(attempt, at)
    with transaction.atomic(savepoint=False):  # nothing is refused in here, so there is nothing to take back
        is_held = _hold(attempt, at, on_paper=on_paper)
        kept, unseen = _write(attempt, given, seen or {}, page, at) if is_held else ({}, {})
    if not is_held:
        raise _why_not(attempt)
    if unseen:
        raise AnsweredElsewhereError(unseen)
    return kept


def _hold(attempt: Attempt, at: datetime, *, on_paper: bool) -> bool:
    """Hold the attempt, if it takes answers, and say when it was last answered.

    The update is the test (compare-and-swap) and holds the row, so no answer slips in after handing in, and of two
    windows the later one reads what the earlier one has saved.
    """
    taking = Attempt.objects.in_progress().filter(pk=attempt.pk)
    return bool((taking if on_paper else taking.on_screen()).update(saved_at=at))


def _why_not(attempt: Attempt) -> DomainError:
    is_on_paper = Attempt.objects.in_progress().filter(pk=attempt.pk).exists()
    return DomainError("on_paper", ON_PAPER) if is_on_paper else DomainError("attempt_over", ATTEMPT_OVER)


def _write(
    attempt: Attempt, given: Mapping[str, Answer], seen: Mapping[str, int | None], page: str, at: datetime
) -> tuple[dict[str, Response], dict[str, Response]]:
    """Write what differs from what is kept; return what is kept by now, and what stood against writing anything."""
    before = {str(row.item_key): row for row in attempt.responses.filter(item_key__in=given)}
    rows = {key: before.get(key) or Response(attempt=attempt, item_key=key, revision=0, saved_at=at) for key in given}
    unseen = {key: row for key, row in rows.items() if _is_unseen(row, given[key], seen.get(key), page)}
    newer = {} if unseen else {key: row for key, row in rows.items() if _is_newer(row, given[key], page)}
    saved = [_saved(row, given[key], page, at) for key, row in newer.items()]
    Response.objects.bulk_create(
        saved,
        update_conflicts=True,
        unique_fields=["attempt", "item_key"],
        update_fields=["chosen", "text", "saved_at", "saved_from", "revision"],
    )
    return rows | {str(row.item_key): row for row in saved}, unseen


def _is_unseen(kept: Response, answer: Answer, seen: int | None, page: str) -> bool:
    """Tell whether `answer` would take the place of another one that its page had not shown, nor sent before it."""
    if kept.answer == answer or seen is None:
        return False
    (name, number), (last_name, last_number) = _mark(page), _mark(kept.saved_from)
    is_next = name and name == last_name and number > last_number
    return not is_next and seen != kept.revision


def _is_newer(kept: Response, answer: Answer, page: str) -> bool:
    """Tell whether there is something to write.

    The same answer once more is written, too: what a page sent before that, and comes late, then finds it changed.
    """
    (name, number), (last_name, last_number) = _mark(page), _mark(kept.saved_from)
    if kept.answer != answer:
        return True
    is_known = kept.revision and name
    return bool(is_known and (name != last_name or number > last_number))


def _mark(page: str) -> tuple[str, int]:
    """Return the name a page gave itself, and how many times it had sent something; 0 where it does not say."""
    name, _colon, number = page[:LONGEST_PAGE].partition(":")
    return name, int(number) if number.isascii() and number.isdecimal() else 0


def _saved(before: Response, answer: Answer, page: str, at: datetime) -> Response:
    """Return the row that takes the place of `before`; its file, which is saved elsewhere, stays."""
    return Response(
        attempt=before.attempt,
        item_key=before.item_key,
        chosen=list(answer.chosen),
        text=answer.text,
        file=before.file,
        file_name=before.file_name,
        saved_at=at,
        saved_from=page[:LONGEST_PAGE],
        revision=before.revision + 1,
    )


def refuse_late(attempt: Attempt, at: datetime) -> None:
    """Refuse with `time_over` an answer of any kind that comes after the time limit and its grace."""
    if attempt.is_over(at):
        raise DomainError("time_over", TIME_OVER)


def over_sentence(attempt: Attempt) -> str:
    """Return why no answer is taken any more by an attempt that is no longer in progress."""
    return str(TIME_OVER if attempt.ran_out else ATTEMPT_OVER)


def _checked(attempt: Attempt, item_key: str, answer: Answer) -> Answer:
    """Return `answer` as it is stored, if the question takes it."""
    item = attempt.paper.item(item_key)
    if item is None:
        raise DomainError(AnswerRefusal.UNKNOWN_ANSWER, str(SENTENCES[AnswerRefusal.UNKNOWN_ANSWER]))
    refusal = refuse_answer(item, answer)
    if refusal:
        raise DomainError(refusal, answer_sentence(refusal, answer))
    return kept(item, answer)


def answer_sentence(refusal: AnswerRefusal, answer: Answer) -> str:
    """Return the words for an answer that a question does not take, fit to show beside the field."""
    if refusal is not AnswerRefusal.TEXT_TOO_LONG:
        return str(SENTENCES[refusal])
    if answer.chosen:
        return too_long_sentence(max(map(len, answer.chosen)), most=LONGEST_WORDS)
    return too_long_sentence(len(answer.text), most=LONGEST_TEXT if len(answer.text) > LONGEST_TEXT else LONGEST_WORDS)


def too_long_sentence(length: int, *, most: int = LONGEST_TEXT) -> str:
    """Return the words for a text of `length` characters that does not fit."""
    words = _("Your text has %(length)s characters, and %(most)s fit here. Please shorten it a little.")
    return words % {"length": f"{length:,}", "most": f"{most:,}"}


def responses_of(attempt: Attempt) -> dict[str, Response]:
    """Return what is saved of `attempt` by question key; one statement."""
    return {str(response.item_key): response for response in attempt.responses.all()}


def answers_of(attempt: Attempt) -> dict[str, Answer]:
    """Return the saved answers of `attempt` by question key; one statement."""
    return {str(response.item_key): response.answer for response in attempt.responses.all()}
