"""Whatever editors do in whatever order: percentages are 0-100 and fall only by "apply" and "bring back", complete
means 100 % for good, nobody completes by an edit, and whoever has nothing left is offered to finish.

A course that awards, of two modules with four lessons and two quizzes, and three people on it at the start; editors
add pages to it. Each example runs in a transaction that is rolled back.
"""

from dataclasses import dataclass

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from hypothesis.strategies import booleans, integers, sampled_from
from wagtail.models import Page

from courses.integrity import retired_findings
from courses.models import CourseEdition, CoursePage, LessonPage, ModulePage
from courses.rules import Facts
from courses.services.editions import publish_edition
from courses.services.retiring import bring_back_activity
from enrolment.integrity import enrolment_findings
from enrolment.models import Enrolment
from enrolment.progress import enrolled_state, facts_of, percent_of
from enrolment.services.editions import apply_edition, retire
from enrolment.services.progress import finish_course, record_completion
from lms.core.errors import DomainError
from tests.cast import NOW
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.pages import AssessmentPageFactory, CourseFactory, LessonPageFactory, ModulePageFactory

REFUSALS = {
    publish_edition: {"nothing_required", "assessment_needed", "nothing_changed"},
    apply_edition: set(),
    retire: {"not_in_edition", "nothing_required", "last_assessment"},
    bring_back_activity: set(),
    record_completion: {"enrolment_ended", "not_in_edition"},
    finish_course: {"enrolment_ended", "still_to_do"},
}
MAY_LOWER = {apply_edition, bring_back_activity}
WHO, WHICH, MODULE = integers(0, 5), integers(0, 7), integers(0, 1)


def refusal_of(command, **about):
    """Give a command; return the code with which it was refused, None when it was done."""
    try:
        command(**about)
    except DomainError as refusal:
        return refusal.code


@dataclass(frozen=True)
class Seen:
    """What was last seen of one enrolment."""

    percent: int
    completed_at: object
    done: frozenset


