"""Who may deliver what on a day: asked of rows for many people at once, and of one in a single statement (B 9).

`may_deliver` says in SQL what `enrolment.rules.delivering` says of facts (a test compares the two).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q

from certificates.models import Award
from courses.models import Programme
from enrolment.managers import AffiliationQuerySet
from enrolment.models import Affiliation, CheckConfirmation, Licence, Site
from enrolment.rules.delivering import DeliveringFacts, LicenceFacts, PlaceFacts, Reason, reasons_against
from enrolment.rules.licences import LicenceState, licence_state
from lms.accounts.models import User

UKSR = "uksr"


@dataclass(frozen=True)
class Asked:
    """The people (keys) of a list, the programmes (keys) of its columns, and the sites it speaks of; None: all."""

    people: Collection[int]
    programmes: Collection[int]
    sites: Any = None


@dataclass
class _Known:
    """What the rows say, by person and by site."""

    valid: set[tuple[int, int]] = field(default_factory=set)
    ended: set[tuple[int, int]] = field(default_factory=set)
    places: dict[int, list[Affiliation]] = field(default_factory=lambda: defaultdict(list))
    licences: dict[tuple[int, int], list[LicenceFacts]] = field(default_factory=lambda: defaultdict(list))
    checks: dict[tuple[int, int], date] = field(default_factory=dict)


def deliveries_of(asked: Asked, *, on: date) -> Mapping[tuple[int, int], tuple[Reason, ...]]:
    """Return by person and programme why they may not deliver it on the day `on`; nothing: they may.

    Four statements, however many there are. With `asked.sites`, what people do elsewhere does not count.
    """
    known = _Known()
    _read_awards(known, asked)
    _read_places(known, asked, on)
    _read_licences(known, asked, on)
    _read_checks(known, asked, on)
    pairs = [(person, programme) for person in asked.people for programme in asked.programmes]
    return {pair: reasons_against(_facts(known, *pair), on=on) for pair in pairs}


def _facts(known: _Known, person: int, programme: int) -> DeliveringFacts:
    pair = (person, programme)
    return DeliveringFacts(
        has_award=pair in known.valid,
        award_ended=pair in known.ended,
        places=tuple(
            PlaceFacts(
                is_uksr=row.site.organisation.kind == UKSR,
                licences=tuple(known.licences[row.site_id, programme]),
                check_ends_on=known.checks.get((person, row.site.organisation_id)),
            )
            for row in known.places[person]
        ),
    )


def _read_awards(known: _Known, asked: Asked) -> None:
    rows = Award.objects.filter(learner__in=asked.people, programme__in=asked.programmes).order_by()
    issued = Award.objects.issued().filter(pk=OuterRef("pk"))
    for person, programme, holds in rows.annotate(holds=Exists(issued)).values_list("learner", "programme", "holds"):
        (known.valid if holds else known.ended).add((person, programme))


def _read_places(known: _Known, asked: Asked, on: date) -> None:
    rows = Affiliation.objects.current(on=on).filter(person__in=asked.people)
    if asked.sites is not None:
        rows = rows.filter(site__in=asked.sites)
    for row in rows.select_related("site__organisation").order_by("site", "pk"):
        known.places[row.person_id].append(row)


def _read_licences(known: _Known, asked: Asked, on: date) -> None:
    sites = {row.site_id for rows in known.places.values() for row in rows}
    rows: Any = Licence.objects.filter(site__in=sites, licence_type__programmes__in=asked.programmes)
    rows = rows.with_last_day(on=on).order_by().annotate(permits=F("licence_type__programmes"))
    for site, programme, last_day in rows.values_list("site", "permits", "last_day"):
        known.licences[site, programme].append(_licence(last_day, on))


def _licence(last_day: date | None, on: date) -> LicenceFacts:
    if last_day is None:
        return LicenceFacts(LicenceState.TO_COME)
    # The year that counts has begun, so its first day decides nothing any more.
    state = licence_state(min(on, last_day), last_day, on, grace_days=settings.LICENCE_GRACE_DAYS)
    return LicenceFacts(state, last_day)


def _read_checks(known: _Known, asked: Asked, on: date) -> None:
    rows = CheckConfirmation.objects.standing().filter(person__in=asked.people, seen_on__lte=on).order_by()
    for person, organisation, day in rows.values_list("person", "organisation", "expires_on"):
        pair = (person, organisation)
        known.checks[pair] = max(day, known.checks.get(pair, day))


def may_deliver(*, person: int, programme: int, on: date) -> bool:
    """Tell whether there is a site where the person (key) may deliver the programme (key), the award apart.

    One statement, whoever and whatever is asked about: checking a certificate costs as much for a wrong number.
    """
    return belonging(programme, on=on).filter(_checked(on), person=person).exists()


def belonging(programme: Any, *, on: date) -> AffiliationQuerySet:
    """Return the affiliations of the day `on` to a site whose licence, live or in grace, permits `programme`.

    And those to UKSR itself. `programme` may be a reference to an outer query.
    """
    licences = Licence.objects.in_state(LicenceState.LIVE, on=on) | Licence.objects.in_state(LicenceState.GRACE, on=on)
    permitting = licences.filter(site=OuterRef("site"), licence_type__programmes=programme)
    return Affiliation.objects.current(on=on).filter(Q(site__organisation__kind=UKSR) | Exists(permitting))


def _checked(on: date) -> Exists:
    own = {"person": OuterRef("person"), "organisation": OuterRef("site__organisation")}
    return Exists(CheckConfirmation.objects.current(on=on).filter(**own))


def programmes_open_to(person: User, *, on: date) -> set[int]:
    """Return the keys of the programmes whose manuals and resources are open to `person` on the day `on` (B 8)."""
    here = belonging(OuterRef(OuterRef("pk")), on=on).filter(person=person)
    return set(Programme.objects.filter(Exists(here)).values_list("pk", flat=True))


def licensed_at(sites: Iterable[Site] | Any) -> Any:
    """Return the programmes that licences at `sites` permit, whatever became of the licences."""
    licences = Licence.objects.filter(site__in=sites, licence_type__programmes=OuterRef("pk"))
    return Programme.objects.filter(Exists(licences)).order_by("position", "pk")
