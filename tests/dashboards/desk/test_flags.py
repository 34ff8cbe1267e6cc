"""Flags of people on places: what the rows of a page say, the database says as well."""

from datetime import date, timedelta

import pytest

from courses.models import Access, CoursePage
from enrolment.models import Affiliation, LicenceType, Nomination, PartnerOrganisation, Source
from enrolment.rules.flags import Flag
from lms.dashboards.desk.flags import in_flag
from lms.dashboards.journeys import flag_label_of, journeys_of
from tests.cast import NOW
from tests.factories.attempts import AttemptFactory
from tests.factories.awards import AwardFactory
from tests.factories.enrolments import ActivityCompletionFactory, EnrolmentFactory
from tests.factories.pages import CourseFactory
from tests.factories.partners import AllowanceFactory, NominationFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LONG_AGO, LATELY = NOW - 30 * DAY, NOW - 5 * DAY


@pytest.fixture
def course(db) -> CoursePage:
    """A gated course, the only one that a SMART Recovery place opens."""
    made = CourseFactory(lessons=1, writing=True, access=Access.NOMINATED)
    kind = LicenceType.objects.get(key="smart-recovery")
    kind.steps.all().delete()
    kind.steps.create(course=made, position=1)
    return made


def take_up(course, **about) -> Nomination:
    """Return a place that somebody took up a month ago, with the course that it opened."""
    place = NominationFactory(redeemed=True, **{"redeemed_at": LONG_AGO, **about})
    by_place = {"source": Source.PLACE, "nomination": place, "enrolled_at": LONG_AGO}
    EnrolmentFactory(learner=place.learner, course=course, **by_place)
    return place


def flags_of(nomination, *, at=NOW):
    """Return the flags by the rows, after asking the database for the same."""
    rows = Nomination.objects.with_people().with_lapse()
    (found,) = journeys_of(rows.filter(pk=nomination.pk), at=at).values()
    assert [flag for flag in Flag if in_flag(rows, flag, at=at).filter(pk=nomination.pk).exists()] == list(found.flags)
    return found.flags


def active_on(nomination):
    rows = Nomination.objects.with_people().with_lapse().filter(pk=nomination.pk)
    return journeys_of(rows, at=NOW)[nomination.pk].last_active_on


@pytest.mark.parametrize("traits", [{}, {"invited": True}, {"lapsed": True}, {"declined": True}])
def test_whoever_has_not_taken_up_a_place_has_no_flag(course, traits):
    assert flags_of(NominationFactory(nominated_at=LONG_AGO, **traits)) == ()


class TestStalled:
    """Three weeks without anything done, unless paused."""

    def test_a_month_without_activity_is_stalled(self, course):
        place = take_up(course)
        assert (flags_of(place), active_on(place)) == ((Flag.STALLED,), LONG_AGO.date())

    def test_taking_up_the_place_is_an_activity(self, course):
        assert flags_of(take_up(course, redeemed_at=LATELY)) == ()

    def test_doing_something_is_one(self, course):
        place = take_up(course)
        ActivityCompletionFactory(enrolment=place.enrolments.get(), completed_at=LATELY)
        assert (flags_of(place), active_on(place)) == ((), LATELY.date())

    @pytest.mark.parametrize("moment", ["saved_at", "submitted_at"])
    def test_so_is_trying(self, course, moment):
        place = take_up(course)
        moments = {"started_at": LONG_AGO, "saved_at": LONG_AGO, "submitted_at": LONG_AGO, moment: LATELY}
        AttemptFactory(enrolment=place.enrolments.get(), not_yet_passed=True, **moments)
        assert (flags_of(place), active_on(place)) == ((), LATELY.date())

    def test_an_open_course_counts_and_begins_with_an_activity(self, course):
        place = take_up(course)
        EnrolmentFactory(learner=place.learner, course__access=Access.OPEN, enrolled_at=LATELY)
        assert flags_of(place) == ()

    def test_a_course_by_somebody_elses_place_tells_this_desk_nothing(self, course):
        place = take_up(course)
        EnrolmentFactory(learner=place.learner, course__access=Access.NOMINATED, enrolled_at=LATELY)
        assert (flags_of(place), active_on(place)) == ((Flag.STALLED,), LONG_AGO.date())

    def test_the_last_moment_is_the_same_for_both(self, course):
        exactly = NOW - 21 * DAY
        assert flags_of(take_up(course, redeemed_at=exactly)) == (Flag.STALLED,)
        assert flags_of(take_up(course, redeemed_at=exactly + timedelta(seconds=1))) == ()

    def test_whoever_waits_for_a_trainer_is_not_stalled(self, course):
        place = take_up(course)
        moments = {"started_at": LONG_AGO, "saved_at": LONG_AGO, "submitted_at": LONG_AGO}
        AttemptFactory(enrolment=place.enrolments.get(), writing=True, awaiting_review=True, **moments)
        assert flags_of(place) == ()

    def test_whoever_pauses_is_not(self, course):
        assert flags_of(take_up(course, paused_at=NOW)) == (Flag.PAUSED,)