class Course(RuleBasedStateMachine):
    """What editors do with a course, and people who take it."""

    def __init__(self):
        super().__init__()
        self.block = transaction.atomic()
        self.block.__enter__()
        self.course = CoursePage.objects.get(title="The course")
        for _ in range(3):
            self.somebody_begins()
        self.seen, self.act, self.who = self.look(), None, None

    def teardown(self):
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)

    def give(self, command, *, who=None, **about):
        """Give a command; a refusal is one of its own."""
        self.act, self.who = command, who
        assert refusal_of(command, **about) in {None, *REFUSALS[command]}

    def page(self, which, kind=Page):
        pages = kind.objects.descendant_of(self.course).filter(depth=6).order_by("pk")
        return pages[which % len(pages)]

    def module(self, which):
        return ModulePage.objects.child_of(self.course).order_by("pk")[which]

    def key(self, which):
        return str(self.page(which).translation_key)

    def people(self):
        mine = Enrolment.objects.filter(course=self.course).select_related("edition")
        return list(mine.order_by("enrolled_at", "pk"))

    def newest(self):
        return CourseEdition.objects.current_for(self.course)

    # --- What editors do --------------------------------------------------------------------------

    @rule(which=WHICH, live=booleans())
    def a_page_is_published_or_not(self, which, live):
        self.act = None
        Page.objects.filter(pk=self.page(which).pk).update(live=live)

    @rule(which=MODULE, live=booleans())
    def a_module_is_taken_offline_or_put_back(self, which, live):
        self.act = None
        Page.objects.filter(pk=self.module(which).pk).update(live=live)

    @rule(module=MODULE, required=booleans())
    def a_page_is_added(self, module, required):
        self.act = None
        LessonPageFactory(parent=self.module(module), required=required)

    @rule(which=WHICH, module=MODULE)
    def a_lesson_is_copied(self, which, module):
        self.act = None
        lesson, slug = self.page(which, LessonPage), f"copy-{Page.objects.count()}"
        lesson.copy(to=self.module(module), update_attrs={"slug": slug})

    @rule(which=WHICH, minutes=integers(1, 90), required=booleans())
    def a_lesson_is_changed(self, which, minutes, required):
        self.act = None
        LessonPage.objects.filter(pk=self.page(which, LessonPage).pk).update(minutes=minutes, required=required)

    @rule(which=WHICH, other=WHICH)
    def pages_change_places(self, which, other):
        self.act = None
        if self.page(which) != self.page(other):
            self.page(which).move(self.page(other), pos="left")

    @rule(which=WHICH, module=MODULE)
    def a_page_goes_to_another_module(self, which, module):
        self.act = None
        self.page(which).move(self.module(module), pos="last-child")

    @rule()
    def an_edition_is_published(self):
        self.give(publish_edition, course=self.course, by=None, at=NOW)

    @rule()
    def it_is_applied(self):
        self.give(apply_edition, edition=self.newest(), by=None)

    @rule(which=WHICH)
    def an_activity_is_retired(self, which):
        about = {"course": self.course, "activity_key": self.key(which), "by": None, "at": NOW}
        self.give(retire, reason="Out of date.", **about)

    @rule(which=WHICH)
    def it_is_brought_back(self, which):
        self.give(bring_back_activity, course=self.course, activity_key=self.key(which), by=None, at=NOW)

    # --- What learners do -------------------------------------------------------------------------

    @rule()
    def somebody_begins(self):
        self.act = None
        EnrolmentFactory(course=self.course)

    @rule(who=WHO, which=WHICH)
    def somebody_does_something(self, who, which):
        for mine in self.people()[who : who + 1]:
            about = {"enrolment": mine, "activity_key": self.key(which), "by": mine.learner, "at": NOW}
            self.give(record_completion, who=mine.pk, **about)

    @rule(who=WHO)
    def somebody_does_all_there_is_to_do(self, who):
        for mine in self.people()[who : who + 1]:
            for key in facts_of([mine])[mine.pk].to_take(mine.edition.outline).keys:
                about = {"enrolment": mine, "activity_key": key, "by": mine.learner, "at": NOW}
                self.give(record_completion, who=mine.pk, **about)

    @rule(who=WHO)
    def somebody_finishes(self, who):
        for mine in self.people()[who : who + 1]:
            self.give(finish_course, who=mine.pk, enrolment=mine, by=mine.learner, at=NOW)

    @rule(who=sampled_from([5, 4, 3, 0]))
    def somebody_leaves(self, who):
        self.act = None
        for mine in self.people()[who : who + 1]:
            Enrolment.objects.filter(pk=mine.pk).mark_withdrawn(at=NOW)

    # --- What always holds ------------------------------------------------------------------------

    def look(self):
        people = self.people()
        facts = facts_of(people)
        return {one.pk: Seen(percent_of(one, facts[one.pk]), one.completed_at, facts[one.pk].done) for one in people}

    @invariant()
    def everything_is_in_order(self):
        before, self.seen = self.seen, self.look()
        for pk, was in before.items():
            self.nothing_is_lost(pk, was, self.seen[pk])
        for one, facts in self.in_progress():
            self.there_is_a_way_to_the_end(one, facts)
        assert [*enrolment_findings(), *retired_findings()] == []

    def nothing_is_lost(self, pk, was, now):
        assert 0 <= now.percent <= 100
        assert now.percent >= was.percent or self.act in MAY_LOWER
        assert was.done <= now.done
        assert (now.done, now.completed_at) == (was.done, was.completed_at) or pk == self.who
        assert was.completed_at is None or (now.completed_at, now.percent) == (was.completed_at, 100)
        assert now.completed_at is None or now.percent == 100

    def in_progress(self):
        people = [one for one in self.people() if one.status == "active"]
        facts = facts_of(people)
        return [(one, facts[one.pk]) for one in people]

    def there_is_a_way_to_the_end(self, one, facts):
        left = Facts(retired=facts.retired).to_take(one.edition.outline).activities
        assert any(activity.required and activity.kind == "quiz" for activity in left)
        state = enrolled_state(self.course, one, facts=facts)
        assert state.can_finish == (state.percent == 100)
        assert state.can_finish or not state.next_row.done


@pytest.fixture
def course(db):
    """The course, made once for all examples; each example is rolled back."""
    made = CourseFactory(title="The course", awarding=True, lessons=3)
    AssessmentPageFactory(parent=Page.objects.child_of(made).get(), questions=1)
    LessonPageFactory(parent=ModulePageFactory(parent=made))
    publish_edition(course=made, by=None, at=NOW)


def test_whatever_editors_do_nobody_loses_anything_and_nobody_completes_by_it(course):
    about = {"stateful_step_count": 15, "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large]}
    run_state_machine_as_test(Course, settings=settings(settings.get_profile("house"), **about))
