"""What was written down about the places of a licence year, read for rules.movements in three statements."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from enrolment.models import EnrolmentToken, GrantKind, Nomination, PlaceAllowance, PlaceGrant
from enrolment.rules.movements import GrantRecord, Movement, NominationRecord, TokenRecord, What, movements
from enrolment.rules.places import NominationStatus
from enrolment.statements.sums import year_over_at
from lms.accounts.models import User

KINDS = {
    GrantKind.LICENCE: What.LICENCE,
    GrantKind.PURCHASE: What.PURCHASE,
    GrantKind.ADJUSTMENT: What.ADJUSTMENT,
}
# Which other licence year somebody came from or went to, and who moved them.
RELATED = (
    "nominated_by",
    "ended_by",
    "moved_to__allowance__licence__site",
    "moved_from__allowance__licence__site",
    "moved_from__ended_by",
)


@dataclass(frozen=True)
class Records:
    """What was written down about one licence year: its movements follow from it, whenever one asks."""

    year_over_at: datetime
    is_unlimited: bool
    grants: tuple[GrantRecord, ...]
    nominations: tuple[NominationRecord, ...]

    def movements(self, *, at: datetime) -> tuple[Movement, ...]:
        """Return every movement up to `at`, the earliest first."""
        over_at, is_unlimited = self.year_over_at, self.is_unlimited
        return movements(self.grants, self.nominations, year_over_at=over_at, at=at, is_unlimited=is_unlimited)


def movements_of(allowance: PlaceAllowance, *, at: datetime) -> tuple[Movement, ...]:
    """Return every movement of the places of `allowance` up to `at`, the earliest first; three statements.

    The sums after the last one are those of `statement_of(allowance, at=at)`.
    """
    return records_of([allowance])[allowance.pk].movements(at=at)


def records_of(allowances: Collection[PlaceAllowance]) -> dict[UUID, Records]:
    """Return what was written down about each of `allowances`; three statements however many there are."""
    grants: dict[UUID, list[GrantRecord]] = defaultdict(list)
    for grant in PlaceGrant.objects.filter(allowance__in=allowances).select_related("granted_by"):
        grants[grant.allowance_id].append(_grant(grant))
    tokens: dict[UUID, list[TokenRecord]] = defaultdict(list)
    rows = EnrolmentToken.objects.filter(nomination__allowance__in=allowances).select_related("issued_by")
    for token in rows.order_by("generation"):
        tokens[token.nomination_id].append(_token(token))
    nominations: dict[UUID, list[NominationRecord]] = defaultdict(list)
    people = Nomination.objects.filter(allowance__in=allowances).select_related(*RELATED)
    for row in people.order_by("nominated_at", "pk"):
        nominations[row.allowance_id].append(_nomination(row, tuple(tokens[row.pk])))
    return {
        year.pk: Records(year_over_at(year), year.is_unlimited, tuple(grants[year.pk]), tuple(nominations[year.pk]))
        for year in allowances
    }


def _token(row: EnrolmentToken) -> TokenRecord:
    return TokenRecord(row.issued_at, _name(row.issued_by), row.expires_at, row.ended_at)


def _grant(row: PlaceGrant) -> GrantRecord:
    # Nobody stands behind what came with the reference data: that was Central Office as a whole.
    by = _name(row.granted_by) if row.granted_by_id else _("Central Office")
    return GrantRecord(KINDS[GrantKind(row.kind)], row.places, row.granted_at, by, row.reason)


def _nomination(row: Nomination, tokens: tuple[TokenRecord, ...]) -> NominationRecord:
    before: Nomination | None = getattr(row, "moved_from", None)
    status = NominationStatus(row.status)
    # Somebody may say no without signing in: whoever holds the link is who was named.
    says_no = status is NominationStatus.DECLINED and row.ended_by_id is None
    return NominationRecord(
        status=status,
        whom=row.name.strip(),
        named_at=row.nominated_at,
        named_by=_name(before.ended_by if before else row.nominated_by),
        tokens=tokens,
        is_taken_up=row.redeemed_at is not None,
        used_at=row.used_at,
        ended_at=row.ended_at,
        ended_by=row.name.strip() if says_no else _name(row.ended_by),
        reason=row.reason,
        came_from=_year(before) if before else "",
        went_to=_year(row.moved_to) if row.moved_to else "",
    )


def _name(person: User | None) -> str:
    return person.get_full_name().strip() if person else ""


def _year(nomination: Nomination) -> str:
    allowance = nomination.allowance
    day = date_format(allowance.starts_on, "j F Y")
    return _("%(site)s, licence year from %(day)s") % {"site": allowance.licence.site.name, "day": day}
