"""Races of editors, and of editors with learners, with real threads; each with its control on PostgreSQL."""

from functools import partial

import pytest
from django.db.models.signals import pre_save

from courses.models import CourseEdition, ModulePage, RetiredActivity
from courses.services.editions import publish_edition
from enrolment.integrity import enrolment_findings
from enrolment.managers import EnrolmentQuerySet
from enrolment.models import Enrolment
from enrolment.services.editions import apply_edition, retire
from enrolment.services.progress import record_completion
from tests.cast import NOW
from tests.concurrency.crowd import ROUNDS, all_at_once, crowd, errors, interrupted, meeting, size
from tests.factories.editions import EditionFactory, one_lesson
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.pages import CourseFactory, LessonPageFactory

pytestmark = pytest.mark.django_db(transaction=True)


def course_with_news():
    course = CourseFactory(lessons=1)
    LessonPageFactory(parent=ModulePage.objects.child_of(course).get())
    return course


def test_of_a_crowd_of_editors_one_publishes_and_the_others_are_told():
    act = partial(publish_edition, course=course_with_news(), by=None, at=NOW)
    with meeting(pre_save, CourseEdition):
        refusals = errors(crowd(act))
    assert len(refusals) == size() - 1
    assert set(refusals) <= {"edition_race", "nothing_changed"}
    assert CourseEdition.objects.count() == 2


@pytest.mark.postgresql
def test_control_counting_first_and_then_writing_ends_in_errors():
    course = course_with_news()

    def count_then_write():
        number = CourseEdition.objects.filter(course=course).count() + 1
        CourseEdition.objects.create(course=course, number=number, outline_json=[], published_at=NOW)

    with meeting(pre_save, CourseEdition):
        assert "IntegrityError" in errors(crowd(count_then_write))


# --- Applying an edition against finishing the one before ------------------------------------------

WRITING = 'UPDATE "enrolment_enrolment"'


@pytest.fixture
def mine():
    """Somebody on the first edition of a course, one lesson long, when the second one has a lesson more."""
    old = EditionFactory()
    enrolment = EnrolmentFactory(course=old.course)
    EditionFactory(course=old.course, number=2, outline_json=[*old.outline_json, *one_lesson()])
    return enrolment


def doing(enrolment):
    """Return the act of doing the one lesson of the first edition."""
    key = enrolment.edition.outline.keys[0]
    return partial(record_completion, enrolment=enrolment, activity_key=key, by=enrolment.learner, at=NOW)


def applying(enrolment):
    """Return the act of applying the newest edition."""
    return partial(apply_edition, edition=CourseEdition.objects.current_for(enrolment.course), by=None)


def where_it_stands(enrolment):
    """Return whether it is completed, on which edition, with how many facts."""
    row = Enrolment.objects.select_related("edition").get(pk=enrolment.pk)
    return row.is_completed, row.edition.number, row.completions.count()


@pytest.mark.parametrize("number", range(ROUNDS))
def test_whoever_finishes_while_an_edition_is_applied_has_finished_or_goes_on(number, mine, completions):
    assert errors(all_at_once(doing(mine), applying(mine))) == []
    assert where_it_stands(mine) in {(True, 1, 1), (False, 2, 1)}
    assert (completions == [mine.pk], list(enrolment_findings())) == (where_it_stands(mine)[0], [])


def test_whoever_is_about_to_finish_is_not_moved(mine):
    assert interrupted(doing(mine), applying(mine), at=WRITING) == [True, 0]
    assert (where_it_stands(mine), list(enrolment_findings())) == ((True, 1, 1), [])


@pytest.mark.postgresql
def test_control_without_the_lock_somebody_finishes_an_edition_they_have_not_done(mine, monkeypatch):
    monkeypatch.setattr(EnrolmentQuerySet, "locked", lambda rows: rows)
    assert interrupted(doing(mine), applying(mine), at=WRITING) == [True, 1]
    assert list(enrolment_findings()) == [f"Enrolment {mine.pk} is completed with required activities still to do."]


def test_what_somebody_does_while_they_are_moved_is_kept(mine):
    assert interrupted(applying(mine), doing(mine), at=WRITING) == [1, True]
    assert where_it_stands(mine) == (False, 2, 1)


@pytest.mark.postgresql
def test_control_a_lock_that_joins_the_edition_finds_nobody_after_the_move(mine, monkeypatch):
    def joined(rows):
        return rows.select_related("edition").select_for_update(no_key=True, of=("self",))

    monkeypatch.setattr(EnrolmentQuerySet, "locked", joined)
    assert errors(interrupted(applying(mine), doing(mine), at=WRITING)) == ["DoesNotExist"]


# --- Retiring the last two things to do -------------------------------------------------------------


def retiring(course, place):
    """Return the act of retiring one of the two lessons of a course."""
    key = CourseEdition.objects.get(course=course).outline.keys[place]
    return partial(retire, course=course, activity_key=key, reason="Out of date.", by=None, at=NOW)


def test_of_the_last_two_activities_one_stays_whoever_retires_them():
    course = EditionFactory(outline_json=one_lesson(2)).course
    with meeting(pre_save, RetiredActivity):
        assert errors(all_at_once(retiring(course, 0), retiring(course, 1))) == ["nothing_required"]
    assert RetiredActivity.objects.count() == 1


def look_then_write(course, place):
    """Retire a lesson if another one is left, without asking whether somebody else is at it."""
    edition = CourseEdition.objects.get(course=course)
    left = edition.outline.required_keys - RetiredActivity.objects.keys_of(course)
    about = {"course": course, "title": "Old", "reason": "Old.", "retired_at": NOW}
    return len(left) > 1 and RetiredActivity.objects.create(activity_key=edition.outline.keys[place], **about)


@pytest.mark.postgresql
def test_control_looking_first_and_then_writing_retires_both():
    course = EditionFactory(outline_json=one_lesson(2)).course
    with meeting(pre_save, RetiredActivity):
        assert errors(all_at_once(partial(look_then_write, course, 0), partial(look_then_write, course, 1))) == []
    assert RetiredActivity.objects.count() == 2
