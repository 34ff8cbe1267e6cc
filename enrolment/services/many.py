"""Nominating a whole list: judged first with nothing written, then nominated as it was shown or not at all."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext as _

from enrolment.duplicates import own_people_known
from enrolment.models import Nomination, PlaceAllowance
from enrolment.rules.lists import NEED_ATTENTION, Entry, Verdict, judge
from enrolment.services.allowances import latest_moment, lock_allowance, refuse_unless_live
from enrolment.services.nominations import hold_places, refuse_satellite
from enrolment.statements import statement_of
from lms.accounts.models import User
from lms.core.errors import DomainError


@dataclass(frozen=True)
class Line:
    """What would come of one row; `notes`: whole sentences about somebody among the Lead's own people already."""

    entry: Entry
    verdict: Verdict
    notes: tuple[str, ...] = ()

    @property
    def needs_attention(self) -> bool:
        """Tell whether somebody should look at the row before the list is confirmed."""
        return self.verdict in NEED_ATTENTION or bool(self.notes)


@dataclass(frozen=True)
class DryRun:
    """What would come of a list, row by row."""

    lines: tuple[Line, ...]

    @cached_property
    def counts(self) -> Counter[Verdict]:
        """Return how many rows there are of each verdict."""
        return Counter(line.verdict for line in self.lines)

    @cached_property
    def good(self) -> list[Entry]:
        """Return the rows that would be nominated."""
        return [line.entry for line in self.lines if line.verdict is Verdict.GOOD]

    @cached_property
    def digest(self) -> str:
        """Return what stands for all that was shown: another list or outcome has another one."""
        shown = [(line.entry.number, line.entry.named, line.verdict.value, line.notes) for line in self.lines]
        return sha256(repr(shown).encode("utf-8", errors="surrogatepass")).hexdigest()


class OutcomeChangedError(DomainError):
    """The list would not come out as it was shown: `run` says how it would now."""

    def __init__(self, run: DryRun) -> None:
        super().__init__(
            "outcome_changed",
            _("Something has changed since this list was checked. Nobody has been nominated yet; please look again."),
        )
        self.run = run


def dry_run(*, allowance: PlaceAllowance, entries: Sequence[Entry], by: User, at: datetime) -> DryRun:
    """Return what would come of nominating `entries` for `allowance`; writes nothing, in constant statements.

    Refuses: `licence_not_live`, `nominated_elsewhere` for a satellite.
    """
    refuse_unless_live(allowance, at=at)
    refuse_satellite(allowance)
    taken = set(allowance.nominations.open().values_list("email", flat=True))
    statement = statement_of(allowance, at=at)
    verdicts = judge(entries, taken=taken, room=None if statement.is_unlimited else max(statement.left, 0))
    new = {row.named.email for row, verdict in zip(entries, verdicts, strict=True) if verdict is Verdict.GOOD}
    known = own_people_known(new, allowance=allowance, by=by, at=at)
    return DryRun(
        tuple(
            Line(row, verdict, known.get(row.named.email, ()) if verdict is Verdict.GOOD else ())
            for row, verdict in zip(entries, verdicts, strict=True)
        )
    )


@transaction.atomic
def nominate_many(
    *, allowance: PlaceAllowance, entries: Sequence[Entry], shown: str, by: User, at: datetime
) -> tuple[Nomination, ...]:
    """Nominate every good row of `entries` in one transaction, if the list still comes out as shown; return them.

    Judged again under the lock of `allowance`. The same list again nominates nobody twice.
    Arguments: `shown`, the digest of the dry run that was looked at.
    Refuses: `licence_not_live`, `nominated_elsewhere`, `outcome_changed` (as OutcomeChangedError, with the dry run of
    now), `nobody_to_nominate`.
    """
    locked = lock_allowance(allowance.pk)
    run = dry_run(allowance=locked, entries=entries, by=by, at=latest_moment(locked, at=at))
    if run.digest != shown:
        raise OutcomeChangedError(run)
    if not run.good:
        raise DomainError("nobody_to_nominate", _("There is nobody in this list who can be nominated now."))
    return hold_places(locked, [entry.named for entry in run.good], by=by, at=at)
