"""Issuing many nominations in one go: each on its own, so that one that cannot go out stops no other (domain A 4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from enrolment.models import Nomination
from enrolment.services.tokens import issue_token
from lms.accounts.models import User
from lms.core.errors import DomainError


@dataclass(frozen=True)
class Outcome:
    """What became of one nomination; `sentence`: why its invitation could not go out, empty when it did."""

    nomination: Nomination
    sentence: str = ""

    @property
    def is_issued(self) -> bool:
        """Tell whether the invitation is on its way."""
        return not self.sentence


def issue_many(*, nominations: Iterable[Nomination], by: User, at: datetime) -> tuple[Outcome, ...]:
    """Issue the first token of each nomination and mail it; return what became of each, in the same order.

    Each is a transaction of its own: what is refused for one (`licence_not_live`, `not_waiting`, `already_ended`)
    becomes its sentence, and the others go out.
    """
    return tuple(_issue(row, by=by, at=at) for row in nominations)


def _issue(nomination: Nomination, *, by: User, at: datetime) -> Outcome:
    try:
        issue_token(nomination=nomination, by=by, at=at)
    except DomainError as refusal:
        return Outcome(nomination, refusal.sentence)
    return Outcome(nomination)
