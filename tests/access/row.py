"""What an address answers to whom: one row of the access matrix (tests/access/matrix.py)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.access.columns import APPOINTED, ROLES
from tests.access.world import World

SIGN_IN, ADMIN_HOME = "sign in", "admin home"
Answer = int | str


@dataclass(frozen=True)
class Row:
    """What each of ROLES gets from `name`; `args` builds the address's parts, `about` tells rows of one name apart.

    `roles` names those of APPOINTED who get something else than the other learner.
    """

    name: str
    expected: tuple[Answer, Answer, Answer, Answer, Answer]
    args: Callable[[World], list[Any]] = lambda world: []
    method: str = "get"
    about: str = ""
    extra: dict[str, str] = field(default_factory=dict)
    roles: dict[str, Answer] = field(default_factory=dict)

    def __str__(self) -> str:
        return " ".join(filter(None, [self.name, self.method, self.about]))

    @property
    def answers(self) -> dict[str, Answer]:
        """Return the answer for everybody, by role."""
        base = dict(zip(ROLES, self.expected, strict=True))
        return base | {role: self.roles.get(role, base["other learner"]) for role in APPOINTED}


def everybody(answer: Answer) -> tuple[Answer, Answer, Answer, Answer, Answer]:
    """Return the same answer for all."""
    return (answer, answer, answer, answer, answer)


def signed_in(answer: Answer) -> tuple[Answer, Answer, Answer, Answer, Answer]:
    """Return the answer for all but strangers."""
    return (SIGN_IN, answer, answer, answer, answer)
