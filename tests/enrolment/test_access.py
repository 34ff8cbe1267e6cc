"""The one question of every gated URL, asked of rows: the facts, and the sentence for each refusal."""

import pytest
from django.contrib.auth.models import AnonymousUser

from courses.models import Access, CoursePrerequisite
from enrolment.access import SENTENCES, missing_prerequisites, standing_of
from enrolment.models import Enrolment
from enrolment.rules import Refusal
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.pages import CourseFactory
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
