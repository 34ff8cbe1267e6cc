"""The learner's home: a greeting for the hour, places that wait, and the one next step."""

from datetime import date, timedelta

import pytest
from allauth.account.models import EmailAddress

from courses.models import CoursePage, LessonPage
from enrolment.links import code_of
from enrolment.models import Source
from lms.dashboards.home import greeting, home_of
from tests.cast import NOW
from tests.factories.enrolments import ActivityCompletionFactory, EnrolmentFactory
from tests.factories.pages import CourseFactory
from tests.factories.partners import AllowanceFactory, NominationFactory
from tests.factories.paths import short_path

GREETINGS = {"morning": range(12), "afternoon": range(12, 18), "evening": range(18, 24)}


@pytest.mark.parametrize(("part", "hour"), [(part, hour) for part, hours in GREETINGS.items() for hour in hours])
def test_the_greeting_fits_the_hour(part, hour):
    assert greeting("Zoë", hour) == f"Good {part}, Zoë."


@pytest.mark.django_db
class TestNextStep:
    """The one next step, for a person at every stage."""

    def step(self, user):
        return home_of(user, at=NOW).next_step

    def test_the_hour_is_that_of_the_united_kingdom(self, cast):
        assert home_of(cast.zoe, at=NOW.replace(hour=11, minute=30)).greeting.startswith("Good afternoon")

    def test_a_newcomer_starts_the_first_course_that_is_ready(self, cast):
        course = CourseFactory()
        step = self.step(cast.zoe)
        assert (step.station.slug, step.row, step.course_url) == (course.slug, None, f"/courses/{course.slug}/")

    def test_without_any_course_there_is_no_next_step(self, cast):
        assert self.step(cast.zoe) is None

    def test_whoever_is_learning_goes_on_where_they_are(self, cast):
        enrolment = EnrolmentFactory(learner=cast.zoe, course=CourseFactory(lessons=3))
        ActivityCompletionFactory(enrolment=enrolment)
        step = self.step(cast.zoe)
        assert (step.row.title, step.number, step.count) == (LessonPage.objects.order_by("path")[1].title, 2, 3)

    def test_what_is_begun_comes_before_what_could_be_begun_later_on_the_path(self, cast):
        first, second = CourseFactory(), CourseFactory()
        EnrolmentFactory(learner=cast.zoe, course=first)
        assert self.step(cast.zoe).station.slug == first.slug
        assert second.slug != first.slug

    def test_after_a_finished_course_the_next_one_is_offered(self, cast):
        EnrolmentFactory(learner=cast.zoe, completed=True)
        following = CourseFactory()
        assert self.step(cast.zoe).station.slug == following.slug

    def test_a_page_being_updated_is_said_to_be_so(self, cast):
        EnrolmentFactory(learner=cast.zoe).course.unpublish()
        assert self.step(cast.zoe).row.url is None

    def test_what_is_finished_is_listed_even_when_unpublished_since(self, cast):
        EnrolmentFactory(learner=cast.zoe, completed=True).course.unpublish()
        assert len(home_of(cast.zoe, at=NOW).finished) == 1
        assert CoursePage.objects.live().count() == 6


@pytest.mark.django_db
class TestWaitingPlaces:
    """Invitations to any confirmed address of mine wait here (domain B 20)."""

    def waiting(self, user, *, at=NOW):
        return [place.code for place in home_of(user, at=at).waiting]

    def test_an_invitation_waits_with_its_code(self, cast):
        place = NominationFactory(invited=True, email="zoe@example.org")
        assert self.waiting(cast.zoe) == [code_of(place, 1)]

    def test_one_to_a_second_address_waits_too_once_that_is_confirmed(self, cast):
        place = NominationFactory(invited=True, email="zoe.work@example.org")
        second = EmailAddress.objects.create(user=cast.zoe, email="Zoe.Work@example.org")
        assert self.waiting(cast.zoe) == []
        EmailAddress.objects.filter(pk=second.pk).update(verified=True)
        assert self.waiting(cast.zoe) == [code_of(place, 1)]

    @pytest.mark.parametrize("trait", ["lapsed", "declined", "redeemed"])
    def test_what_is_over_does_not_wait(self, trait, cast):
        NominationFactory(**{trait: True}, email="zoe@example.org")
        assert self.waiting(cast.zoe) == []

    def test_what_nobody_has_issued_yet_does_not_wait(self, cast):
        NominationFactory(email="zoe@example.org")
        assert self.waiting(cast.zoe) == []

    def test_another_persons_invitation_is_not_shown(self, cast):
        NominationFactory(invited=True, email=cast.amir.email)
        assert self.waiting(cast.zoe) == []

    def test_the_one_that_lapses_first_comes_first(self, cast):
        later = NominationFactory(status="invited", email="zoe@example.org", token=timedelta(days=9))
        sooner = NominationFactory(status="invited", email="zoe@example.org", token=timedelta(days=2))
        assert self.waiting(cast.zoe) == [code_of(sooner, 1), code_of(later, 1)]


@pytest.mark.django_db
def test_a_course_whose_licence_lapsed_is_said_to_wait(cast):
    course = short_path()[1]
    old = AllowanceFactory(starts_on=date(2025, 1, 1))
    place = NominationFactory(allowance=old, redeemed=True, learner=cast.zoe)
    EnrolmentFactory(learner=cast.zoe, course=course, source=Source.PLACE, nomination=place)
    assert home_of(cast.zoe, at=NOW).suspended == "Leading"
