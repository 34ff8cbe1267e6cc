"""What Leads, coordinator and Central Office do beside nominating: checks, notes, set-up, further licences."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.utils import timezone

from courses.models import CoursePage
from courses.reference import FACILITATOR as FACILITATOR_COURSE
from enrolment.models import (
    AffiliationOrigin,
    BelongingKind,
    CheckKind,
    LicenceType,
    NoteKind,
    PartnerOrganisation,
    PlaceAllowance,
    SetUpStep,
    Site,
)
from enrolment.services.affiliations import affiliate
from enrolment.services.checks import confirm_check
from enrolment.services.licences import Fee, issue_licence
from enrolment.services.notes import add_note
from enrolment.services.recognition import recognise
from enrolment.services.set_up import tick
from lms.accounts.models import User
from lms.demo.cast import COORDINATOR, FACILITATOR, LEAD, OFFICE, make_person

DAY = timedelta(days=1)
VISIT = "Met the team over a cup of tea. The room is free on Tuesdays from six. They would like posters in Polish."
NOTE = "Asked whether a second site could begin in spring. A satellite may be enough, as the staff are the same."


def look_after(
    northgate: PartnerOrganisation, harbourside: PartnerOrganisation, people: Mapping[str, User], *, now: datetime
) -> None:
    """Let everybody look after both partners, as on a usual week."""
    salford = northgate.sites.get(name="Salford")
    _check(User.objects.get(email=FACILITATOR), northgate, by=people[LEAD], now=now)
    _recognise(salford, by=people[OFFICE], now=now)
    for step in SetUpStep.objects.order_by("position")[:5]:
        tick(site=salford, step=step, by=people[LEAD], at=now - 30 * DAY)
    day = timezone.localdate(now)
    for organisation, kind, text, ago in (
        (northgate, NoteKind.VISIT, VISIT, 12 * DAY),
        (harbourside, NoteKind.NOTE, NOTE, 3 * DAY),
    ):
        add_note(organisation=organisation, kind=kind, happened_on=day - ago, text=text, by=people[COORDINATOR], at=now)
    _more_licences(harbourside, by=people[OFFICE], now=now)


def _check(person: User, organisation: PartnerOrganisation, *, by: User, now: datetime) -> None:
    at, seen_on = now - 40 * DAY, timezone.localdate(now - 40 * DAY)
    confirm_check(person=person, organisation=organisation, kind=CheckKind.DBS, seen_on=seen_on, by=by, at=at)


def _recognise(site: Site, *, by: User, now: datetime) -> None:
    """Marta trained years ago; her certificate follows, and nobody has seen her check yet."""
    at = now - 70 * DAY
    marta = make_person("marta@demo.example", "Marta Quill-Österberg", at=at)
    course, trained_on = CoursePage.objects.get(slug=FACILITATOR_COURSE), timezone.localdate(now - 900 * DAY)
    recognise(person=marta, course=course, qualified_on=trained_on, reason="Certificate on paper.", by=by, at=at)
    affiliate(person=marta, site=site, kind=BelongingKind.VOLUNTEER, origin=AffiliationOrigin.IMPORT, by=by, at=at)


def _more_licences(organisation: PartnerOrganisation, *, by: User, now: datetime) -> PlaceAllowance:
    """A Family & Friends licence whose year is nearly over, and a satellite whose fee is not paid yet."""
    quay, day = organisation.sites.get(), timezone.localdate(now)
    parent = quay.licences.get()
    family = LicenceType.objects.get(key="family-and-friends")
    begun = day - 339 * DAY
    issue_licence(site=quay, licence_type=family, starts_on=begun, fee=Fee(begun, 41000), by=by, at=now - 339 * DAY)
    pier = Site.objects.create(organisation=organisation, name="Pier Head", region=quay.region, nation=quay.nation)
    satellite = LicenceType.objects.get(key="satellite")
    fee = Fee(None, 18000, "PO 4471")
    return issue_licence(
        site=pier, licence_type=satellite, starts_on=day + 7 * DAY, fee=fee, parent=parent, by=by, at=now
    )
