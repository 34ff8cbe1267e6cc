"""One partner as its coordinator sees it: sites, licences, Leads, people in words, notes, what was done on behalf."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone
from wagtail.models import ModelLogEntry

from enrolment.models import LeadAppointment, Nomination, PartnerNote, PartnerOrganisation, PlaceAllowance, Site
from enrolment.permissions import overseen_licences, overseen_sites
from enrolment.rules.licences import LicenceState
from enrolment.rules.words import Word
from lms.accounts.models import User
from lms.dashboards.desk.caseload import Scope, leads_in
from lms.dashboards.desk.places import Year, year_of
from lms.dashboards.desk.words import with_word
from lms.dashboards.journeys import TAGS, label_of

DONE_SHOWN = 10


@dataclass(frozen=True)
class OwnYear:
    """A licence year; `is_mine`: whether the reader acts upon it (Central Office reads more than it acts upon)."""

    year: Year
    is_mine: bool


@dataclass(frozen=True)
class SiteLicences:
    """A site with its licence years, of each licence those that run or come, else the newest."""

    site: Site
    years: tuple[OwnYear, ...]

    @property
    def is_mine(self) -> bool:
        """Tell whether the reader looks after a licence here, so that the list of people knows the site."""
        return any(own.is_mine for own in self.years)


@dataclass(frozen=True)
class WordCount:
    """How many people stand at a word."""

    word: Word
    count: int

    @property
    def label(self) -> str:
        """Return the word as desks write it."""
        return label_of(self.word)

    @property
    def tag(self) -> str:
        """Return the shape of the status tag."""
        return TAGS.get(self.word, "ended")


@dataclass(frozen=True)
class Done:
    """What somebody did in a Lead's place: the words of the act, on whose nomination, by whom, when."""

    words: str
    name: str
    by: str
    at: datetime


@dataclass(frozen=True)
class PartnerPage:
    """Everything on the page."""

    organisation: PartnerOrganisation
    sites: tuple[SiteLicences, ...]
    leads: tuple[LeadAppointment, ...]
    words: tuple[WordCount, ...]
    notes: tuple[PartnerNote, ...]
    done: tuple[Done, ...]


def partner_page(organisation: PartnerOrganisation, user: User, *, at: datetime) -> PartnerPage:
    """Return what `user` may read of an organisation they oversee, at this moment; seven statements."""
    scope, day = Scope(overseen_licences(user), overseen_sites(user)), timezone.localdate(at)
    here = {"organisation": organisation}
    return PartnerPage(
        organisation,
        sites=_sites(scope, organisation, user, at=at),
        leads=tuple(leads_in(scope, on=day).filter(**here).select_related("person", "site")),
        words=_words(_people(scope, organisation), at=at),
        notes=tuple(_notes(organisation, scope)),
        done=_done(organisation, _people(scope, organisation)),
    )


def _notes(organisation: PartnerOrganisation, scope: Scope) -> Any:
    """Return what was written about the organisation as a whole, and about the sites that are looked after."""
    mine = Q(site__isnull=True) | Q(site__in=scope.sites.values("pk"))
    return organisation.notes.filter(mine).select_related("written_by", "site")


def _people(scope: Scope, organisation: PartnerOrganisation) -> Any:
    return scope.nominations.filter(allowance__licence__site__organisation=organisation)


def _sites(scope: Scope, organisation: PartnerOrganisation, user: User, *, at: datetime) -> tuple[SiteLicences, ...]:
    mine = PlaceAllowance.objects.coordinated_by(user).filter(pk=OuterRef("pk"))
    rows: Any = scope.allowances.filter(licence__site__organisation=organisation).annotate(is_mine=Exists(mine))
    rows = rows.with_site().with_counts(at=at).order_by("licence__licence_type__position", "licence", "starts_on")
    years = [OwnYear(year_of(row, at=at), row.is_mine) for row in rows]
    shown = _shown(years)
    sites = scope.sites.filter(organisation=organisation).select_related("region").order_by("name")
    return tuple(SiteLicences(site, tuple(own for own in shown if own.year.site.pk == site.pk)) for site in sites)


def _shown(years: Iterable[OwnYear]) -> list[OwnYear]:
    """Return the years that matter today; `years` come with the older ones of a licence first."""
    newest = {own.year.allowance.licence_id: own for own in years}
    return [own for own in years if own.year.state is not LicenceState.LAPSED or own in newest.values()]


def _words(people: Any, *, at: datetime) -> tuple[WordCount, ...]:
    rows: Any = with_word(people, at=at).order_by()
    counts = dict(rows.values_list("word").annotate(count=Count("pk")))
    return tuple(WordCount(word, counts[word.value]) for word in Word if word.value in counts)


def _done(organisation: PartnerOrganisation, people: Any) -> tuple[Done, ...]:
    """Return the latest acts on behalf of the organisation's Leads, as the audit log holds them (domain B 15)."""
    about = ContentType.objects.get_for_model(Nomination)
    entries = ModelLogEntry.objects.filter(content_type=about, data__on_behalf_of=organisation.pk)
    found = list(entries.select_related("user").order_by("-timestamp", "-pk")[:DONE_SHOWN])
    names = dict(people.filter(pk__in=[entry.object_id for entry in found]).values_list("pk", "name"))
    named = {str(pk): name for pk, name in names.items()}
    return tuple(_act(entry, named[entry.object_id]) for entry in found if entry.object_id in named)


def _act(entry: Any, name: str) -> Done:
    return Done(str(entry.message), name, str(entry.user or ""), entry.timestamp)
