"""A course may ask for a least study time: it waits, says how long, and is finished by the learner alone."""

from datetime import timedelta
from functools import partial

import pytest
from django.urls import reverse

from courses.outline import page_address
from enrolment.integrity import enrolment_findings
from enrolment.models import CompletionSource, Enrolment, StudyTime
from enrolment.services.progress import finish_course, record_completion
from enrolment.services.study_time import mark_of, open_activity
from tests.cast import NOW
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.pages import CourseFactory
from tests.factories.study_time import StudyTimeFactory
from tests.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment(cast) -> Enrolment:
    """Zoë, on a course of one lesson that asks for a quarter of an hour."""
    return EnrolmentFactory(learner=cast.zoe, course=CourseFactory(lessons=1, minimum_study_minutes=15))


def done(enrolment: Enrolment, **about) -> None:
    key = enrolment.edition.outline.keys[0]
    record_completion(enrolment=enrolment, activity_key=key, **{"by": enrolment.learner, "at": NOW, **about})
    enrolment.refresh_from_db()


def test_who_has_done_everything_too_soon_is_not_finished_yet(enrolment, completions):
    StudyTimeFactory(enrolment=enrolment, seconds=14 * 60)
    done(enrolment)
    assert (enrolment.is_completed, completions, list(enrolment_findings())) == (False, [], [])


@pytest.mark.parametrize("time", [{"seconds": 900}, {"seconds": 300, "estimated_seconds": 600}])
def test_with_enough_time_the_last_activity_completes_the_course(enrolment, completions, time):
    StudyTimeFactory(enrolment=enrolment, **time)
    done(enrolment)
    assert (enrolment.is_completed, completions) == (True, [enrolment])


def test_the_estimate_of_the_last_page_counts(enrolment):
    open_activity(enrolment=enrolment, activity_key=enrolment.edition.outline.keys[0], mark=None, at=NOW)
    done(enrolment, at=NOW + timedelta(minutes=15))
    assert (enrolment.is_completed, StudyTime.objects.get().estimated_seconds) == (True, 900)


def test_time_of_an_earlier_enrolment_counts(enrolment, cast):
    earlier = EnrolmentFactory(learner=cast.zoe, course=enrolment.course, status="withdrawn", withdrawn_at=NOW)
    StudyTimeFactory(enrolment=earlier, seconds=900)
    done(enrolment)
    assert enrolment.is_completed


def test_what_is_recognised_waits_for_no_time(enrolment):
    done(enrolment, by=None, source=CompletionSource.RECOGNISED)
    assert enrolment.is_completed


def test_a_course_that_asks_for_none_waits_for_none(enrolment):
    type(enrolment.course).objects.update(minimum_study_minutes=None)
    done(Enrolment.objects.get())
    assert Enrolment.objects.get().is_completed


def test_time_completes_nobody_and_then_the_learner_does(enrolment, completions):
    done(enrolment)
    finish = partial(finish_course, enrolment=enrolment, by=enrolment.learner, at=NOW)
    with refused("too_little_time"):
        finish()
    StudyTimeFactory(enrolment=enrolment, seconds=900)
    assert (Enrolment.objects.get().is_completed, finish(), completions) == (False, True, [enrolment])


def test_the_pages_say_how_much_is_missing_and_then_offer_to_finish(enrolment, client_of):
    done(enrolment)
    browser, course = client_of(enrolment.learner), page_address(enrolment.course, enrolment.course)
    for address in (course, reverse("dashboards:home")):
        page = browser.get(address).content.decode()
        assert ("about 15 min of it are to go" in page, "Finish this course" in page) == (True, False)
    StudyTimeFactory(enrolment=enrolment, seconds=900)
    for address in (course, reverse("dashboards:home")):
        page = browser.get(address).content.decode()
        assert ("are to go" in page, "Finish this course" in page) == (False, True)


def test_the_page_of_the_course_says_what_it_asks_for_before_everything_is_done(enrolment, client_of):
    StudyTimeFactory(enrolment=enrolment, seconds=300)
    page = client_of(enrolment.learner).get(page_address(enrolment.course, enrolment.course)).content.decode()
    assert "This course asks for at least 15 min of active time: about 10 min to go." in page
    assert "about 5 min of active time" in page


def test_the_time_while_marking_is_not_moved_by_somebody_else(enrolment, cast):
    open_activity(enrolment=enrolment, activity_key=enrolment.edition.outline.keys[0], mark=None, at=NOW)
    done(enrolment, by=cast.trainer, at=NOW + timedelta(minutes=5))
    mark = mark_of(enrolment.learner_id)
    assert (str(mark.activity_key), mark.heard_at) == (enrolment.edition.outline.keys[0], NOW + timedelta(minutes=5))
