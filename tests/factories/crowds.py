"""Many people at once, written in a few statements: for budgets that must not grow with a list."""

from datetime import timedelta

from courses.models import CourseEdition, CoursePage
from enrolment.models import (
    ActivityCompletion,
    CompletionSource,
    Enrolment,
    GrantKind,
    Licence,
    LicenceType,
    Nomination,
    PartnerNote,
    PartnerOrganisation,
    PlaceAllowance,
    PlaceGrant,
    Region,
    Site,
    Source,
)
from enrolment.rules.licences import year_end
from enrolment.rules.places import NominationStatus
from lms.accounts.models import User
from tests.moment import NOW


def learners_on_places(allowance: PlaceAllowance, course: CoursePage, *, count: int, by: User) -> list[Nomination]:
    """Return `count` nominations that were taken up, each person with one activity of `course` done."""
    people = [User(full_name=f"Rowan Crowd {n}", email=f"crowd.{n}@example.org") for n in range(count)]
    nominations = [
        Nomination(
            allowance=allowance,
            name=person.full_name,
            email=person.email,
            status=NominationStatus.REDEEMED,
            learner=person,
            nominated_by=by,
            nominated_at=NOW,
            redeemed_at=NOW,
        )
        for person in User.objects.bulk_create(people)
    ]
    _begin([row.learner for row in Nomination.objects.bulk_create(nominations) if row.learner], course)
    return nominations


def many_partners(count: int, course: CoursePage, *, by: User) -> list[PlaceAllowance]:
    """Return one licence year each of `count` partners in the North West that ends soon.

    Each with somebody to issue, somebody who learns (one activity of `course` done), and a note written by `by`.
    """
    names = [PartnerOrganisation(name=f"Crowd Trust {n}") for n in range(count)]
    partners = PartnerOrganisation.objects.bulk_create(names)
    region = Region.objects.get(key="north-west")
    sites = Site.objects.bulk_create(Site(organisation=row, name="Mill Lane", region=region) for row in partners)
    recovery = LicenceType.objects.get(key="smart-recovery")
    licences = Licence.objects.bulk_create(Licence(site=site, licence_type=recovery) for site in sites)
    start = NOW.date() - timedelta(days=340)
    dates = {"starts_on": start, "ends_on": year_end(start), "paid_on": start}
    years = PlaceAllowance.objects.bulk_create(PlaceAllowance(licence=row, **dates) for row in licences)
    _notes(partners, by)
    PlaceGrant.objects.bulk_create(
        PlaceGrant(allowance=year, kind=GrantKind.LICENCE, places=6, granted_at=NOW) for year in years
    )
    who = {"nominated_by": by, "nominated_at": NOW}
    waiting = [
        Nomination(allowance=row, name="Wil", email=f"wil.{n}@example.org", **who) for n, row in enumerate(years)
    ]
    Nomination.objects.bulk_create(waiting)
    learning = learners_on_places(years[0], course, count=count, by=by)
    for row, year in zip(learning, years, strict=True):
        row.allowance = year
    Nomination.objects.bulk_update(learning, ["allowance"])
    return years


def _notes(partners: list[PartnerOrganisation], by: User) -> None:
    kept = {"happened_on": NOW.date(), "text": "Meetings run.", "written_by": by, "written_at": NOW}
    PartnerNote.objects.bulk_create(PartnerNote(organisation=row, **kept) for row in partners)


def _begin(learners: list[User], course: CoursePage) -> None:
    edition = CourseEdition.objects.current_for(course)
    shared = {"course": course, "edition": edition, "source": Source.SELF, "enrolled_at": NOW}
    enrolments = Enrolment.objects.bulk_create(Enrolment(learner=learner, **shared) for learner in learners)
    done = {"activity_key": edition.outline.keys[0], "source": CompletionSource.SELF_PACED, "completed_at": NOW}
    ActivityCompletion.objects.bulk_create(ActivityCompletion(enrolment=row, **done) for row in enrolments)
