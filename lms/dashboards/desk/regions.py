"""What a coordinator looks after, with whom, and what waits there to be issued."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, DateField, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value
from django.utils import timezone
from django.utils.translation import gettext as _

from enrolment.duplicates import others_known
from enrolment.managers import NominationQuerySet
from enrolment.models import CoordinatorAssignment, NationalLead, Nomination, Region, SiteNation
from enrolment.rules.flags import Flag
from enrolment.rules.places import NominationStatus
from lms.accounts.models import User
from lms.accounts.permissions import roles_held
from lms.accounts.roles import Role
from lms.dashboards.desk.flags import in_flag
from lms.dashboards.desk.people import Person, people_of, ready_to_list

NO_DAY = Value(None, DateField())
WHO = {"since": F("starts_on"), "who": F("person"), "who_name": F("person__full_name"), "until": F("ends_on")}
# More than anybody issues in one sitting; the next ones come up as these go out.
QUEUE = 50


@dataclass(frozen=True)
class Colleague:
    """Somebody who looks after the same; `until`: their last day, where one is set."""

    name: str
    until: date | None


@dataclass(frozen=True)
class Charge:
    """A region, or the licences of a type in a nation, that somebody looks after. `until`: their own last day."""

    name: str
    until: date | None = None
    colleagues: tuple[Colleague, ...] = ()


@dataclass(frozen=True)
class Waiting:
    """Somebody who waits for an invitation; `known`: what the coordinator alone should know of them (B 16)."""

    person: Person
    known: tuple[str, ...]


@dataclass(frozen=True)
class Queue:
    """The nominations that wait to be issued, longest waiting first, and how things stand beside."""

    first: tuple[Waiting, ...]
    waiting: int
    invited: int
    lapsed: int
    stalled: int

    @property
    def is_cut(self) -> bool:
        """Tell whether more wait than are shown."""
        return self.waiting > len(self.first)


def charges_of(user: User, *, at: datetime) -> tuple[Charge, ...]:
    """Return what `user` looks after today: regions first, then licences of a nation; one statement."""
    day = timezone.localdate(at)
    rows = _in_columns(_regions(user, day)).union(
        _in_columns(_assigned(user, day)), _in_columns(_national(user, day)), all=True
    )
    found: dict[str, list[tuple[Any, str, date | None]]] = {}
    for *_order, name, nation, person, full_name, until in rows.order_by("kind", "place", "since", "name_"):
        found.setdefault(_named(name, nation), []).append((person, full_name, until))
    return tuple(_charge(name, people, user) for name, people in found.items())


def _in_columns(rows: QuerySet) -> QuerySet:
    """Return the rows as all kinds of charges share them: three to sort by, then what a charge is made of."""
    return rows.order_by().values_list("kind", "place", "since", "name_", "nation_", "who", "who_name", "until")


def _regions(user: User, day: date) -> QuerySet:
    """Return the regions themselves, with nobody beside them: those nobody covers are Central Office's (B 14)."""
    return Region.objects.coordinated_by(user, on=day).annotate(
        kind=Value(0),
        place=F("position"),
        since=NO_DAY,
        name_=F("name"),
        nation_=Value(""),
        who=Value(None, IntegerField()),
        who_name=Value(""),
        until=NO_DAY,
    )


def _assigned(user: User, day: date) -> QuerySet:
    """Return who is assigned to these regions on the day `day`, the reader among them."""
    regions = Region.objects.coordinated_by(user, on=day)
    assigned = CoordinatorAssignment.objects.current(on=day).filter(region__in=regions.values("pk"))
    region = {"place": F("region__position"), "name_": F("region__name"), "nation_": Value("")}
    return assigned.annotate(kind=Value(0), **region, **WHO)


def _national(user: User, day: date) -> QuerySet:
    """Return who looks after the same licences of a nation as the reader; none without the role."""
    current = NationalLead.objects.current(on=day)
    mine = current.filter(person=user, licence_type=OuterRef("licence_type"), nation=OuterRef("nation"))
    held = Role.COORDINATOR in roles_held(user)
    rows = current.filter(Exists(mine)) if held else current.filter(pk__isnull=True)
    licence = {"place": F("licence_type__position"), "name_": F("licence_type__name"), "nation_": F("nation")}
    return rows.annotate(kind=Value(1), **licence, **WHO)


def _named(name: str, nation: str) -> str:
    """Return the words for a region, or for licences in a nation."""
    words = {"type": name, "nation": SiteNation(nation).label if nation else ""}
    return _("%(type)s licences in %(nation)s") % words if nation else name


def _charge(name: str, people: list[tuple[Any, str, date | None]], user: User) -> Charge:
    own = [until for pk, full_name, until in people if pk == user.pk]
    others = {pk: Colleague(full_name, until) for pk, full_name, until in people if pk not in {None, user.pk}}
    return Charge(name, _last(own), tuple(others.values()))


def _last(days: list[date | None]) -> date | None:
    """Return the last of these days, None where there is none or one of them is open."""
    return max((day for day in days if day), default=None) if None not in days else None


def queue_of(rows: NominationQuerySet, *, at: datetime) -> Queue:
    """Return what waits among `rows` at this moment; six statements."""
    invited = NominationStatus.INVITED
    counts = rows.aggregate(
        waiting=Count("pk", filter=Q(pk__in=Nomination.objects.to_issue(at=at).values("pk"))),
        invited=Count("pk", filter=Q(pk__in=Nomination.objects.invited(at=at).values("pk"))),
        lapsed=Count("pk", filter=Q(status=invited, pk__in=Nomination.objects.lapsed(at=at).values("pk"))),
        stalled=Count("pk", filter=Q(pk__in=in_flag(rows, Flag.STALLED, at=at).values("pk"))),
    )
    first = list(ready_to_list(rows.to_issue(at=at)).order_by("nominated_at", "pk")[:QUEUE])
    known = others_known(first) if first else {}
    return Queue(tuple(Waiting(row, known[row.nomination.pk]) for row in people_of(first, at=at)), **counts)
