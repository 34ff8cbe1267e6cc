"""One word, a day and a percentage for each nominated person; the database says the same word."""

from datetime import timedelta

import pytest

from courses.models import CoursePage, CoursePrerequisite
from enrolment.managers import NominationQuerySet
from enrolment.models import LicenceType, LicenceTypeCourse, Nomination
from enrolment.rules.words import Word
from lms.dashboards.desk.words import in_words, with_word
from lms.dashboards.journeys import TAGS, journeys_of, label_of
from tests.cast import NOW
from tests.factories.attempts import AttemptFactory
from tests.factories.awards import AwardFactory
from tests.factories.enrolments import ActivityCompletionFactory, EnrolmentFactory
from tests.factories.pages import CourseFactory
from tests.factories.partners import AllowanceFactory, NominationFactory
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db
EARLIER, LATER = NOW - timedelta(days=9), NOW + timedelta(days=2)
BEFORE_THE_COURSE = {
    Word.NOMINATED: {},
    Word.INVITED: {"invited": True},
    Word.LAPSED: {"lapsed": True},
    Word.DECLINED: {"declined": True},
    Word.REFUSED: {"status": Word.REFUSED, "ended_at": NOW},
    Word.REVOKED: {"status": Word.REVOKED, "ended_at": NOW},
    Word.RELEASED: {"redeemed": True, "status": Word.RELEASED, "ended_at": NOW},
    Word.LEARNING: {"redeemed": True},
}


@pytest.fixture
def course(db) -> CoursePage:
    """A gated course with a lesson and a written task, the only one that a SMART Recovery place opens."""
    made = CourseFactory(lessons=1, writing=True)
    LicenceTypeCourse.objects.filter(licence_type__key="smart-recovery").delete()
    step = LicenceType.objects.get(key="smart-recovery")
    LicenceTypeCourse.objects.create(licence_type=step, course=made, position=1)
    return made


@pytest.fixture
def taken(course) -> Nomination:
    """A place that somebody took up eleven days ago."""
    return NominationFactory(redeemed=True, redeemed_at=EARLIER)


def rows() -> NominationQuerySet:
    return Nomination.objects.with_people().with_lapse()


def journey(nomination, at=NOW):
    return journeys_of(rows().filter(pk=nomination.pk), at=at)[nomination.pk]


def word_in_the_database(nomination, at=NOW):
    return with_word(rows(), at=at).get(pk=nomination.pk).word


def on_the_course(taken, course, **facts):
    return EnrolmentFactory(learner=taken.learner, course=course, **facts)


def hand_in(enrolment, **state):
    return AttemptFactory(enrolment=enrolment, writing=True, **state)


@pytest.mark.parametrize(("word", "traits"), BEFORE_THE_COURSE.items())
def test_a_nomination_has_the_word_of_its_state(course, word, traits):
    nomination = NominationFactory(**traits)
    assert (journey(nomination).word, word_in_the_database(nomination)) == (word, word)


def test_a_nomination_nobody_issued_lapses_with_its_year(course):
    nomination, later = NominationFactory(), NOW.replace(year=2027)
    assert (journey(nomination, later).word, word_in_the_database(nomination, later)) == (Word.LAPSED, Word.LAPSED)
    assert f"{journey(nomination, later).since}" == "2027-01-01"


