"""Who is on which edition and how far, and what an act would do, in counts."""

import pytest

from enrolment.editions import (
    editions_in_use,
    effect_of_applying,
    effect_of_bringing_back,
    effect_of_retiring,
    listed_activities,
    people_on,
)
from enrolment.models import Enrolment, Status
from enrolment.rules.effects import Band, Effect
from enrolment.services.editions import retire
from tests.cast import NOW
from tests.factories.editions import EditionFactory, one_lesson
from tests.factories.enrolments import ActivityCompletionFactory, EnrolmentFactory
from tests.factories.pages import CourseFactory
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def old():
    """The first edition of a course of two lessons, with three people on it: one is half through, one has finished."""
    edition = EditionFactory(outline_json=one_lesson(2))
    ActivityCompletionFactory(enrolment=EnrolmentFactory(course=edition.course))
    EnrolmentFactory(course=edition.course)
    EnrolmentFactory(course=edition.course, completed=True)
    EnrolmentFactory(course=edition.course, status=Status.WITHDRAWN, withdrawn_at=NOW)
    return edition


@pytest.fixture
def new(old):
    """The second edition: the first lesson is gone, another one came."""
    rows = [*old.outline_json[1:], *one_lesson()]
    return EditionFactory(course=old.course, number=2, outline_json=rows)


def test_people_are_counted_by_edition_and_by_how_far_they_are(old, new):
    latest, first = people_on(old.course)
    assert (latest.edition, latest.learning, latest.completed) == (new, 0, 0)
    assert (first.learning, first.completed) == (2, 1)
    assert first.bands == {Band.NOT_BEGUN: 1, Band.FIRST_HALF: 0, Band.SECOND_HALF: 1, Band.NOTHING_LEFT: 0}


def test_an_older_edition_that_nobody_is_on_is_left_out(old, new):
    Enrolment.objects.update(edition=new)
    assert [row.edition for row in people_on(old.course)] == [new]


def test_a_course_without_an_edition_has_nobody_on_it():
    course = CourseFactory(lessons=0)
    assert (people_on(course), editions_in_use(course), listed_activities(course)) == ([], [], [])


def test_what_applying_does_is_told_by_the_edition_they_are_on(old, new):
    assert effect_of_applying(new) == {old: Effect(people=2, falls=1)}
    assert effect_of_applying(old) == {}


def test_retiring_what_is_left_lets_somebody_finish_and_bringing_it_back_does_not(old):
    key = old.outline.keys[1]
    assert effect_of_retiring(old.course, key) == Effect(people=2, rises=1, can_finish=1)
    retire(course=old.course, activity_key=key, reason="Out of date.", by=None, at=NOW)
    assert effect_of_bringing_back(old.course, key) == Effect(people=2, falls=1, can_no_longer=1)


def test_the_newest_edition_and_those_people_learn_with_are_in_use(old, new):
    assert editions_in_use(old.course) == [new, old]
    Enrolment.objects.active().update(edition=new)
    assert editions_in_use(old.course) == [new]


def test_activities_are_listed_once_the_newest_first(old, new):
    retired = retire(course=old.course, activity_key=old.outline.keys[0], reason="Old.", by=None, at=NOW)
    lines = listed_activities(old.course)
    assert [line.activity.key for line in lines] == [*new.outline.keys, old.outline.keys[0]]
    assert [line.editions for line in lines] == [(1, 2), (2,), (1,)]
    assert [line.retired for line in lines] == [None, None, retired]


@pytest.mark.parametrize("people", [2, 20])
def test_counting_costs_the_same_for_few_people_and_many(people, old):
    EnrolmentFactory.create_batch(people, course=old.course)
    with assert_statements(at_most=5):
        people_on(old.course)


@pytest.mark.parametrize("people", [2, 20])
def test_so_does_asking_what_an_act_would_do(people, old, new):
    EnrolmentFactory.create_batch(people, course=old.course, edition=old)
    with assert_statements(at_most=5):
        effect_of_applying(new)
