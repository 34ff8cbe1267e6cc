"""The people of the demo: invented, and only those who have something to do today."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from courses.models import CoursePage
from enrolment.services.enrolments import self_enrol
from enrolment.services.progress import record_completion
from lms.accounts.models import User
from lms.accounts.roles import Role
from lms.accounts.services.people import Particulars, create_person
from lms.accounts.services.roles import grant_role

INTRODUCTION = "introduction-to-smart"
LESSONS_READ = 3
JOINED = timedelta(days=120)


@dataclass(frozen=True)
class Member:
    """One account of the demo, as contract and README list it."""

    email: str
    full_name: str
    known_as: str
    is_what: str
    role: Role | None = None


MEMBER, TRAINEE, FACILITATOR = "member@demo.example", "trainee@demo.example", "facilitator@demo.example"
TRAINER, LEAD, OTHER_LEAD = "trainer@demo.example", "lead@demo.example", "otherlead@demo.example"
COORDINATOR, OFFICE, EDITOR = "coordinator@demo.example", "office@demo.example", "editor@demo.example"

CAST = (
    Member(MEMBER, "Zoë Ŵyn-Adeyemi", "Zoë", "member of the public, part-way through Introduction to SMART"),
    Member(
        TRAINEE,
        "Tomasz Wójcik",
        "Tomek",
        "nominated by Northgate Recovery Service, half-way through SMART Facilitator",
    ),
    Member(FACILITATOR, "Grace Mensah-Żeleńska", "Grace", "qualified, with certificate and manual"),
    Member(TRAINER, "Aoife Brennan", "", "trainer with a review queue"),
    Member(LEAD, "Marion Achebe", "", "SMART Lead of Northgate Recovery Service"),
    Member(OTHER_LEAD, "Sunil Rao", "", "SMART Lead of Harbourside Wellbeing Trust"),
    Member(COORDINATOR, "Dilys Pryce", "", "Community Coordinator, North West"),
    Member(OFFICE, "Bronwen Okafor", "", "Central Office", Role.CENTRAL_OFFICE),
    Member(EDITOR, "Łukasz Kowalczyk", "", "content editor", Role.EDITOR),
)


def load_cast() -> int:
    """Make the accounts that are missing, and those of their colleagues; return how many there were to make."""
    now = timezone.now()
    missing = [member for member in CAST if not User.objects.filter(email=member.email).exists()]
    for member in missing:
        made = make_person(member.email, member.full_name, member.known_as, at=now - JOINED)
        if member.role:
            grant_role(user=made, role=member.role, by=None, at=now - JOINED)
        if member.email == MEMBER:
            _start_introduction(made, at=now - timedelta(days=3))
    return len(missing)


def make_person(email: str, full_name: str, known_as: str = "", *, at: datetime) -> User:
    """Return a new account with a confirmed address and the demo's password."""
    particulars = Particulars(full_name=full_name, email=email, known_as=known_as)
    return create_person(particulars=particulars, by=None, at=at, password=settings.DEMO_PASSWORD, email_verified=True)


def _start_introduction(user: User, *, at: datetime) -> None:
    enrolment = self_enrol(learner=user, course=CoursePage.objects.get(slug=INTRODUCTION), by=user, at=at)
    for index, key in enumerate(enrolment.edition.outline.keys[:LESSONS_READ]):
        record_completion(enrolment=enrolment, activity_key=key, by=user, at=at + timedelta(hours=index))