class TestSuspended:
    """The licence is neither live nor in grace."""

    LAST_YEAR = date(2025, 1, 1)

    def test_in_grace_nothing_is_said(self, course):
        place = take_up(course, allowance=AllowanceFactory(starts_on=self.LAST_YEAR), redeemed_at=NOW)
        assert flags_of(place, at=NOW.replace(month=1, day=30)) == ()

    def test_after_it_they_wait(self, course):
        place = take_up(course, allowance=AllowanceFactory(starts_on=self.LAST_YEAR))
        assert flags_of(place) == (Flag.SUSPENDED,)

    def test_the_next_year_lets_them_go_on(self, course):
        old = AllowanceFactory(starts_on=self.LAST_YEAR)
        AllowanceFactory(licence=old.licence)
        assert flags_of(take_up(course, allowance=old)) == (Flag.STALLED,)

    def test_a_year_that_is_not_paid_does_not(self, course):
        old = AllowanceFactory(starts_on=self.LAST_YEAR)
        AllowanceFactory(licence=old.licence, paid_on=None)
        assert flags_of(take_up(course, allowance=old)) == (Flag.SUSPENDED,)

    def test_uksrs_own_go_on_while_they_volunteer(self, course):
        place = take_up(course)
        PartnerOrganisation.objects.filter(kind="uksr").update(kind="charity")
        PartnerOrganisation.objects.filter(pk=place.allowance.licence.site.organisation_id).update(kind="uksr")
        assert flags_of(place) == (Flag.SUSPENDED,)
        about = {"kind": "volunteer", "origin": "redemption", "starts_on": LATELY.date(), "recorded_at": LATELY}
        Affiliation.objects.create(person=place.learner, site=place.allowance.licence.site, **about)
        assert flags_of(place) == (Flag.STALLED,)


class TestRecognised:
    """Somebody who was trained before this system."""

    def recognise(self, course, **about):
        course.programme = LicenceType.objects.get(key="smart-recovery").programmes.first()
        enrolment = EnrolmentFactory(course=course, completed=True, **about)
        return AwardFactory(enrolment=enrolment, route="recognised")

    def test_their_award_says_so(self, course):
        place = NominationFactory(redeemed=True)
        self.recognise(course, learner=place.learner)
        assert flags_of(place) == (Flag.RECOGNISED,)

    def test_another_course_than_this_place_opens_does_not(self, course):
        place = NominationFactory(redeemed=True)
        self.recognise(CourseFactory(), learner=place.learner)
        assert flags_of(place) == ()

    def test_a_revoked_one_does_not(self, course):
        place = NominationFactory(redeemed=True)
        self.recognise(course, learner=place.learner).__class__.objects.update(status="revoked", ended_at=NOW)
        assert flags_of(place) == ()


@pytest.mark.parametrize("flag", Flag)
def test_every_flag_has_a_label(flag):
    assert flag_label_of(flag) == flag_label_of(flag).strip() != ""
