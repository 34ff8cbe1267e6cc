"""Ten tabs, two devices, replays, days away, any order: never more than the time that passed, nor a cap a gap."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import F, Sum
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from enrolment.integrity import study_time_findings
from enrolment.models import Enrolment, StudyTime
from enrolment.services.study_time import hear, leave, mark_of, open_activity, settle
from enrolment.tickets import Ticket
from enrolment.time_spent import minutes_by_course, times_of
from tests.cast import NOW
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.pages import CourseFactory

TABS = st.integers(0, 9)
LESSON_CAP = 20 * 60  # the lessons of the tests take ten minutes
PASSES = st.one_of(st.floats(0, 90), st.sampled_from([0.0, 25.0, 60.0, 3600.0, 86_400.0]))


class Hostile(RuleBasedStateMachine):
    """One person with two courses, ten tabs, and a memory of every ticket they ever got."""

    enrolments: tuple[Enrolment, ...]  # made once, by the test

    def __init__(self) -> None:
        super().__init__()
        self.block = transaction.atomic()
        self.block.__enter__()
        self.at, self.seen = NOW, 0
        self.learner = self.enrolments[0].learner
        self.old: list[Ticket] = []

    def teardown(self) -> None:
        try:
            self.activities_sum_to_the_courses()
            assert list(study_time_findings()) == []
        finally:
            transaction.set_rollback(True)
            self.block.__exit__(None, None, None)

    def place(self, number: int):
        """Return the enrolment and the key of the activity in tab `number`."""
        all_of_them = [(one, key) for one in self.enrolments for key in one.edition.outline.keys]
        return all_of_them[number % len(all_of_them)]

    def keep(self, ticket: Ticket) -> None:
        """Remember a ticket for later, or to use it again."""
        self.old.append(ticket)

    @rule(seconds=PASSES)
    def time_passes(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)

    @rule(tab=TABS)
    def open_a_page_without_a_script(self, tab: int) -> None:
        enrolment, key = self.place(tab)
        open_activity(enrolment=enrolment, activity_key=key, mark=mark_of(self.learner.pk), at=self.at)

    @rule()
    def mark_as_done(self) -> None:
        settle(learner_id=self.learner.pk, at=self.at)

    @rule(tab=TABS)
    def go_to_the_course(self, tab: int) -> None:
        leave(enrolment=self.place(tab)[0], mark=mark_of(self.learner.pk), at=self.at)

    @rule(tab=TABS)
    def begin_in_a_tab(self, tab: int) -> None:
        enrolment, key = self.place(tab)
        ticket = Ticket(enrolment.course.slug, key, self.learner.pk, str(enrolment.pk), NOW.isoformat())
        self.keep(hear(ticket=ticket, begins=True, at=self.at))

    @rule(number=st.integers(0, 200), back=st.sampled_from([0.0, 0.0, 0.0, 5.0, 7200.0]))
    def beat_with_any_ticket(self, number: int, back: float) -> None:
        """Beat with a ticket of whatever age, also on a server whose clock is behind."""
        tickets = self.old[-1 - number % len(self.old) :][:1] if self.old else []
        for ticket in tickets:
            self.keep(hear(ticket=ticket, begins=False, at=self.at - timedelta(seconds=back)))

    @invariant()
    def no_more_than_the_time_that_passed(self) -> None:
        assert self.total() <= (self.at - NOW).total_seconds()

    @invariant()
    def no_more_than_one_cap_at_a_time(self) -> None:
        assert self.total() - self.seen <= LESSON_CAP
        self.seen = self.total()

    def activities_sum_to_the_courses(self) -> None:
        by_course = minutes_by_course(self.learner)
        assert sum(time.seconds for time in by_course.values()) == self.total()
        for course in times_of(self.learner):
            assert sum(time.seconds for _title, time in course.rows) + course.other.seconds == course.whole.seconds
            assert course.whole == by_course[course.course.pk]

    def total(self) -> int:
        """Return all seconds of everybody."""
        return StudyTime.objects.aggregate(sum=Sum(F("seconds") + F("estimated_seconds"), default=0))["sum"]


@pytest.mark.django_db
def test_whatever_somebody_does_they_earn_no_more_than_passed(monkeypatch):
    first = EnrolmentFactory(course=CourseFactory(lessons=3))
    both = (first, EnrolmentFactory(learner=first.learner, course=CourseFactory(lessons=2)))
    monkeypatch.setattr(Hostile, "enrolments", both, raising=False)
    about = {"stateful_step_count": 25, "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large]}
    run_state_machine_as_test(Hostile, settings=settings(settings.get_profile("house"), **about))
