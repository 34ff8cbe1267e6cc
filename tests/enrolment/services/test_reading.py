"""How far somebody has read, and when a lesson may be marked as done."""

from datetime import timedelta
from uuid import uuid4

import pytest

from enrolment.models import ReadingPlace
from enrolment.services.reading import finish_lesson, record_opening, record_reading
from tests.cast import NOW
from tests.factories.enrolments import ActivityCompletionFactory, EnrolmentFactory
from tests.factories.study import EntryFactory, practice_course, practice_lesson
from tests.performance.budget import assert_statements
from tests.refusals import refused

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def enrolment():
    return EnrolmentFactory()


def read(enrolment, **what):
    place = {"enrolment": enrolment, "activity_key": enrolment.edition.outline.keys[0]}
    record_reading(**{**place, "by": enrolment.learner, "at": NOW, **what})


def asking(**needs):
    """Return somebody on a course whose first lesson asks for this, and the lesson."""
    enrolment = EnrolmentFactory(course=practice_course(**needs))
    return enrolment, practice_lesson(enrolment.course)


def finish(enrolment, lesson, by=None):
    return finish_lesson(enrolment=enrolment, page=lesson, by=by or enrolment.learner, at=NOW)


def test_opening_costs_one_statement_and_moves_the_time_alone(enrolment):
    read(enrolment, anchor="part-one", reached_end=True)
    opening = {"enrolment_id": str(enrolment.pk), "activity_key": enrolment.edition.outline.keys[0]}
    with assert_statements(at_most=1):
        record_opening(**opening, at=LATER)
    place = ReadingPlace.objects.get()
    assert (place.anchor, place.end_seen_at, place.seen_at) == ("part-one", NOW, LATER)


def test_the_end_once_reached_stays_reached(enrolment):
    read(enrolment, reached_end=True)
    read(enrolment, anchor="part-one", reached_end=True, at=LATER)
    place = ReadingPlace.objects.get()
    assert (place.anchor, place.end_seen_at) == ("part-one", NOW)


def test_telling_nothing_keeps_the_heading(enrolment):
    read(enrolment, anchor="part-one")
    read(enrolment, at=LATER)
    assert ReadingPlace.objects.get().anchor == "part-one"


def test_a_page_of_another_course_is_refused(enrolment):
    with refused("not_in_edition"):
        read(enrolment, activity_key=str(uuid4()))


def test_nobody_reads_for_somebody_else(enrolment, cast):
    with refused("own_only"):
        read(enrolment, by=cast.office)


@pytest.mark.parametrize("need", ["needs_end_seen", "needs_checks", "needs_worksheets"])
def test_a_lesson_waits_for_what_it_asks_for(need):
    enrolment, lesson = asking(**{need: True})
    with refused("still_open"):
        finish(enrolment, lesson)
    assert not enrolment.completions.exists()


@pytest.mark.parametrize(("need", "kind"), [("needs_checks", "check"), ("needs_worksheets", "worksheet")])
def test_it_is_done_once_that_is_there(need, kind):
    enrolment, lesson = asking(**{need: True})
    EntryFactory(enrolment=enrolment, kind=kind)
    assert finish(enrolment, lesson)
    assert not finish(enrolment, lesson)


def test_what_was_written_under_another_enrolment_does_not_count():
    enrolment, lesson = asking(needs_worksheets=True)
    EntryFactory(enrolment=EnrolmentFactory(course=enrolment.course))
    with refused("still_open"):
        finish(enrolment, lesson)


def test_what_is_done_stays_done():
    enrolment, lesson = asking(needs_checks=True)
    ActivityCompletionFactory(enrolment=enrolment)
    assert not finish(enrolment, lesson)


def test_nobody_finishes_for_somebody_else(cast):
    enrolment, lesson = asking()
    with refused("own_only"):
        finish(enrolment, lesson, by=cast.office)
