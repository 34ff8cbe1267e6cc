"""Somebody on the way from a personal link to an account, and what the forms at the door fill in for them.

It stands in the session and is used on that way alone: somebody else may be next at the same computer.
"""

from dataclasses import asdict, dataclass

from allauth.utils import get_request_param
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest

KEY = "newcomer"


@dataclass(frozen=True)
class Newcomer:
    """Where they came from and who they may be.

    `email` only when a link that was mailed there led them here; `has_account`, whether an account has it.
    """

    back: str
    name: str
    email: str = ""
    has_account: bool = False


def expect(request: HttpRequest, newcomer: Newcomer) -> None:
    """Keep `newcomer` in the session until they are in."""
    request.session[KEY] = asdict(newcomer)


def newcomer_at(request: HttpRequest) -> Newcomer | None:
    """Return who is expected, if this page of the door leads back to where they came from."""
    kept = request.session.get(KEY)
    newcomer = Newcomer(**kept) if kept else None
    return newcomer if newcomer and get_request_param(request, REDIRECT_FIELD_NAME) == newcomer.back else None


def forget(request: HttpRequest) -> None:
    """Expect nobody any more."""
    request.session.pop(KEY, None)
