"""What the coordinator's desk shows: what waits to be issued, how things stand, everybody in the regions."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from enrolment.managers import NominationQuerySet
from enrolment.models import Nomination, Region
from enrolment.rules.places import NominationStatus
from lms.accounts.models import User
from lms.dashboards.desk.people import Person, people_of, ready_to_list

# More than anybody issues in one sitting; the list below the queue has them all.
QUEUE = 50


@dataclass(frozen=True)
class Queue:
    """The nominations that wait to be issued, longest waiting first, and how many there are in all."""

    people: tuple[Person, ...]
    waiting: int
    invited: int
    lapsed: int

    @property
    def is_cut(self) -> bool:
        """Tell whether more wait than are shown."""
        return self.waiting > len(self.people)


def regions_of(user: User) -> tuple[Region, ...]:
    """Return the regions whose nominations `user` looks after, in order."""
    return tuple(Region.objects.coordinated_by(user))


def in_regions(regions: tuple[Region, ...]) -> NominationQuerySet:
    """Return the nominations for sites in these regions."""
    return Nomination.objects.filter(allowance__licence__site__region__in=regions)


def queue_of(rows: NominationQuerySet, *, at: datetime) -> Queue:
    """Return what waits among `rows` at this moment."""
    invited = NominationStatus.INVITED
    counts = rows.aggregate(
        waiting=Count("pk", filter=Q(pk__in=Nomination.objects.to_issue(at=at).values("pk"))),
        invited=Count("pk", filter=Q(pk__in=Nomination.objects.invited(at=at).values("pk"))),
        lapsed=Count("pk", filter=Q(status=invited, pk__in=Nomination.objects.lapsed(at=at).values("pk"))),
    )
    first = ready_to_list(rows.to_issue(at=at)).order_by("nominated_at", "pk")[:QUEUE]
    return Queue(people_of(first, at=at), **counts)
