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


@dataclass(frozen=True)
class Member:
    """One account of the demo, as contract and README list it."""

    email: str
    full_name: str
    known_as: str
    is_what: str
    role: Role | None = None


CAST = (
    Member(
        "member@demo.example", "Zoë Ŵyn-Adeyemi", "Zoë", "member of the public, part-way through Introduction to SMART"
    ),
    Member("office@demo.example", "Bronwen Okafor", "", "Central Office", Role.CENTRAL_OFFICE),
    Member("editor@demo.example", "Łukasz Kowalczyk", "", "content editor", Role.EDITOR),
)


def load_cast() -> int:
    """Make the accounts that are missing; return how many there were to make."""
    now = timezone.now()
    missing = [member for member in CAST if not User.objects.filter(email=member.email).exists()]
    for member in missing:
        _make(member, at=now - timedelta(days=3))
    return len(missing)


def _make(member: Member, *, at: datetime) -> None:
    particulars = Particulars(full_name=member.full_name, email=member.email, known_as=member.known_as)
    user = create_person(particulars=particulars, by=None, at=at, password=settings.DEMO_PASSWORD, email_verified=True)
    if member.role:
        grant_role(user=user, role=member.role, by=None, at=at)
    else:
        _start_introduction(user, at=at)


def _start_introduction(user: User, *, at: datetime) -> None:
    enrolment = self_enrol(learner=user, course=CoursePage.objects.get(slug=INTRODUCTION), by=user, at=at)
    for index, key in enumerate(enrolment.edition.outline.keys[:LESSONS_READ]):
        record_completion(enrolment=enrolment, activity_key=key, by=user, at=at + timedelta(hours=index))
