"""Lists of nominated people, a page at a time or whole, each with where they stand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import OuterRef, Subquery
from django.http import HttpResponse
from django.utils.translation import gettext as _

from enrolment.managers import NominationQuerySet
from enrolment.models import Affiliation, BelongingKind, Nomination
from enrolment.rules.flags import THEIR_TURN, Flag
from enrolment.rules.places import OPEN, NominationStatus
from enrolment.rules.words import Word
from lms.accounts.models import User
from lms.core.spreadsheets import csv_response
from lms.dashboards.desk.invitations import Delivery, delivery_of, with_delivery
from lms.dashboards.journeys import Journey, journeys_of

PER_PAGE = 25


@dataclass(frozen=True)
class Person:
    """One row of a list: who was nominated for what, and where they stand."""

    nomination: Nomination
    journey: Journey

    @property
    def may_be_released(self) -> bool:
        """Tell whether the nomination can still be ended: nothing else has, and its place is not used (domain B 3)."""
        return self.nomination.status in OPEN and self.nomination.used_at is None

    @property
    def may_be_issued(self) -> bool:
        """Tell whether the nomination waits for its first token."""
        return self.journey.word is Word.NOMINATED

    @property
    def may_be_sent_again(self) -> bool:
        """Tell whether a token is out that nobody has used, lapsed or not."""
        return self.nomination.status == NominationStatus.INVITED

    @property
    def is_lapsed(self) -> bool:
        """Tell whether time has ended the invitation, so that its place has come back already."""
        return self.journey.word is Word.LAPSED

    @property
    def delivery(self) -> Delivery | None:
        """Return what became of the invitation, while one is out that can be taken up."""
        return delivery_of(self.nomination) if self.journey.word is Word.INVITED else None

    @property
    def belongs_as(self) -> str:
        """Return how they belong to the site, where that is not as staff."""
        kind = self.nomination.kind
        return "" if kind == BelongingKind.STAFF else str(self.nomination.get_kind_display())

    @property
    def waits_for_them(self) -> bool:
        """Tell whether an invitation is theirs to answer, in time or late: its address and its time can be changed."""
        return self.journey.word in {Word.INVITED, Word.LAPSED} and self.may_be_sent_again

    @property
    def may_be_nudged(self) -> bool:
        """Tell whether a reminder would be a kindness: the next step is theirs, and nothing keeps them from it."""
        kept = {Flag.PAUSED, Flag.SUSPENDED}.intersection(self.journey.flags)
        return self.journey.word in THEIR_TURN and not kept

    @property
    def may_move(self) -> bool:
        """Tell whether their place can go with them to another site: it is held and not used."""
        return self.may_be_released and not self.is_lapsed

    @property
    def shows_percent(self) -> bool:
        """Tell whether the percentage says something that the word does not."""
        return self.journey.word in {Word.AWAITING_REVIEW, Word.NOT_YET_PASSED, Word.CHECK_AWAITED}


@dataclass(frozen=True)
class PeoplePage:
    """One page of a list, with what its links need."""

    people: tuple[Person, ...]
    page: Page[Any]


def ready_to_list(rows: NominationQuerySet) -> NominationQuerySet:
    """Return the nominations with all that `people_of` reads of them."""
    site, person = OuterRef("allowance__licence__site"), OuterRef("learner")
    belongs = Affiliation.objects.filter(site=site, person=person).order_by("-starts_on", "pk").values("pk")[:1]
    return with_delivery(rows.with_people().with_lapse()).annotate(affiliation_id=Subquery(belongs))


def people_of(rows: Iterable[Nomination], *, at: datetime, reader: User | None = None) -> tuple[Person, ...]:
    """Return a row of the list for each nomination (`ready_to_list`), in the same order; at most seven statements.

    With a `reader`, who may look after places at a site without looking after everybody there, only people whose own
    page is theirs to open link to it.
    """
    found: list[Any] = list(rows)
    journeys = journeys_of(found, at=at)
    if reader:
        open_to = Affiliation.objects.looked_after_by(reader).filter(pk__in={row.affiliation_id for row in found})
        own = set(open_to.values_list("pk", flat=True))
        for row in found:
            row.affiliation_id = row.affiliation_id if row.affiliation_id in own else None
    return tuple(Person(row, journeys[row.pk]) for row in found)


def page_of_people(
    rows: NominationQuerySet, number: str | None, *, at: datetime, reader: User | None = None
) -> PeoplePage:
    """Return the page of an ordered list that `number` (as typed into the address) asks for; the first when unclear."""
    page = Paginator(ready_to_list(rows), PER_PAGE).get_page(number)
    return PeoplePage(people_of(page.object_list, at=at, reader=reader), page)


def people_csv(rows: NominationQuerySet, *, filename: str, at: datetime) -> HttpResponse:
    """Return the whole list as a table to save: words and percentages, no scores, answers or feedback (domain B 15)."""
    header = [
        *(_("Name"), _("E-mail address"), _("Organisation"), _("Site"), _("Licence")),
        *(_("Year from"), _("Year until"), _("Status"), _("Since"), _("Per cent of the way"), _("Reason")),
        *(_("Also"), _("Last active"), _("Belongs as"), _("Invitation")),
    ]
    people = people_of(ready_to_list(rows), at=at)
    return csv_response(filename=filename, header=header, rows=[_cells(person) for person in people])


def _cells(person: Person) -> list[Any]:
    row, journey = person.nomination, person.journey
    licence, invitation = row.allowance.licence, person.delivery
    return [
        *(row.name, row.email, licence.site.organisation.name, licence.site.name, licence.licence_type.name),
        *(row.allowance.starts_on, row.allowance.ends_on, journey.label, journey.since, journey.percent, row.reason),
        *(", ".join(journey.flag_labels), journey.last_active_on, row.get_kind_display()),
        invitation.words if invitation else "",
    ]
