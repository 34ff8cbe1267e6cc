"""What the learner's home shows: a greeting, what waits for them and for us, the one next step, the path."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.state import OutlineRow, Station, StationKind, TimeSpent
from enrolment.models import Nomination
from enrolment.offers import WaitingPlace, places_waiting_for
from enrolment.path import Path, path_of
from enrolment.rules.path_time import PathTime
from enrolment.time_spent import time_in
from lms.accounts.models import User
from lms.dashboards.waiting import Waiting, waiting_at, with_what_waits

NOON, EVENING = 12, 18


@dataclass(frozen=True)
class NextStep:
    """The one thing to do next. `row` None: start the course; `row.url` None: the page is being updated.

    `can_finish`: nothing is left to do, so the learner may say that the course is finished, once no minutes of its
    least study time are short. `is_waiting`: all that is still needed is being updated.
    """

    station: Station
    row: OutlineRow | None
    number: int = 0
    count: int = 0
    can_finish: bool = False
    minutes_short: int = 0
    is_waiting: bool = False

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
    time: PathTime
    spent: TimeSpent
    places: tuple[Nomination, ...] = ()
    beside: tuple[Waiting, ...] = ()
    awards: tuple[tuple[Station, Any], ...] = ()

    @property
    def finished(self) -> tuple[tuple[Station, Any], ...]:
        """Return the courses that are done, each with the key of its certificate, None without one."""
        return tuple((station, award) for station, award in self.awards if station.kind is StationKind.DONE)

    @property
    def has_begun(self) -> bool:
        """Tell whether the person takes, or has taken, any course."""
        return any(station.enrolment_id for station in self.stations)

    @property
    def for_you(self) -> tuple[Waiting, ...]:
        """Return what waits for the learner, beside the next step."""
        return tuple(one for one in self.beside if one.is_for_learner)

    @property
    def for_us(self) -> tuple[Waiting, ...]:
        """Return what waits for somebody else, so that the learner need do nothing."""
        return tuple(one for one in self.beside if not one.is_for_learner)

    @property
    def suspended(self) -> str:
        """Return the titles of the courses that wait for a licence."""
        return ", ".join(station.title for station in self.stations if station.kind is StationKind.SUSPENDED)

    @property
    def is_paused(self) -> bool:
        """Tell whether the course of the next step is paused."""
        return bool(self.next_step and self.next_step.station.is_paused)


def home_of(user: User, *, at: datetime) -> Home:
    """Return the home of `user` at this time; five statements, whatever they take."""
    path = path_of(user, also=with_what_waits)
    pairs = [(station, path.enrolment_at(station)) for station in path.stations]
    return Home(
        greeting=greeting(user.get_short_name(), timezone.localtime(at).hour),
        waiting=places_waiting_for(user, at=at),
        next_step=_next_step(path),
        stations=path.stations,
        time=path.time,
        spent=sum((time_in(enrolment) for _station, enrolment in pairs if enrolment), TimeSpent()),
        places=path.places,
        beside=tuple(one for station, enrolment in pairs if enrolment for one in waiting_at(station, enrolment)),
        awards=tuple((station, getattr(enrolment, "award_id", None)) for station, enrolment in pairs),
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
    number, count = (place.number, place.count) if place else (0, 0)
    return NextStep(
        station,
        state.next_row,
        number,
        count,
        can_finish=state.can_finish,
        minutes_short=state.minutes_short,
        is_waiting=state.is_waiting,
    )
