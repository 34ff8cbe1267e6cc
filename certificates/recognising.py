"""What a table of people who trained before would do: read, looked up in a few statements, said row by row (B 31)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from courses.models import CourseEdition, CoursePage
from enrolment.models import Enrolment, Site
from enrolment.rules import EnrolmentStatus
from enrolment.services import recognition
from lms.accounts.models import NAME_SENTENCES, User
from lms.accounts.rules import name_problem, tidy_name
from lms.accounts.services.addresses import address_unproved
from lms.core.errors import DomainError
from lms.core.tables import Row, Table, read_table

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "name": ("Name", "Full name"),
    "email": ("E-mail", "Email", "E-mail address", "Email address"),
    "programme": ("Programme", "Program", "Qualified for"),
    "trained_on": ("Trained on", "Date", "Day"),
    "reason": ("Reason", "What shows it", "Evidence"),
    "site": ("Site",),
}
OPTIONAL = ("site",)
DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y")
NAME_LENGTH = 150


@dataclass(frozen=True)
class Line:
    """One row and what would become of it. `problem`: why nothing would; `is_done`: because it was done before."""

    number: int
    name: str
    email: str
    course: CoursePage | None = None
    trained_on: date | None = None
    reason: str = ""
    site: Site | None = None
    problem: str = ""
    note: str = ""
    is_done: bool = False

    @property
    def is_good(self) -> bool:
        """Tell whether the row would be carried out."""
        return not self.problem


@dataclass(frozen=True)
class Plan:
    """What a table would do; `problems` are sentences about what could not be read."""

    lines: tuple[Line, ...]
    problems: tuple[str, ...]
    text: str = ""
    encoding: str = ""

    @property
    def good(self) -> tuple[Line, ...]:
        """Return the rows that would be carried out."""
        return tuple(line for line in self.lines if line.is_good)

    @property
    def done(self) -> tuple[Line, ...]:
        """Return the rows that were carried out before."""
        return tuple(line for line in self.lines if line.is_done)

    @property
    def wrong(self) -> tuple[Line, ...]:
        """Return the rows that cannot be carried out."""
        return tuple(line for line in self.lines if line.problem and not line.is_done)


@dataclass
class _Known:
    """What all rows are compared with."""

    courses: dict[str, CoursePage]
    ready: set[int]
    sites: dict[str, Site | None]
    people: dict[str, User]
    unproved: frozenset[str]
    standing: dict[tuple[int, int], set[str]]
    by: User
    day: date
    seen: dict[tuple[str, int], int] = field(default_factory=dict)


def plan_recognitions(data: bytes | str, *, by: User, at: datetime) -> Plan:
    """Return what the table in `data` would do when `by` carried it out now; six statements, whatever its length."""
    table = read_table(data, columns=COLUMNS, optional=OPTIONAL)
    if not table.rows:
        return Plan((), table.problems, table.text, table.encoding)
    known = _look_up(table, by, timezone.localdate(at))
    return Plan(tuple(_line(row, known) for row in table.rows), table.problems, table.text, table.encoding)


def recognisable() -> dict[str, CoursePage]:
    """Return the published courses that bring a certificate, by the name of their programme; one statement."""
    rows = CoursePage.objects.live().filter(programme__isnull=False).select_related("programme")
    return {row.programme.name: row for row in rows.order_by("programme__position", "programme__pk")}


def _look_up(table: Table, by: User, day: date) -> _Known:
    courses = recognisable()
    ready = set(CourseEdition.objects.filter(course__in=courses.values()).values_list("course", flat=True))
    people, unproved = _people({_address(row) for row in table.rows})
    standing = _standing(people.values())
    return _Known(_by_words(courses), ready, _sites(table.rows), people, unproved, standing, by, day)


def _by_words(courses: dict[str, CoursePage]) -> dict[str, CoursePage]:
    found: dict[str, CoursePage] = {}
    for name, course in courses.items():
        key = course.programme.key if course.programme else ""
        found |= dict.fromkeys(map(_plain, (name, key, course.title)), course)
    return found


def _people(addresses: set[str]) -> tuple[dict[str, User], frozenset[str]]:
    """Return whose addresses these are, and those of which nobody has proved that: `found_by_address` for many."""
    rows = EmailAddress.objects.filter(email__in=addresses, verified=True).select_related("user")
    proved = {row.email.lower(): row.user for row in rows}
    begun = {str(row.email): row for row in User.objects.filter(email__in=addresses)}
    unproved = frozenset(email for email, user in begun.items() if email not in proved and user.has_usable_password())
    return begun | proved, unproved


def _standing(people: Iterable[User]) -> dict[tuple[int, int], set[str]]:
    found: dict[tuple[int, int], set[str]] = {}
    mine = Enrolment.objects.current().filter(learner__in={person.pk for person in people}).order_by()
    for person, course, status in mine.values_list("learner", "course", "status"):
        found.setdefault((person, course), set()).add(status)
    return found


def _sites(rows: Iterable[Row]) -> dict[str, Site | None]:
    """Return the sites by “organisation, site”, and by the name alone; None where several are called so."""
    if not any(row.cells.get("site") for row in rows):
        return {}
    found: dict[str, Site | None] = {}
    for site in Site.objects.select_related("organisation"):
        found[_plain(site.name)] = None if _plain(site.name) in found else site
        found[_plain(str(site))] = site
    return found


def _line(row: Row, known: _Known) -> Line:
    name, email = tidy_name(row.cells["name"]), _address(row)
    try:
        return _good(row, name, email, known)
    except DomainError as refusal:
        is_done = refusal.code == "already_qualified"
        return Line(row.number, name, email, problem=refusal.sentence, is_done=is_done)


def _good(row: Row, name: str, email: str, known: _Known) -> Line:
    cells = row.cells
    _refuse_address(email)
    person = known.people.get(email)
    if person is None:
        _refuse_name(name)
    if email in known.unproved:
        raise address_unproved()
    course = _course(cells["programme"], known)
    day = _day(cells["trained_on"])
    reason = recognition.refuse_words(reason=cells["reason"], qualified_on=day, day=known.day)
    site = _site(cells.get("site", ""), known)
    if person:
        _refuse_standing(person, course, known)
    _refuse_twice(row.number, email, course, known)
    return Line(row.number, name, email, course, day, reason, site, note=_note(person, name, day))


def _refuse_address(email: str) -> None:
    try:
        validate_email(email)
    except ValidationError:
        raise DomainError("invalid", _("This is no e-mail address.")) from None


def _refuse_name(name: str) -> None:
    problem = name_problem(name)
    if problem:
        raise DomainError("invalid", str(NAME_SENTENCES[problem]))
    if len(name) > NAME_LENGTH:
        raise DomainError("invalid", _("Please give a name of at most %(n)d letters.") % {"n": NAME_LENGTH})


def _course(words: str, known: _Known) -> CoursePage:
    course = known.courses.get(_plain(words))
    if course is None:
        names = ", ".join(dict.fromkeys(str(row.programme) for row in known.courses.values()))
        raise DomainError("no_programme", _("There is no such programme. There are: %(names)s.") % {"names": names})
    if course.pk not in known.ready:
        raise recognition.course_not_ready(course)
    return course


def _day(words: str) -> date:
    for form in DAYS:
        try:
            return datetime.strptime(words, form).date()  # noqa: DTZ007  # a calendar day has no zone
        except ValueError:
            continue
    raise DomainError("no_day", _("Please write the day of the training as 2019-05-23 or 23/05/2019."))


def _site(words: str, known: _Known) -> Site | None:
    if not words:
        return None
    site = known.sites.get(_plain(words))
    if site is None:
        raise DomainError(
            "no_site",
            _("We found no such site, or several. Please write “organisation, site” as in the list of sites."),
        )
    return site


def _refuse_standing(person: User, course: CoursePage, known: _Known) -> None:
    if person.pk == known.by.pk:
        raise recognition.own_award()
    standing = known.standing.get((person.pk, course.pk), set())
    if EnrolmentStatus.COMPLETED in standing:
        raise recognition.already_qualified(person, course)
    if EnrolmentStatus.ACTIVE in standing:
        raise recognition.already_taking(person, course)


def _refuse_twice(number: int, email: str, course: CoursePage, known: _Known) -> None:
    first = known.seen.setdefault((email, course.pk), number)
    if first != number:
        raise DomainError("twice", _("The same person and programme stand in row %(row)d.") % {"row": first})


def _note(person: User | None, name: str, day: date) -> str:
    trained = _("Trained on %(day)s.") % {"day": date_format(day, "j F Y")}
    if person is None:
        return f"{trained} {_('They get an account.')}"
    if person.full_name == name:
        return trained
    printed = _("We know them as %(name)s; that is what will be printed.") % {"name": person.full_name}
    return f"{trained} {printed}"


def _address(row: Row) -> str:
    return row.cells["email"].strip().lower()


def _plain(words: str) -> str:
    return "".join(char for char in words.casefold() if char.isalnum())


def example_rows() -> Iterator[list[str]]:
    """Yield the rows of the table to begin with: one invented person for each programme."""
    for name in recognisable():
        yield ["Ada Example", "ada@example.org", name, "2019-05-23", _("Certificate of that year seen"), ""]
