"""Races of enrolling and of progress, with real threads; each with its control on PostgreSQL."""

from functools import partial

import pytest
from django.db import connection, transaction
from django.db.models.signals import post_save

from courses.models import CourseEdition
from enrolment.integrity import enrolment_findings
from enrolment.managers import EnrolmentQuerySet
from enrolment.models import ActivityCompletion, Enrolment, Source
from enrolment.services.enrolments import self_enrol
from enrolment.services.progress import record_completion
from lms.notifications.models import OutboundEmail
from tests.cast import NOW
from tests.concurrency.crowd import ROUNDS, all_at_once, crowd, errors, meeting
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.pages import CourseFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


def enrol(learner, course):
    return self_enrol(learner=learner, course=course, by=learner, at=NOW)


def done(enrolment, number):
    """Return the act of marking an activity as done."""
    key = enrolment.edition.outline.keys[number]
    return partial(record_completion, enrolment=enrolment, activity_key=key, by=enrolment.learner, at=NOW)


def unlocked(monkeypatch):
    monkeypatch.setattr(EnrolmentQuerySet, "locked", lambda rows: rows)


# --- Starting a course ----------------------------------------------------------------------------


def test_a_crowd_of_presses_makes_one_enrolment_and_nobody_sees_an_error():
    learner, course = UserFactory(), CourseFactory()
    results = crowd(lambda: enrol(learner, course))
    assert errors(results) == []
    assert {result.pk for result in results} == {Enrolment.objects.get().pk}


@pytest.mark.postgresql
def test_control_looking_first_and_then_writing_ends_in_errors():
    learner, edition = UserFactory(), CourseEdition.objects.get(course=CourseFactory())
    row = {"learner": learner, "course": edition.course, "edition": edition}

    def look_then_write():
        found = Enrolment.objects.filter(learner=learner).first()
        return found or Enrolment.objects.create(**row, source=Source.SELF, enrolled_at=NOW)

    assert "IntegrityError" in errors(crowd(look_then_write))


# --- The last two lessons at the same moment ------------------------------------------------------


@pytest.mark.parametrize("number", range(ROUNDS))
def test_the_last_two_lessons_at_the_same_moment_complete_the_course_once(number, completions):
    enrolment = EnrolmentFactory()
    with meeting(post_save, ActivityCompletion):
        assert all_at_once(done(enrolment, 0), done(enrolment, 1)) == [True, True]
    assert completions == [enrolment.pk]
    assert (list(enrolment_findings()), OutboundEmail.objects.count()) == ([], 1)


@pytest.mark.postgresql
def test_control_without_the_lock_nobody_notices_that_the_course_is_complete(completions, monkeypatch):
    enrolment = EnrolmentFactory()
    unlocked(monkeypatch)
    with meeting(post_save, ActivityCompletion):
        assert all_at_once(done(enrolment, 0), done(enrolment, 1)) == [True, True]
    assert completions == []
    assert list(enrolment_findings()) == [f"Enrolment {enrolment.pk} has nothing left to do but is not completed."]


def test_a_crowd_marking_the_last_lesson_completes_the_course_once(completions):
    enrolment = EnrolmentFactory(course=CourseFactory(lessons=1))
    results = crowd(done(enrolment, 0))
    assert (errors(results), results.count(True)) == ([], 1)
    assert (completions, OutboundEmail.objects.count()) == ([enrolment.pk], 1)


# --- People do not wait for one another -----------------------------------------------------------


def mark_while_another_learner_is_being_written():
    one, other = EnrolmentFactory.create_batch(2, course=CourseFactory(lessons=1))
    with transaction.atomic():
        Enrolment.objects.locked().select_related("edition").get(pk=one.pk)
        return all_at_once(partial(hurriedly, done(other, 0)))


def hurriedly(act):
    """Do it, but give up rather than wait for a lock."""
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '300ms'")
    return act()


@pytest.mark.postgresql
def test_two_learners_of_one_course_do_not_wait_for_one_another():
    assert mark_while_another_learner_is_being_written() == [True]


@pytest.mark.postgresql
def test_control_a_lock_that_takes_the_edition_too_makes_them_wait(monkeypatch):
    def locked(rows):
        return rows.select_related("edition").select_for_update(no_key=True)

    monkeypatch.setattr(EnrolmentQuerySet, "locked", locked)
    assert errors(mark_while_another_learner_is_being_written()) == ["OperationalError"]
