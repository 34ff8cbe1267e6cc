"""The one question of every gated URL, asked of rows: the facts, and the sentence for each refusal."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from courses.models import Access, CoursePrerequisite
from enrolment.access import SENTENCES, missing_prerequisites, standing_of, standing_under
from enrolment.models import Enrolment, LicenceType, Source, Status
from enrolment.rules import Refusal
from tests.cast import NOW
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.pages import CourseFactory
from tests.factories.partners import AllowanceFactory, NominationFactory
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db


def after(course, *firsts):
    for first in firsts:
        CoursePrerequisite.objects.create(course=course, requires=first)
    return course


def test_the_enrolment_being_worked_on_counts_before_a_finished_one(cast):
    finished = EnrolmentFactory(learner=cast.zoe, completed=True)
    active = EnrolmentFactory(learner=cast.zoe, course=finished.course)
    assert standing_of(cast.zoe, finished.course).enrolment == active


def test_of_two_finished_enrolments_the_later_one_counts(cast):
    first = EnrolmentFactory(learner=cast.zoe, completed=True)
    later = EnrolmentFactory(learner=cast.zoe, course=first.course, completed=True)
    Enrolment.objects.filter(pk=later.pk).update(completed_at=later.completed_at.replace(year=2027))
    assert standing_of(cast.zoe, first.course).enrolment == later


def test_nobody_stands_on_another_persons_enrolment(cast):
    enrolment = EnrolmentFactory(learner=cast.amir)
    assert standing_of(cast.zoe, enrolment.course).enrolment is None
    assert standing_of(AnonymousUser(), enrolment.course).enrolment is None


@pytest.mark.parametrize("who", ["zoe", "office", "editor"])
def test_people_see_their_own_enrolments_and_nobody_elses(who, cast):
    EnrolmentFactory(learner=cast.amir)
    mine = EnrolmentFactory(learner=getattr(cast, who))
    assert list(Enrolment.objects.visible_to(getattr(cast, who))) == [mine]
    assert list(Enrolment.objects.of_learner(getattr(cast, who))) == [mine]


def test_a_stranger_sees_no_enrolment():
    EnrolmentFactory()
    assert not Enrolment.objects.visible_to(AnonymousUser()).exists()


def test_courses_still_to_finish_are_named_in_the_order_of_the_path(cast):
    first, second, third = CourseFactory(title="One"), CourseFactory(title="Two"), CourseFactory(title="Three")
    last = after(CourseFactory(), third, first, second)
    EnrolmentFactory(learner=cast.zoe, course=second, completed=True)
    EnrolmentFactory(learner=cast.zoe, course=third)
    assert missing_prerequisites(cast.zoe, last) == ("One", "Three")


def test_one_missing_course_is_named_in_a_sentence(cast):
    standing = standing_of(cast.zoe, after(CourseFactory(title="Later"), CourseFactory(title="First")))
    assert standing.sentence(standing.enrol_refusal) == "Please finish First first. Then Later opens for you."


def test_several_missing_courses_are_named_in_a_sentence(cast):
    firsts = CourseFactory(title="One"), CourseFactory(title="Two")
    standing = standing_of(cast.zoe, after(CourseFactory(title="Later"), *firsts))
    words = "Please finish these courses first: One, Two. Then Later opens for you."
    assert standing.sentence(standing.enrol_refusal) == words


@pytest.mark.parametrize("refusal", Refusal)
def test_every_refusal_has_a_sentence_that_names_the_course(refusal, cast):
    standing = standing_of(cast.zoe, CourseFactory(title="Small steps"))
    assert refusal in SENTENCES
    assert "Small steps" in standing.sentence(refusal)
    assert standing.sentence(refusal).endswith(".")


def test_without_a_refusal_there_is_no_sentence(cast):
    assert standing_of(cast.zoe, CourseFactory()).sentence(None) == ""


def test_a_course_is_ready_when_it_is_published_and_has_an_edition(cast):
    empty, draft, ready = CourseFactory(lessons=0), CourseFactory(), CourseFactory()
    draft.unpublish()
    assert [standing_of(cast.zoe, one).facts.is_ready for one in (empty, draft, ready)] == [False, False, True]


def test_a_gated_course_says_who_can_help(cast):
    standing = standing_of(cast.zoe, CourseFactory(access=Access.NOMINATED))
    assert "SMART Lead" in standing.sentence(standing.study_refusal)


@pytest.mark.parametrize("prerequisites", [1, 4])
def test_the_question_costs_two_statements_when_enrolled_and_three_when_not(prerequisites, cast):
    zoe, course = cast.zoe, after(CourseFactory(), *CourseFactory.create_batch(prerequisites, lessons=0))
    with assert_statements(at_most=3):
        standing_of(zoe, course)
    EnrolmentFactory(learner=zoe, course=course)
    with assert_statements(at_most=2):
        standing_of(zoe, course)


def test_asked_by_address_the_answer_is_the_same_and_costs_one_statement(cast):
    enrolment = EnrolmentFactory(learner=cast.zoe)
    with assert_statements(at_most=1):
        standing = standing_under(cast.zoe, enrolment.course.slug)
    assert standing == standing_of(cast.zoe, enrolment.course)


@pytest.mark.parametrize("visitor", [lambda cast: cast.amir, lambda cast: AnonymousUser()])
def test_asked_by_address_whoever_takes_no_course_is_told_of_it_too(visitor, cast):
    course, who = EnrolmentFactory(learner=cast.zoe).course, visitor(cast)
    assert standing_under(who, course.slug) == standing_of(who, course)
    assert standing_under(who, "no-such-course") is None


# --- Courses that came with a place ---------------------------------------------------------------

DAY = timedelta(days=1)
YEAR = date(2026, 1, 1)
LAST, GRACE = date(2026, 12, 31), date(2027, 1, 30)


def placed(learner, **about):
    nomination = NominationFactory(redeemed=True, learner=learner)
    course = about.pop("course", None) or CourseFactory(access=Access.NOMINATED)
    return EnrolmentFactory(learner=learner, course=course, source=Source.PLACE, nomination=nomination, **about)


def refusal_on(day, enrolment, time_machine):
    time_machine.move_to(datetime.combine(day, time(12), tzinfo=UTC))
    return standing_of(enrolment.learner, enrolment.course).study_refusal


@pytest.mark.parametrize("completed", [True, False])
@pytest.mark.parametrize(
    ("day", "refusal"),
    [
        (YEAR, None),
        (LAST, None),
        (LAST + DAY, None),  # grace
        (GRACE, None),
        (GRACE + DAY, Refusal.LICENCE_LAPSED),
    ],
)
def test_a_place_is_good_as_long_as_its_licence_and_the_grace_after_it(day, refusal, completed, cast, time_machine):
    assert refusal_on(day, placed(cast.zoe, completed=completed), time_machine) is refusal


def test_ones_own_choice_needs_no_licence(cast, time_machine):
    assert refusal_on(date(2030, 1, 1), EnrolmentFactory(learner=cast.zoe), time_machine) is None


def test_a_renewal_restores_at_once_however_late(cast, time_machine):
    enrolment = placed(cast.zoe)
    later = date(2027, 6, 1)
    assert refusal_on(later, enrolment, time_machine) is Refusal.LICENCE_LAPSED
    AllowanceFactory(licence=enrolment.nomination.allowance.licence, starts_on=later)
    assert refusal_on(later - DAY, enrolment, time_machine) is Refusal.LICENCE_LAPSED
    assert refusal_on(later, enrolment, time_machine) is None


def test_a_renewal_that_begins_the_day_after_leaves_no_gap(cast, time_machine):
    enrolment = placed(cast.zoe)
    AllowanceFactory(licence=enrolment.nomination.allowance.licence, starts_on=LAST + DAY)
    assert refusal_on(date(2028, 1, 30), enrolment, time_machine) is None
    assert refusal_on(date(2028, 1, 31), enrolment, time_machine) is Refusal.LICENCE_LAPSED


def test_the_licence_of_another_site_or_type_does_not_help(cast, time_machine):
    enrolment = placed(cast.zoe)
    site = enrolment.nomination.allowance.licence.site
    AllowanceFactory(starts_on=LAST + DAY)
    AllowanceFactory(licence__site=site, licence__licence_type=veterans(), starts_on=LAST + DAY)
    assert refusal_on(date(2027, 6, 1), enrolment, time_machine) is Refusal.LICENCE_LAPSED


def veterans():
    return LicenceType.objects.get(key="veterans")


def test_a_lapsed_licence_says_that_nothing_is_lost_and_who_can_help(cast, time_machine):
    enrolment = placed(cast.zoe)
    time_machine.move_to(datetime(2027, 6, 1, tzinfo=UTC))
    standing = standing_of(cast.zoe, enrolment.course)
    sentence = standing.sentence(standing.study_refusal)
    assert "Nothing of yours is lost" in sentence
    assert "SMART Lead" in sentence


def test_a_place_does_not_open_what_comes_first(cast):
    enrolment = placed(cast.zoe, course=after(CourseFactory(access=Access.NOMINATED), CourseFactory()))
    assert standing_of(cast.zoe, enrolment.course).study_refusal is Refusal.PREREQUISITES


def test_an_enrolment_that_was_ended_early_opens_nothing(cast):
    enrolment = placed(cast.zoe, status=Status.WITHDRAWN, withdrawn_at=NOW)
    standing = standing_of(cast.zoe, enrolment.course)
    assert (standing.enrolment, standing.study_refusal) == (None, Refusal.NOMINATION_NEEDED)


def test_a_new_place_counts_after_one_that_was_given_back(cast):
    ended = placed(cast.zoe, status=Status.WITHDRAWN, withdrawn_at=NOW)
    again = placed(cast.zoe, course=ended.course)
    assert standing_of(cast.zoe, ended.course).enrolment == again


def test_what_was_finished_by_choice_stays_open_whatever_became_of_a_place(cast, time_machine):
    finished = EnrolmentFactory(learner=cast.zoe, completed=True)
    placed(cast.zoe, course=finished.course, status=Status.WITHDRAWN, withdrawn_at=NOW)
    assert refusal_on(date(2030, 1, 1), finished, time_machine) is None


def test_a_place_costs_no_statement_more(cast):
    enrolment = placed(cast.zoe)
    with assert_statements(at_most=2):
        standing_of(cast.zoe, enrolment.course)
