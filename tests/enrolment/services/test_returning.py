"""Beginning a course once more: what was done counts again where the edition has it, and never all of it."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from courses.models import Access, LessonPage, ModulePage
from courses.services.editions import publish_edition
from enrolment.models import EntryKind, PrivateEntry, ReadingPlace, Status
from enrolment.services.enrolments import self_enrol
from enrolment.services.leaving import leave_course
from enrolment.services.returning import carry_over
from tests.cast import NOW
from tests.enrolment.acts import complete, live_token, take_up
from tests.factories.enrolments import ActivityCompletionFactory, EnrolmentFactory
from tests.factories.pages import CourseFactory, LessonPageFactory
from tests.factories.partners import AllowanceFactory, NominationFactory
from tests.factories.paths import short_path

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=9)


@pytest.fixture
def before(cast):
    """Zoë on an open course of two lessons and a quiz."""
    return EnrolmentFactory(learner=cast.zoe, course=CourseFactory(questions=1))


def did(enrolment, *numbers):
    """Let the learner have done the activities with these numbers."""
    for number in numbers:
        ActivityCompletionFactory(enrolment=enrolment, activity_key=enrolment.edition.outline.keys[number])


def again(enrolment):
    """Leave, and begin once more; return the new enrolment."""
    leave_course(enrolment=enrolment, by=enrolment.learner, at=LATER)
    return self_enrol(learner=enrolment.learner, course=enrolment.course, by=enrolment.learner, at=LATER)


def done(enrolment):
    """Return the numbers of what is done."""
    keys = [str(key) for key in enrolment.completions.values_list("activity_key", flat=True)]
    return sorted(enrolment.edition.outline.keys.index(key) for key in keys)


def test_what_was_done_counts_again_with_its_day(before):
    did(before, 0, 2)
    now = again(before)
    assert (now.pk != before.pk, done(now)) == (True, [0, 2])
    assert set(now.completions.values_list("completed_at", flat=True)) == {NOW}


def test_the_older_enrolment_keeps_its_facts(before):
    did(before, 0)
    again(before)
    assert before.completions.count() == 1


def test_what_the_new_edition_has_no_longer_does_not_count(before):
    did(before, 0, 1)
    LessonPage.objects.descendant_of(before.course).earliest("path").unpublish()
    publish_edition(course=before.course, by=None, at=NOW)
    now = again(before)
    assert (now.edition.number, done(now)) == (2, [0])


def test_nobody_finishes_by_beginning(before):
    did(before, 0, 1)
    LessonPageFactory(parent=LessonPage.objects.descendant_of(before.course).first().get_parent())
    did(before, 2)
    now = again(before)
    assert (done(now), now.is_completed) == ([0, 1], False)


def test_leaving_twice_loses_nothing(before):
    did(before, 0)
    second = again(before)
    did(second, 1)
    assert done(again(second)) == [0, 1]


def test_own_words_and_place_go_along(before):
    key = UUID(before.edition.outline.keys[0])
    PrivateEntry.objects.create(
        enrolment=before, activity_key=key, block_key=uuid4(), kind=EntryKind.REFLECTION, saved_at=NOW
    )
    ReadingPlace.objects.create(enrolment=before, activity_key=key, seen_at=NOW)
    now = again(before)
    assert [model.objects.get().enrolment_id for model in (PrivateEntry, ReadingPlace)] == [now.pk] * 2


def test_what_somebody_else_did_is_not_mine(before, cast):
    did(EnrolmentFactory(learner=cast.amir, course=before.course), 0)
    assert done(again(before)) == []


def test_with_a_new_place_the_lessons_count_again(cast):
    _first, last = short_path()
    LessonPageFactory(parent=ModulePage.objects.descendant_of(last).get())
    publish_edition(course=last, by=None, at=NOW)
    opened, gated = place_for(cast.zoe)
    complete(opened)
    did(gated, 0)
    leave_course(enrolment=gated, by=cast.zoe, at=NOW)
    [now] = place_for(cast.zoe)
    assert (now.course, done(now)) == (gated.course, [0])


def test_on_a_gated_course_a_quiz_is_taken_anew(cast):
    course = CourseFactory(access=Access.NOMINATED, questions=1)
    ended = EnrolmentFactory(learner=cast.zoe, course=course, status=Status.WITHDRAWN, withdrawn_at=NOW)
    did(ended, 0, 2)
    now = EnrolmentFactory(learner=cast.zoe, course=course)
    assert (carry_over(now), done(now)) == (1, [0])


def place_for(person):
    """Let `person` take up a new place; return the enrolments."""
    nomination = NominationFactory(allowance=AllowanceFactory(), invited=True, email=person.email)
    return take_up(live_token(nomination), person).enrolments
