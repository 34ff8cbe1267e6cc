"""What comes of a list of people to nominate: each row judged by those before it and by the places left."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What would come of a row."""

    GOOD = "good"
    ALREADY = "already"
    NAME_WRONG = "name_wrong"
    ADDRESS_WRONG = "address_wrong"
    KIND_UNKNOWN = "kind_unknown"
    TWICE = "twice"
    NO_PLACE = "no_place"


# Rows that somebody has to look at; who is nominated already is no mistake.
NEED_ATTENTION = frozenset(Verdict) - {Verdict.GOOD, Verdict.ALREADY}


@dataclass(frozen=True)
class Named:
    """Somebody to nominate: `email` in small letters, `kind` how they belong to the site."""

    name: str
    email: str
    kind: str


@dataclass(frozen=True)
class Entry:
    """One row of a list. `fault`: what is wrong with the row whoever else stands in the list; `number`: of the row."""

    number: int
    named: Named
    fault: Verdict | None = None


def judge(entries: Iterable[Entry], *, taken: Collection[str], room: int | None) -> list[Verdict]:
    """Return what comes of each row, in order.

    Arguments: `taken`, the addresses nominated already; `room`, how many places are left, None where they are not
    counted. A row with a fault takes nothing from those after it.
    """
    seen: set[str] = set()
    verdicts, given = [], 0
    for entry in entries:
        verdict = entry.fault or _verdict(entry.named.email, seen, taken)
        if verdict is Verdict.GOOD and room is not None and given >= room:
            verdict = Verdict.NO_PLACE
        given += verdict is Verdict.GOOD
        if entry.fault is None:
            seen.add(entry.named.email)
        verdicts.append(verdict)
    return verdicts


def _verdict(email: str, seen: Collection[str], taken: Collection[str]) -> Verdict:
    if email in seen:
        return Verdict.TWICE
    return Verdict.ALREADY if email in taken else Verdict.GOOD
