"""Ten tabs tell of themselves at the same moment: together they earn the time that passed, once."""

from datetime import datetime, timedelta
from functools import partial

import pytest
from django.db.models import F, Sum

from enrolment.managers.study_time import OpenStudyQuerySet
from enrolment.models import OpenStudy, StudyTime
from enrolment.services.study_time import hear, mark_of, open_activity
from enrolment.tickets import Ticket
from tests.cast import NOW
from tests.concurrency.crowd import ROUNDS, all_at_once, crowd, errors
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.pages import CourseFactory

pytestmark = pytest.mark.django_db(transaction=True)
TABS = 10


@pytest.fixture
def enrolment():
    """Somebody on a course of ten lessons."""
    return EnrolmentFactory(course=CourseFactory(lessons=TABS))


def later(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def tabs_of(enrolment) -> list[Ticket]:
    """Return ten tabs, each on a lesson of its own, that all know where the open interval stands."""
    about = (enrolment.learner_id, str(enrolment.pk), NOW.isoformat(), NOW.isoformat())
    tabs = [Ticket("course", key, *about) for key in enrolment.edition.outline.keys]
    hear(ticket=tabs[0], begins=True, at=NOW)
    return tabs


def beating(tabs: list[Ticket], at: datetime) -> list[partial]:
    return [partial(hear, ticket=tab, begins=False, at=at) for tab in tabs]


def total() -> int:
    return StudyTime.objects.aggregate(sum=Sum(F("seconds") + F("estimated_seconds"), default=0))["sum"]


@pytest.mark.parametrize("number", range(ROUNDS))
def test_ten_tabs_at_the_same_moment_earn_what_passed_and_no_more(enrolment, number):
    tabs = tabs_of(enrolment)
    for passed in (20, 40, 60):
        tabs = all_at_once(*beating(tabs, later(passed)))
        assert errors(tabs) == []
        assert total() == passed


def test_a_beat_that_is_sent_many_times_at_once_earns_once(enrolment):
    first = tabs_of(enrolment)[0]
    assert errors(crowd(*beating([first], later(30)))) == []
    assert total() == 30


@pytest.mark.postgresql
def test_control_without_the_mark_every_tab_earns_the_same_time(enrolment, monkeypatch):
    monkeypatch.setattr(OpenStudyQuerySet, "at_mark", lambda rows, heard_at: rows)
    all_at_once(*beating(tabs_of(enrolment), later(30)))
    assert total() == 30 * TABS


def test_pages_opened_at_the_same_moment_credit_the_one_before_once(enrolment):
    opening = partial(open_activity, enrolment=enrolment, at=NOW)
    opening(activity_key=enrolment.edition.outline.keys[0], mark=None)
    mark = mark_of(enrolment.learner_id)
    keys = enrolment.edition.outline.keys[1:]
    acts = [partial(opening, activity_key=key, mark=mark, at=later(90)) for key in keys]
    assert errors(all_at_once(*acts)) == []
    assert total() == 90


def test_a_beat_and_a_page_without_a_script_do_not_both_earn_the_time(enrolment):
    tab, key = tabs_of(enrolment)[0], enrolment.edition.outline.keys[1]
    OpenStudy.objects.update(is_beating=False)
    opening = partial(open_activity, enrolment=enrolment, activity_key=key, mark=mark_of(enrolment.learner_id))
    assert errors(all_at_once(*beating([tab], later(45)), partial(opening, at=later(45)))) == []
    assert total() == 45


def test_the_first_pages_of_a_learner_opened_at_once_leave_one_open(enrolment):
    keys = enrolment.edition.outline.keys
    acts = [partial(open_activity, enrolment=enrolment, activity_key=key, mark=None, at=NOW) for key in keys]
    assert errors(all_at_once(*acts)) == []
    assert OpenStudy.objects.count() == 1
