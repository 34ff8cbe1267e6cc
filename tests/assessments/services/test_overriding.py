"""Who may mark something as done or not done for a learner, and that a pass stands."""

from datetime import timedelta

import pytest

from assessments.integrity import attempt_findings
from assessments.services.overriding import mark_done, mark_undone
from assessments.services.trainers import appoint_trainer
from courses.models import CoursePrerequisite
from enrolment.models import ActivityCompletion, CompletionSource, Override
from tests.cast import NOW
from tests.factories.attempts import AttemptFactory, answer_by_row
from tests.factories.enrolments import ActivityCompletionFactory
from tests.factories.pages import CourseFactory
from tests.factories.staff import AffiliationFactory
from tests.refusals import refused

pytestmark = pytest.mark.django_db


def mark(act, enrolment, by, key=None):
    key = key or enrolment.edition.outline.keys[0]
    return act(enrolment=enrolment, activity_key=key, reason="Seen on Monday.", by=by, at=NOW)


@pytest.fixture
def passed(cast):
    """An attempt of Zoë's that passed, with its answers and its completion."""
    attempt = AttemptFactory(enrolment__learner=cast.zoe, passed=True)
    answer_by_row(attempt)
    ActivityCompletionFactory(enrolment=attempt.enrolment, activity_key=attempt.assessment.activity_key)
    return attempt


def test_a_trainer_of_the_course_may_and_so_may_central_office(enrolment, cast):
    appoint_trainer(course=enrolment.course, person=cast.trainer, by=None, at=NOW)
    assert mark(mark_done, enrolment, cast.trainer).done
    assert not mark(mark_undone, enrolment, cast.office).done


@pytest.mark.parametrize("act", [mark_done, mark_undone])
@pytest.mark.parametrize("who", ["trainer", "editor", "amir"])
def test_nobody_else_may(act, who, enrolment, cast):
    with refused("not_yours_to_help"):
        mark(act, enrolment, getattr(cast, who))


@pytest.mark.parametrize("act", [mark_done, mark_undone])
def test_nobody_does_it_for_themselves(act, enrolment):
    with refused("not_for_yourself"):
        mark(act, enrolment, enrolment.learner)


def test_what_was_passed_stays_done(passed, cast):
    with refused("pass_stands"):
        mark(mark_undone, passed.enrolment, cast.office, passed.assessment.activity_key)
    assert (ActivityCompletion.objects.count(), Override.objects.count()) == (1, 0)


def test_a_quiz_marked_as_done_without_a_pass_can_be_taken_back(enrolment, cast):
    key = enrolment.edition.outline.keys[-1]
    mark(mark_done, enrolment, cast.office, key)
    assert mark(mark_undone, enrolment, cast.office, key).was_source == CompletionSource.STAFF
    assert list(attempt_findings()) == []


def take_back(passed, cast, at):
    done = ActivityCompletion.objects.get()
    about = {"enrolment": passed.enrolment, "activity_key": done.activity_key, "reason": "Key.", "made_by": cast.office}
    Override.objects.create(done=False, was_done_at=NOW, was_source=done.source, made_at=at, **about)
    done.delete()


@pytest.mark.parametrize(("minutes", "count"), [(1, 0), (-1, 1)])
def test_the_check_knows_a_pass_taken_back_after_it(minutes, count, passed, cast):
    take_back(passed, cast, NOW + timedelta(minutes=minutes))
    assert len(list(attempt_findings())) == count


def test_nothing_is_completed_round_what_comes_before(enrolment, cast):
    CoursePrerequisite.objects.create(course=enrolment.course, requires=CourseFactory())
    with refused("not_open_to_them"):
        mark(mark_done, enrolment, cast.office)


def test_what_a_trainer_has_is_decided_there(cast):
    attempt = AttemptFactory(awaiting_review=True)
    with refused("awaiting_review"):
        mark(mark_done, attempt.enrolment, cast.office, attempt.assessment.activity_key)


@pytest.mark.parametrize("who", ["trainer", "office"])
def test_nobody_acts_for_people_of_their_own_organisation(who, enrolment, cast):
    appoint_trainer(course=enrolment.course, person=cast.trainer, by=None, at=NOW)
    belongs = AffiliationFactory(person=getattr(cast, who))
    AffiliationFactory(person=enrolment.learner, site=belongs.site)
    with refused("not_yours_to_help"):
        mark(mark_done, enrolment, getattr(cast, who))
