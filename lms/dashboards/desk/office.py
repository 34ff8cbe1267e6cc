"""What waits for Central Office, as sentences that lead to where it is done; a fixed number of statements."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import ngettext

from certificates.models import Award
from enrolment.delivery import undelivered
from enrolment.models import Affiliation, Licence, Nomination, PartnerOrganisation, PlaceAllowance, Region, Site
from enrolment.rules.licences import LicenceState
from enrolment.rules.partners import CheckState


@dataclass(frozen=True)
class Todo:
    """Something to do: how often it waits, the sentence, and the address at which it is done."""

    count: int
    sentence: str
    address: str


def todos(*, at: datetime) -> tuple[Todo, ...]:
    """Return what waits at this moment, most pressing first; nothing that does not."""
    day = timezone.localdate(at)
    return tuple(todo for todo in (*_about_people(at, day), *_about_partners(day)) if todo.count)


def _about_people(at: datetime, day: date) -> Iterator[Todo]:
    uncovered = Region.objects.uncovered(on=day)
    waiting = Nomination.objects.to_issue(at=at).filter(allowance__licence__site__region__in=uncovered.values("pk"))
    n = waiting.count()
    yield Todo(
        n,
        ngettext(
            "%(n)d nomination waits where no coordinator is assigned.",
            "%(n)d nominations wait where no coordinator is assigned.",
            n,
        )
        % {"n": n},
        reverse("dashboards:coordinator"),
    )
    n = undelivered(at=at).count()
    words = ngettext("%(n)d invitation did not arrive.", "%(n)d invitations did not arrive.", n)
    yield Todo(n, words % {"n": n}, _list("nominations", delivery="trouble"))
    n = Affiliation.objects.current(on=day).in_check_state(CheckState.ENDED, on=day).count()
    words = ngettext("%(n)d person at a site needs a new check.", "%(n)d people at sites need a new check.", n)
    yield Todo(n, words % {"n": n}, _list("affiliations", check=CheckState.ENDED))
    n = Award.objects.issued().without_pdf().exclude(pdf_problem="").count()
    words = ngettext("%(n)d certificate cannot be drawn.", "%(n)d certificates cannot be drawn.", n)
    yield Todo(n, words % {"n": n}, _list("awards", pdf="refused"))


def _about_partners(day: date) -> Iterator[Todo]:
    n = _unpaid().count()
    words = ngettext("%(n)d licence waits for its fee.", "%(n)d licences wait for their fee.", n)
    yield Todo(n, words % {"n": n}, _list("licences", fee="due"))
    n = Licence.objects.in_state(LicenceState.GRACE, on=day).count()
    words = ngettext("%(n)d licence is in grace.", "%(n)d licences are in grace.", n)
    yield Todo(n, words % {"n": n}, _list("licences", state=LicenceState.GRACE))
    n = PartnerOrganisation.objects.without_lead(on=day).count()
    words = ngettext("%(n)d partner has no SMART Lead.", "%(n)d partners have no SMART Lead.", n)
    yield Todo(n, words % {"n": n}, _list("partners", lead="none"))
    n = Site.objects.without_licence(on=day).count()
    words = ngettext("%(n)d site has no licence.", "%(n)d sites have no licence.", n)
    yield Todo(n, words % {"n": n}, _list("partner_sites", licence="none"))
    n = Region.objects.uncovered(on=day).filter(Exists(Site.objects.filter(region=OuterRef("pk")))).count()
    words = ngettext("%(n)d region with sites has no coordinator.", "%(n)d regions with sites have no coordinator.", n)
    yield Todo(n, words % {"n": n}, _list("regions"))


def _unpaid() -> QuerySet[Licence]:
    return Licence.objects.filter(Exists(PlaceAllowance.objects.filter(licence=OuterRef("pk"), paid_on=None)))


def _list(namespace: str, **query: Any) -> str:
    address = reverse(f"{namespace}:index")
    return f"{address}?{urlencode(query)}" if query else address