class TestWordOfSomebodyWhoTookAPlace:
    """The later steps of the way, each with its own day."""

    def standing(self, taken):
        seen = journey(taken)
        return seen.word, word_in_the_database(taken), seen.since

    def test_without_a_step_on_the_course_they_are_learning(self, taken):
        assert self.standing(taken) == (Word.LEARNING, Word.LEARNING, EARLIER.date())

    def test_work_that_waits_for_a_trainer(self, taken, course):
        hand_in(on_the_course(taken, course), awaiting_review=True)
        assert self.standing(taken) == (Word.AWAITING_REVIEW, Word.AWAITING_REVIEW, NOW.date())

    def test_work_that_did_not_pass(self, taken, course):
        hand_in(on_the_course(taken, course), not_yet_passed=True)
        assert self.standing(taken) == (Word.NOT_YET_PASSED, Word.NOT_YET_PASSED, NOW.date())

    def test_whoever_tries_again_is_learning(self, taken, course):
        enrolment = on_the_course(taken, course)
        hand_in(enrolment, not_yet_passed=True)
        hand_in(enrolment, number=2)
        assert self.standing(taken) == (Word.LEARNING, Word.LEARNING, EARLIER.date())

    def test_a_completed_course_without_an_award_waits_for_a_check(self, taken, course):
        on_the_course(taken, course, completed=True)
        assert self.standing(taken) == (Word.CHECK_AWAITED, Word.CHECK_AWAITED, NOW.date())

    def test_an_award_is_the_end_of_the_way(self, taken, course):
        course.programme = LicenceType.objects.get(key="smart-recovery").programmes.first()
        AwardFactory(enrolment=on_the_course(taken, course, completed=True))
        assert self.standing(taken) == (Word.QUALIFIED, Word.QUALIFIED, NOW.date())

    def test_a_revoked_award_no_longer_counts(self, taken, course):
        course.programme = LicenceType.objects.get(key="smart-recovery").programmes.first()
        AwardFactory(enrolment=on_the_course(taken, course, completed=True), revoked=True)
        assert self.standing(taken)[:2] == (Word.CHECK_AWAITED, Word.CHECK_AWAITED)

    def test_an_enrolment_that_ended_early_tells_nothing(self, taken, course):
        ended = on_the_course(taken, course, status="withdrawn", withdrawn_at=NOW)
        hand_in(ended, not_yet_passed=True)
        assert self.standing(taken)[:2] == (Word.LEARNING, Word.LEARNING)

    def test_a_licence_type_that_opens_no_course_qualifies_nobody(self, taken):
        LicenceTypeCourse.objects.all().delete()
        assert self.standing(taken)[:2] == (Word.LEARNING, Word.LEARNING)


class TestPercent:
    """How far along the whole path, weighted by the minutes of its courses."""

    def test_open_courses_before_it_count(self, taken, course):
        before = CourseFactory(lessons=2, study_minutes=180)
        CoursePrerequisite.objects.create(course=course, requires=before)
        enrolment = EnrolmentFactory(learner=taken.learner, course=before)
        ActivityCompletionFactory(enrolment=enrolment)
        assert journey(taken).percent == 50 * 180 // 240

    def test_the_whole_way_is_a_hundred(self, taken, course):
        on_the_course(taken, course, completed=True)
        assert journey(taken).percent == 100

    def test_another_persons_work_does_not_count(self, taken, course):
        EnrolmentFactory(course=course, completed=True)
        assert journey(taken).percent == 0

    def test_it_is_said_of_whoever_is_learning(self, taken):
        assert journey(taken).words == "learning 0 %"


@pytest.mark.parametrize("word", Word)
def test_every_word_has_a_label_and_only_the_open_ones_a_bright_shape(word):
    assert label_of(word) == label_of(word).strip() != ""
    assert TAGS.get(word, "ended") in {"todo", "now", "done", "ended"}


@pytest.mark.parametrize("people", [2, 20])
def test_many_people_cost_what_two_do(course, people):
    for nomination in NominationFactory.create_batch(people, allowance=AllowanceFactory(), redeemed=True):
        hand_in(on_the_course(nomination, course), awaiting_review=True)
    with assert_statements(at_most=6):
        assert len(journeys_of(rows(), at=NOW)) == people


def test_people_are_found_by_their_word(course):
    waiting, declined = NominationFactory(), NominationFactory(declined=True)
    found = in_words(rows(), [Word.NOMINATED, Word.LAPSED], at=NOW)
    assert (waiting in found, declined in found) == (True, False)


def test_nobody_costs_one_statement(course):
    with assert_statements(at_most=1):
        assert journeys_of(rows(), at=NOW) == {}
