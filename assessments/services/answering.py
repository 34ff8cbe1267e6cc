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
SENTENCES = {
    AnswerRefusal.UNKNOWN_ANSWER: gettext_lazy("That answer does not belong to this question. Please choose again."),
    AnswerRefusal.ONE_ANSWER_ONLY: gettext_lazy("Please choose one answer only."),
    AnswerRefusal.PLACE_TAKEN_TWICE: gettext_lazy("Please give each line a place of its own."),
}


def save_answer(*, attempt: Attempt, item_key: str, answer: Answer, at: datetime) -> Response:
    """Store the answer to one question, replacing an earlier one, and return it.

    Refuses: `time_over`, once the time limit and its grace have passed; `attempt_over`, and those of
    `answers.refuse_answer`: `unknown_answer`, `one_answer_only`, `place_taken_twice`, `text_too_long`.
    """
    [response] = save_answers(attempt=attempt, answers={item_key: answer}, at=at)
    return response


@transaction.atomic
def save_answers(*, attempt: Attempt, answers: Mapping[str, Answer], at: datetime) -> list[Response]:
    """Store the answers to several questions, by question key, replacing earlier ones, and return them: all or none.

    Two statements, whatever their number. Refuses as `save_answer` does.
    """
    given = {key: _checked(attempt, key, answer) for key, answer in answers.items()}
    refuse_late(attempt, at)
    # The update is the test (compare-and-swap) and holds the row, so no answer slips in after handing in.
    if not Attempt.objects.in_progress().filter(pk=attempt.pk).update(saved_at=at):
        raise DomainError("attempt_over", ATTEMPT_OVER)
    rows = [
        Response(attempt=attempt, item_key=key, chosen=list(answer.chosen), text=answer.text, saved_at=at)
        for key, answer in given.items()
    ]
    return Response.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["attempt", "item_key"],
        update_fields=["chosen", "text", "saved_at"],
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


def answers_of(attempt: Attempt) -> dict[str, Answer]:
    """Return the saved answers of `attempt` by question key; one statement."""
    return {str(response.item_key): response.answer for response in attempt.responses.all()}
