"""The learner's home: a greeting for the hour, places that wait, and the one next step."""

from datetime import date, timedelta

import pytest
from allauth.account.models import EmailAddress

from courses.models import CoursePage, LessonPage, RetiredActivity
from enrolment.links import code_of
from enrolment.models import ReadingPlace, Source
from lms.dashboards.home import greeting, home_of
from tests.cast import NOW
from tests.factories.attempts import AttemptFactory
from tests.factories.awards import AwardFactory
from tests.factories.enrolments import ActivityCompletionFactory, EnrolmentFactory
from tests.factories.pages import CourseFactory
from tests.factories.partners import AllowanceFactory, NominationFactory
from tests.factories.paths import short_path
from tests.performance.budget import assert_statements

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


# --- The whole path -------------------------------------------------------------------------------


@pytest.mark.django_db
class TestWholePath:
    """How far the path goes: what the person takes, and the open courses."""

    def time(self, user):
        time = home_of(user, at=NOW).time
        return time.minutes, time.left

    def test_somebody_by_their_own_choice_is_on_the_open_courses(self, cast):
        short_path()
        assert self.time(cast.zoe) == (60, 60)

    def test_somebody_with_a_place_is_on_its_courses_too(self, cast):
        first, last = short_path()
        EnrolmentFactory(learner=cast.zoe, course=first, completed=True)
        EnrolmentFactory(learner=cast.zoe, course=last)
        assert self.time(cast.zoe) == (660, 600)

    def test_a_course_that_is_being_prepared_is_not_counted(self, cast):
        CourseFactory(lessons=0)
        assert self.time(cast.zoe) == (0, 0)

    def test_the_page_says_it_once_something_is_begun(self, cast, client_of):
        first, _last = short_path()
        browser = client_of(cast.zoe)
        assert "to go" not in browser.get("/learn/").content.decode()
        EnrolmentFactory(learner=cast.zoe, course=first)
        assert "about 1 h of 1 h to go" in browser.get("/learn/").content.decode()


@pytest.mark.django_db
class TestResuming:
    """Whoever comes back goes on with the page they opened last, while it is not done and can be opened."""

    @pytest.fixture
    def enrolment(self, cast):
        """Zoë on a course of three lessons."""
        return EnrolmentFactory(learner=cast.zoe, course=CourseFactory(lessons=3))

    def read(self, enrolment, number, *, anchor="", days=0):
        key = enrolment.edition.outline.keys[number]
        at = NOW + timedelta(days=days)
        return ReadingPlace.objects.create(enrolment=enrolment, activity_key=key, anchor=anchor, seen_at=at)

    def row(self, enrolment):
        return home_of(enrolment.learner, at=NOW).next_step.row

    def number(self, enrolment):
        return enrolment.edition.outline.keys.index(self.row(enrolment).key)

    def test_the_page_opened_last_comes_next(self, enrolment):
        self.read(enrolment, 2)
        self.read(enrolment, 1, days=1)
        assert self.number(enrolment) == 1

    def test_the_way_leads_to_where_they_stopped(self, enrolment):
        self.read(enrolment, 2, anchor="part-3")
        assert self.row(enrolment).url.endswith("/#part-3")

    def test_what_is_done_does_not_come_again(self, enrolment):
        place = self.read(enrolment, 2)
        ActivityCompletionFactory(enrolment=enrolment, activity_key=place.activity_key)
        assert self.number(enrolment) == 0

    def test_what_is_being_updated_does_not_come(self, enrolment):
        self.read(enrolment, 2)
        LessonPage.objects.order_by("path").last().unpublish()
        assert self.number(enrolment) == 0

    def test_what_somebody_else_opened_is_not_mine(self, enrolment, cast):
        self.read(EnrolmentFactory(learner=cast.amir, course=enrolment.course), 2)
        assert self.number(enrolment) == 0


@pytest.mark.django_db
class TestWaiting:
    """What waits for the learner, and what for somebody else."""

    def test_written_work_that_is_read_needs_nothing_of_the_learner(self, cast):
        attempt = AttemptFactory(awaiting_review=True, enrolment__learner=cast.zoe)
        [one] = home_of(cast.zoe, at=NOW).for_us
        assert (one.since, one.url) == (NOW, f"/learn/attempts/{attempt.pk}/result/")

    def test_written_work_that_came_back_does(self, cast):
        AttemptFactory(writing=True, not_yet_passed=True, enrolment__learner=cast.zoe)
        assert [one.is_for_learner for one in home_of(cast.zoe, at=NOW).for_you] == [True]

    @pytest.mark.parametrize(("asks", "words"), [(True, "confirmed your check"), (False, "is being made")])
    def test_a_certificate_that_is_not_there_yet_says_what_it_waits_for(self, asks, words, cast):
        course = CourseFactory(awarding=True, requires_check=asks)
        EnrolmentFactory(learner=cast.zoe, course=course, completed=True)
        [one] = home_of(cast.zoe, at=NOW).for_us
        assert words in one.sentence

    def test_a_certificate_that_is_there_is_linked(self, cast):
        award = AwardFactory(enrolment__learner=cast.zoe)
        home = home_of(cast.zoe, at=NOW)
        assert ([pk for _station, pk in home.finished], home.for_us) == ([award.pk], ())

    def test_nothing_of_another_person_waits_here(self, cast):
        AttemptFactory(awaiting_review=True, enrolment__learner=cast.amir)
        assert home_of(cast.zoe, at=NOW).beside == ()


@pytest.mark.django_db
def test_when_nothing_is_left_after_a_change_the_course_can_be_finished_here(cast, client_of):
    enrolment = EnrolmentFactory(learner=cast.zoe)
    ActivityCompletionFactory(enrolment=enrolment)
    about = {"title": "Gone", "reason": "Out of date.", "retired_at": NOW}
    RetiredActivity.objects.create(course=enrolment.course, activity_key=enrolment.edition.outline.keys[1], **about)
    page = client_of(cast.zoe).get("/learn/").content.decode()
    assert f'action="/learn/{enrolment.course.slug}/finish/"' in page


@pytest.mark.django_db
@pytest.mark.parametrize("courses", [1, 4])
def test_with_places_works_and_awards_it_costs_the_same(courses, cast, client_of):
    for _ in range(courses):
        AttemptFactory(awaiting_review=True, enrolment__learner=cast.zoe)
        place = NominationFactory(allowance=AllowanceFactory(), redeemed=True, learner=cast.zoe)
        EnrolmentFactory(learner=cast.zoe, source=Source.PLACE, nomination=place)
        AwardFactory(enrolment__learner=cast.zoe)
    browser = client_of(cast.zoe)
    browser.get("/learn/")
    with assert_statements(at_most=8):
        browser.get("/learn/")
