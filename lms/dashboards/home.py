"""What the learner's home shows: a greeting, the one next step, the path."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.models import CoursePage
from courses.state import OutlineRow, Station, StationKind
from enrolment.access import standing_of
from enrolment.path import stations_for
from enrolment.progress import learner_state
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
    next_step: NextStep | None
    stations: tuple[Station, ...]

    @property
    def finished(self) -> tuple[Station, ...]:
        """Return the courses that are done."""
        return tuple(station for station in self.stations if station.kind is StationKind.DONE)


def home_of(user: User, *, at: datetime) -> Home:
    """Return the home of `user` at this time."""
    stations = stations_for(user)
    return Home(greeting(user.get_short_name(), timezone.localtime(at).hour), _next_step(user, stations), stations)


def greeting(name: str, hour: int) -> str:
    """Return a greeting for the hour (0-23, local time)."""
    if hour < NOON:
        return _("Good morning, %(name)s.") % {"name": name}
    if hour < EVENING:
        return _("Good afternoon, %(name)s.") % {"name": name}
    return _("Good evening, %(name)s.") % {"name": name}


def _next_step(user: User, stations: tuple[Station, ...]) -> NextStep | None:
    for station in stations:
        if station.kind is StationKind.LEARNING:
            return _go_on(user, station)
        if station.kind is StationKind.READY:
            return NextStep(station, None)
    return None


def _go_on(user: User, station: Station) -> NextStep:
    state = learner_state(standing_of(user, CoursePage.objects.get(slug=station.slug)))
    place = state.place_of(state.next_row.key) if state.next_row else None
    return NextStep(station, state.next_row, place.number if place else 0, place.count if place else 0)
