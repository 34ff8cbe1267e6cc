"""A list of people as a table holds it: which columns, and what is wrong with a row whoever else stands in it."""

import unicodedata
from collections.abc import Collection, Mapping

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from enrolment.models import BelongingKind
from enrolment.rules.lists import Entry, Named, Verdict
from lms.accounts.rules import name_problem, tidy_name
from lms.core.tables import Row

COLUMNS: Mapping[str, Collection[str]] = {
    "name": ("Name", "Full name", "Person", "Nominee"),
    "email": ("E-mail", "E-mail address", "Mail", "Address"),
    "kind": ("Kind", "Belongs as", "They are a"),
}
OPTIONAL = frozenset({"kind"})
LONGEST_NAME, LONGEST_ADDRESS = 150, 254


def entry_of(row: Row, *, kind: str) -> Entry:
    """Return the row as somebody to nominate, with what is wrong with it; `kind` is theirs where the row says none."""
    said = row.cells.get("kind", "")
    named = Named(tidy_name(row.cells["name"]), _tidy_address(row.cells["email"]), _kind(said) or kind)
    return Entry(row.number, named, _fault(named, said))


def _tidy_address(text: str) -> str:
    """Return an address as it is kept: what was copied from a page or a letter may bring invisible letters along."""
    seen = "".join(char for char in text if unicodedata.category(char) not in {"Cf", "Zs"})
    return seen.removeprefix("mailto:").strip("<>").lower()


def _kind(said: str) -> str:
    words = {label.casefold(): value for value, label in BelongingKind.choices}
    words |= {value: value for value in BelongingKind.values} | {"peer": BelongingKind.PEER.value}
    return words.get(said.strip().casefold(), "")


def _fault(named: Named, said: str) -> Verdict | None:
    if not named.name or len(named.name) > LONGEST_NAME or name_problem(named.name):
        return Verdict.NAME_WRONG
    if len(named.email) > LONGEST_ADDRESS or not _is_address(named.email):
        return Verdict.ADDRESS_WRONG
    return Verdict.KIND_UNKNOWN if said and not _kind(said) else None


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True
