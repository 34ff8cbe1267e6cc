"""The demo's partners: two organisations in the North West, with people at every point of the way to a certificate."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.utils import timezone

from assessments.models import Attempt
from assessments.services.reviews import decide_and_release
from assessments.services.trainers import appoint_trainer
from courses.models import CoursePage
from courses.reference import FACILITATOR as FACILITATOR_COURSE
from courses.reference import GETTING, INTRODUCTION
from enrolment.models import LicenceType, Nomination, PartnerOrganisation, PlaceAllowance, Region, Site
from enrolment.services.appointments import appoint_lead, assign_coordinator
from enrolment.services.licences import Fee, issue_licence
from enrolment.services.nominations import nominate
from enrolment.services.redemption import decline, redeem
from enrolment.services.tokens import issue_token
from lms.accounts.models import User
from lms.demo.cast import COORDINATOR, FACILITATOR, LEAD, OFFICE, OTHER_LEAD, TRAINEE, TRAINER, make_person
from lms.demo.learning import take
from lms.demo.partners.following import look_after
from lms.notifications.models import OutboundEmail
from lms.notifications.models import Status as MailState

NORTHGATE, HARBOURSIDE = "Northgate Recovery Service", "Harbourside Wellbeing Trust"
DAY = timedelta(days=1)
YEAR_BEGAN, NOMINATED = 100 * DAY, 60 * DAY

PLAN = (
    "I open by welcoming everybody and reading the guidelines, then go round once for the check-in, about ten minutes. "
    "We agree two topics. Chidi speaks of an urge on Friday evenings, so I draw a Cost-Benefit Analysis on the "
    "flipchart and ask the group to fill it with him. I keep the last fifteen minutes for the check-out: one thing "
    "each person takes home. Whoever wants to talk longer finds me afterwards, and I point to other meetings."
)
SHORT_PLAN = "I welcome everybody and we talk until the hour is over. Then I say goodbye."


def load_partners() -> str:
    """Make both partners with their people unless they are there; return a sentence."""
    if PartnerOrganisation.objects.filter(name=NORTHGATE).exists():
        return "partners are there already"
    now = timezone.now()
    people = {email: User.objects.get(email=email) for email in (COORDINATOR, LEAD, OTHER_LEAD, TRAINER, OFFICE)}
    _appoint(people, at=now - YEAR_BEGAN)
    colleague = make_person("idris@demo.example", "Idris Bello", at=now - YEAR_BEGAN)
    for course in CoursePage.objects.filter(programme__isnull=False):
        for trainer in (people[TRAINER], colleague):
            appoint_trainer(course=course, person=trainer, by=None, at=now - YEAR_BEGAN)
    desk = _Desk(now, coordinator=people[COORDINATOR], trainers=(people[TRAINER], colleague))
    before = set(OutboundEmail.objects.values_list("pk", flat=True))
    _northgate(desk, people[LEAD])
    _harbourside(desk, people[OTHER_LEAD])
    northgate, harbourside = (PartnerOrganisation.objects.get(name=name) for name in (NORTHGATE, HARBOURSIDE))
    look_after(northgate, harbourside, people, now=now)
    # What was written weeks ago has been read by now; invitations that are still good stay.
    past = OutboundEmail.objects.exclude(pk__in=before).filter(status=MailState.QUEUED)
    past.exclude(kind="invitation").update(status=MailState.CANCELLED)
    return "2 partners with their people"


def _appoint(people: Mapping[str, User], *, at: datetime) -> None:
    day = timezone.localdate(at)
    region = Region.objects.get(key="north-west")
    assign_coordinator(region=region, person=people[COORDINATOR], starts_on=day, by=None, at=at)


def _northgate(desk: "_Desk", lead: User) -> None:
    salford, bolton = desk.open(NORTHGATE, lead, "Salford", "Bolton")
    desk.qualify(desk.start(salford, lead, FACILITATOR, "Grace Mensah-Żeleńska"))
    desk.study(desk.start(salford, lead, TRAINEE, "Tomasz Wójcik"), share=0.5, ago=4 * DAY)
    desk.invite(salford, lead, "ellen@demo.example", "Ellen Foster")
    desk.turn_down(salford, lead, "kit@demo.example", "Kit Sandhu")
    desk.submit(desk.start(bolton, lead, "priya@demo.example", "Priya Nair"))
    desk.submit(desk.start(bolton, lead, "owen@demo.example", "Owen Llŷr Hughes"))
    desk.not_yet(desk.start(bolton, lead, "ines@demo.example", "Inês Șerban"))
    desk.start(bolton, lead, "samira@demo.example", "Samira Haddad")
    desk.invite(bolton, lead, "jonas@demo.example", "Jonas Öberg")
    desk.name(bolton, lead, "rose@demo.example", "Rose Abernethy", ago=2 * DAY)


def _harbourside(desk: "_Desk", lead: User) -> None:
    (quay,) = desk.open(HARBOURSIDE, lead, "The Quay")
    desk.study(desk.start(quay, lead, "femi@demo.example", "Femi Adebayo"), share=0.2)
    desk.name(quay, lead, "hannah@demo.example", "Hannah Greenwood", ago=DAY)


class _Desk:
    """What Lead, coordinator, nominee and trainer do, one after another, at days before now."""

    def __init__(self, now: datetime, *, coordinator: User, trainers: tuple[User, User]) -> None:
        self.now, self.coordinator, self.trainers = now, coordinator, trainers

    def open(self, organisation: str, lead: User, *sites: str) -> list[PlaceAllowance]:
        """Make an organisation with its Lead, and a SMART Recovery licence at each site; return the allowances."""
        at = self.now - YEAR_BEGAN
        partner = PartnerOrganisation.objects.create(name=organisation)
        appoint_lead(organisation=partner, person=lead, starts_on=timezone.localdate(at), by=None, at=at)
        kind, region = LicenceType.objects.get(key="smart-recovery"), Region.objects.get(key="north-west")
        made = [Site.objects.create(organisation=partner, name=name, region=region) for name in sites]
        day = timezone.localdate(at)
        return [
            issue_licence(site=site, licence_type=kind, starts_on=day, fee=Fee(paid_on=day), by=None, at=at)
            for site in made
        ]

    def name(
        self, allowance: PlaceAllowance, lead: User, email: str, name: str, *, ago: timedelta = NOMINATED
    ) -> Nomination:
        """Nominate somebody, `ago` before now."""
        return nominate(allowance=allowance, name=name, email=email, by=lead, at=self.now - ago)

    def invite(
        self, allowance: PlaceAllowance, lead: User, email: str, name: str, *, ago: timedelta = 5 * DAY
    ) -> Nomination:
        """Nominate somebody and issue the token a day later."""
        nomination = self.name(allowance, lead, email, name, ago=ago)
        issue_token(nomination=nomination, by=self.coordinator, at=self.now - ago + DAY)
        return nomination

    def turn_down(self, allowance: PlaceAllowance, lead: User, email: str, name: str) -> None:
        """Invite somebody who says no."""
        nomination = self.invite(allowance, lead, email, name, ago=20 * DAY)
        decline(token=nomination.tokens.get(), by=None, at=self.now - 17 * DAY)

    def start(self, allowance: PlaceAllowance, lead: User, email: str, name: str) -> User:
        """Invite somebody who takes up the place and finishes the open courses; return them."""
        began = self.now - NOMINATED
        learner = User.objects.filter(email=email).first() or make_person(email, name, at=began)
        nomination = self.invite(allowance, lead, email, name, ago=NOMINATED)
        at = began + 2 * DAY
        redeem(token=nomination.tokens.get(), learner=learner, proves_address=False, by=learner, at=at)
        take(learner, INTRODUCTION, at=at + DAY)
        take(learner, GETTING, at=at + 10 * DAY)
        return learner

    def study(self, learner: User, *, share: float, text: str = PLAN, ago: timedelta = 30 * DAY) -> Attempt | None:
        """Let the learner do a share of SMART Facilitator, `ago` before now."""
        return take(learner, FACILITATOR_COURSE, at=self.now - ago, share=share, text=text)

    def submit(self, learner: User, *, text: str = PLAN) -> Attempt:
        """Let the learner do all of it, so that the written task waits for a trainer."""
        self.study(learner, share=1.0, text=text)
        return Attempt.objects.awaiting_review().get(enrolment__learner=learner)

    def qualify(self, learner: User) -> None:
        """Let the learner pass it."""
        self._review(self.submit(learner), level=3, comment="A clear plan. People will feel looked after.")

    def not_yet(self, learner: User) -> None:
        """Let the learner hear what is still missing."""
        comment = "You begin well. Please add what the group works on, which tool you use, and how you close."
        self._review(self.submit(learner, text=SHORT_PLAN), level=0, comment=comment)

    def _review(self, attempt: Attempt, *, level: int, comment: str) -> None:
        levels, at = dict.fromkeys(attempt.paper.level_keys, level), self.now - 20 * DAY
        for trainer in self.trainers:
            # One piece in ten gets a second mark, and which ones nobody can know beforehand.
            if attempt.is_awaiting_review:
                version = attempt.version
                decide_and_release(attempt=attempt, levels=levels, comment=comment, version=version, by=trainer, at=at)
                attempt.refresh_from_db()
