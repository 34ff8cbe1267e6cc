"""What the learner's home shows: a greeting, places that wait, the one next step, the path."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.state import OutlineRow, Station, StationKind
from enrolment.offers import WaitingPlace, places_waiting_for
from enrolment.path import Path, path_of
from lms.accounts.models import User

NOON, EVENING = 12, 18


@dataclass(frozen=True)
class NextStep:
    """The one thing to do next. `row` None: start the course; `row.url` None: the page is being updated."""

    station: Station
    row: OutlineRow | None
    number: int = 0
    count: int = 0

    @property
    def course_url(self) -> str:
        """Return the address of the course's page."""
        return reverse("courses:page", args=[f"{self.station.slug}/"])


@dataclass(frozen=True)
class Home:
    """Everything on the page."""

    greeting: str
    waiting: tuple[WaitingPlace, ...]
    next_step: NextStep | None
    stations: tuple[Station, ...]

    @property
    def finished(self) -> tuple[Station, ...]:
        """Return the courses that are done."""
        return tuple(station for station in self.stations if station.kind is StationKind.DONE)

    @property
    def suspended(self) -> str:
        """Return the titles of the courses that wait for a licence."""
        return ", ".join(station.title for station in self.stations if station.kind is StationKind.SUSPENDED)


def home_of(user: User, *, at: datetime) -> Home:
    """Return the home of `user` at this time."""
    path = path_of(user)
    return Home(
        greeting=greeting(user.get_short_name(), timezone.localtime(at).hour),
        waiting=places_waiting_for(user, at=at),
        next_step=_next_step(path),
        stations=path.stations,
    )


def greeting(name: str, hour: int) -> str:
    """Return a greeting for the hour (0-23, local time)."""
    if hour < NOON:
        return _("Good morning, %(name)s.") % {"name": name}
    if hour < EVENING:
        return _("Good afternoon, %(name)s.") % {"name": name}
    return _("Good evening, %(name)s.") % {"name": name}


def _next_step(path: Path) -> NextStep | None:
    for station in path.stations:
        if station.kind is StationKind.LEARNING:
            return _go_on(path, station)
        if station.kind is StationKind.READY:
            return NextStep(station, None)
    return None


def _go_on(path: Path, station: Station) -> NextStep:
    state = path.state_at(station)
    place = state.place_of(state.next_row.key) if state.next_row else None
    return NextStep(station, state.next_row, place.number if place else 0, place.count if place else 0)
