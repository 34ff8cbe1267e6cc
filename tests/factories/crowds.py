"""Many people at once, written in a few statements: for budgets that must not grow with a list."""

from courses.models import CourseEdition, CoursePage
from enrolment.models import ActivityCompletion, CompletionSource, Enrolment, Nomination, PlaceAllowance, Source
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


def _begin(learners: list[User], course: CoursePage) -> None:
    edition = CourseEdition.objects.current_for(course)
    shared = {"course": course, "edition": edition, "source": Source.SELF, "enrolled_at": NOW}
    enrolments = Enrolment.objects.bulk_create(Enrolment(learner=learner, **shared) for learner in learners)
    done = {"activity_key": edition.outline.keys[0], "source": CompletionSource.SELF_PACED, "completed_at": NOW}
    ActivityCompletion.objects.bulk_create(ActivityCompletion(enrolment=row, **done) for row in enrolments)
