"""What nobody does by an honest click, or does too late, leaves one line in the audit log: who, what about, and a code.

Called by views, once the refused transaction is over: written inside it, the line would be undone with it.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, Final, TypeVar
from uuid import UUID

import structlog
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _

from lms.core import audit
from lms.core.limits import Limit

Row = TypeVar("Row", bound=Model)

logger = structlog.get_logger(__name__)
# A flood must not fill the log: of one person some lines an hour say as much as thousands.
RECORDING: Final = Limit("refusal", "REFUSAL_RATE_LIMITS")
RECORDED: Final = "_refusal_is_recorded"


class Refused(StrEnum):
    """What was asked for in vain."""

    NOT_YOURS = "not_yours"
    OWN_WORK = "own_work"
    NOT_YOUR_COURSE = "not_your_course"
    SAME_ORGANISATION = "same_organisation"
    FOR_THEMSELVES = "for_themselves"
    NOT_YOUR_LEARNER = "not_your_learner"
    UNKNOWN_QUESTION = "unknown_question"
    UNKNOWN_ANSWER = "unknown_answer"
    ATTEMPT_OVER = "attempt_over"
    TIME_OVER = "time_over"


WORDS: Final = {
    Refused.NOT_YOURS: _("Refused: an attempt of somebody else was asked for"),
    Refused.OWN_WORK: _("Refused: somebody asked to review work of their own"),
    Refused.NOT_YOUR_COURSE: _("Refused: work was asked for by somebody who is no trainer of the course"),
    Refused.SAME_ORGANISATION: _("Refused: a learner of the same organisation was asked for"),
    Refused.FOR_THEMSELVES: _("Refused: somebody asked to act for themselves"),
    Refused.NOT_YOUR_LEARNER: _("Refused: a learner was asked for by somebody who does not help them"),
    Refused.UNKNOWN_QUESTION: _("Refused: a question was asked for that the attempt does not have"),
    Refused.UNKNOWN_ANSWER: _("Refused: an answer was sent that the question does not have"),
    Refused.ATTEMPT_OVER: _("Refused: something was sent after handing in"),
    Refused.TIME_OVER: _("Refused: something was sent after the time was over"),
}


def record_refusal(request: HttpRequest, row: Model, refused: Refused) -> None:
    """Write that this person was refused something about `row`: once for one request, and so many times an hour."""
    if getattr(request, RECORDED, False):
        return
    setattr(request, RECORDED, True)
    if not _is_one_too_many(request):
        audit.record("assessments.refuse", row, by=request.user, data={"code": str(refused)})


def _is_one_too_many(request: HttpRequest) -> bool:
    try:
        return RECORDING.seconds_to_wait(request, key=str(request.user.pk)) is not None
    except Exception as error:  # a cache that is away must not take the page with it that says no
        logger.warning("cache_away", error=repr(error))
        return False


def found_or_refused(
    request: HttpRequest, rows: QuerySet[Row], pk: UUID, *, why: Callable[[Any], Refused | None]
) -> Row:
    """Return the row of `rows` with this key; raise Http404 where there is none.

    Whoever asked for a row that exists beyond `rows` gets the same answer; `why`, given that row, says as what it is
    recorded, or None for nothing. Costs whoever finds their row nothing.
    """
    found = rows.filter(pk=pk).first()
    if found is not None:
        return found
    beyond = rows.model._default_manager.filter(pk=pk).first()
    refused = why(beyond) if beyond is not None else None
    if beyond is not None and refused:
        record_refusal(request, beyond, refused)
    raise Http404
