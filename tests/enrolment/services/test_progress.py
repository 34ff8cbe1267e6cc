"""Recording what was done: facts are appended once, and the last required one completes the course."""

from uuid import uuid4

import pytest
from wagtail.models import ModelLogEntry

from courses.models import LessonPage, ModulePage
from courses.services.editions import publish_edition
from courses.services.retiring import bring_back_activity
from enrolment.models import ActivityCompletion, CompletionSource, Enrolment, Source
from enrolment.services.editions import apply_edition, retire
from enrolment.services.progress import finish_course, record_completion
from lms.notifications.models import OutboundEmail
from tests.cast import NOW
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.pages import CourseFactory, LessonPageFactory
from tests.factories.partners import NominationFactory
from tests.refusals import refused

pytestmark = pytest.mark.django_db


def do(enrolment, number, **more):
    key = enrolment.edition.outline.keys[number]
    return record_completion(enrolment=enrolment, activity_key=key, by=enrolment.learner, at=NOW, **more)


def with_optional_lesson():
    course = CourseFactory(lessons=1)
    LessonPageFactory(parent=ModulePage.objects.child_of(course).get(), required=False)
    publish_edition(course=course, by=None, at=NOW)
    return EnrolmentFactory(course=course)


def test_a_fact_says_what_when_and_how():
    enrolment = EnrolmentFactory()
    assert do(enrolment, 0) is True
    fact = ActivityCompletion.objects.get()
    kept = (str(fact.activity_key), fact.completed_at, fact.source)
    assert kept == (enrolment.edition.outline.keys[0], NOW, CompletionSource.SELF_PACED)


def test_doing_it_twice_records_it_once():
    enrolment = EnrolmentFactory()
    assert [do(enrolment, 0), do(enrolment, 0)] == [True, False]
    assert ActivityCompletion.objects.count() == 1


def test_the_last_required_activity_completes_the_course(completions):
    enrolment = EnrolmentFactory()
    do(enrolment, 1)
    assert completions == []
    do(enrolment, 0)
    enrolment.refresh_from_db()
    assert (enrolment.is_completed, enrolment.completed_at, completions) == (True, NOW, [enrolment])


def test_completing_stands_in_the_audit_log_and_brings_one_message():
    enrolment = EnrolmentFactory()
    do(enrolment, 0)
    do(enrolment, 1)
    entry = ModelLogEntry.objects.get(action="enrolment.complete")
    assert (entry.object_id, entry.user) == (str(enrolment.pk), enrolment.learner)
    assert OutboundEmail.objects.get().key == f"completion-note:{enrolment.pk}"


def test_an_optional_activity_left_undone_holds_up_nobody():
    enrolment = with_optional_lesson()
    do(enrolment, 0)
    assert Enrolment.objects.completed().get() == enrolment


def test_optional_work_after_completion_is_recorded_and_completes_nothing_twice(completions):
    enrolment = with_optional_lesson()
    do(enrolment, 0)
    assert do(enrolment, 1) is True
    assert completions == [enrolment]


def test_completing_again_never_moves_the_date():
    enrolment = with_optional_lesson()
    do(enrolment, 0)
    Enrolment.objects.mark_completed(at=NOW.replace(year=2030))
    assert Enrolment.objects.get().completed_at == NOW


def test_an_activity_of_no_edition_is_refused():
    with refused("not_in_edition"):
        record_completion(enrolment=EnrolmentFactory(), activity_key=str(uuid4()), by=None, at=NOW)


def test_a_lesson_added_after_the_edition_is_refused():
    enrolment = EnrolmentFactory()
    added = LessonPageFactory(parent=ModulePage.objects.child_of(enrolment.course).get())
    with refused("not_in_edition"):
        record_completion(enrolment=enrolment, activity_key=added.activity_key, by=None, at=NOW)


def test_one_persons_facts_complete_nobody_elses_course():
    course = CourseFactory(lessons=1)
    mine, other = EnrolmentFactory.create_batch(2, course=course)
    do(mine, 0)
    other.refresh_from_db()
    assert not other.is_completed


def shortened(enrolment):
    """Retire the second lesson of the course, after the first one was done."""
    do(enrolment, 0)
    key = enrolment.edition.outline.keys[1]
    retire(course=enrolment.course, activity_key=key, reason="Out of date.", by=None, at=NOW)
    return enrolment


def finish(enrolment, *, by=None):
    return finish_course(enrolment=enrolment, by=by or enrolment.learner, at=NOW)


def test_retiring_completes_nobody(completions):
    shortened(EnrolmentFactory())
    assert (completions, Enrolment.objects.completed().count()) == ([], 0)


def test_the_learner_finishes_by_their_own_word_and_what_follows_is_the_same(completions):
    enrolment = shortened(EnrolmentFactory())
    assert finish(enrolment)
    enrolment.refresh_from_db()
    assert (enrolment.is_completed, enrolment.completed_at, completions) == (True, NOW, [enrolment])
    assert OutboundEmail.objects.get().key == f"completion-note:{enrolment.pk}"
    assert ModelLogEntry.objects.get(action="enrolment.complete").user == enrolment.learner


def test_finishing_twice_is_harmless(completions):
    enrolment = shortened(EnrolmentFactory())
    assert [finish(enrolment), finish(enrolment)] == [True, False]
    assert completions == [enrolment]


def test_finishing_with_something_left_is_refused():
    with refused("still_to_do"):
        finish(EnrolmentFactory())


def test_finishing_is_refused_again_once_the_activity_is_back():
    enrolment = shortened(EnrolmentFactory())
    bring_back_activity(course=enrolment.course, activity_key=enrolment.edition.outline.keys[1], by=None, at=NOW)
    with refused("still_to_do"):
        finish(enrolment)


def test_nobody_finishes_for_somebody_else(cast):
    enrolment = shortened(EnrolmentFactory())
    with refused("own_only"):
        finish(enrolment, by=cast.office)


def test_an_enrolment_that_ended_is_not_finished():
    enrolment = shortened(EnrolmentFactory())
    Enrolment.objects.mark_withdrawn(at=NOW)
    with refused("enrolment_ended"):
        finish(enrolment)


def test_finishing_uses_the_place_and_ends_its_pause():
    place = NominationFactory(redeemed=True, paused_at=NOW)
    about = {"learner": place.learner, "source": Source.PLACE, "nomination": place}
    finish(shortened(EnrolmentFactory(**about)))
    place.refresh_from_db()
    assert (place.used_at, place.paused_at) == (NOW, None)


def test_doing_a_retired_activity_all_the_same_is_recorded(completions):
    enrolment = shortened(EnrolmentFactory())
    assert do(enrolment, 1) is True
    assert completions == [enrolment]


def test_what_somebody_was_doing_when_they_were_moved_is_still_recorded():
    enrolment = EnrolmentFactory()
    key = enrolment.edition.outline.keys[0]
    LessonPage.objects.filter(translation_key=key).update(live=False)
    apply_edition(edition=publish_edition(course=enrolment.course, by=None, at=NOW), by=None)
    assert record_completion(enrolment=enrolment, activity_key=key, by=enrolment.learner, at=NOW)
