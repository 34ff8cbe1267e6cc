"""Whatever happens in whatever order: granted = held + used + left + expired, and what is refused changes nothing."""

import os
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

import pytest
import time_machine
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis.strategies import builds, integers, lists, sampled_from
from wagtail.models import ModelLogEntry

from enrolment.integrity import enrolment_findings, nomination_findings, statement_findings
from enrolment.models import ActivityCompletion, Enrolment, EnrolmentToken, Nomination
from enrolment.rules.places import holds_place
from enrolment.services.nominations import nominate, refuse_nomination, release_place
from enrolment.services.redemption import decline
from enrolment.services.tokens import issue_token, resend_token, revoke_token
from enrolment.statements import statements_of
from lms.core.errors import DomainError
from tests.cast import NOW
from tests.enrolment.acts import complete, take_up
from tests.factories.editions import make_ready
from tests.factories.partners import AllowanceFactory
from tests.factories.people import UserFactory

FULL = os.environ.get("PROVE") == "1"
EXAMPLES = 200 if FULL else 8
PLACES = (1, 2)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)

NOT_LIVE, MOVED_ON = {"licence_not_live"}, {"not_waiting", "already_ended"}
NO_TOKEN = {"token_lapsed", "token_replaced", "token_used", "token_ended"}
REFUSALS = {
    nominate: NOT_LIVE | {"already_nominated", "no_place_left"},
    refuse_nomination: MOVED_ON,
    issue_token: NOT_LIVE | MOVED_ON,
    resend_token: NOT_LIVE | MOVED_ON | {"no_place_left"},
    revoke_token: MOVED_ON,
    release_place: {"place_used", "already_ended"},
    decline: NOT_LIVE | NO_TOKEN,
    take_up: NOT_LIVE | NO_TOKEN | {"already_taking", "nothing_to_do"},
    complete: {"enrolment_ended"},
}
# What has not ended comes first, then the newest: what most people would act upon.
ENDS = {Nomination: "ended_at", EnrolmentToken: "ended_at", Enrolment: "withdrawn_at"}
BEGINS = {Nomination: "nominated_at", EnrolmentToken: "issued_at", Enrolment: "enrolled_at"}


@dataclass(frozen=True)
class Step:
    """One thing that happens. `late`: somebody who waited for a lock comes with the time of before."""

    act: Callable
    which: int = 0
    who: int = 0
    late: timedelta = timedelta(0)
    passing: timedelta = 28 * DAY


def rows():
    """Return everything the commands write, to be compared."""
    kept = (Nomination, EnrolmentToken, Enrolment, ActivityCompletion)
    return [set(model.objects.values_list()) for model in kept], ModelLogEntry.objects.count()


def refusal_of(command, *args, **about):
    """Give a command; return the code with which it was refused, None when it was done."""
    try:
        command(*args, **about)
    except DomainError as refusal:
        return refusal.code


@dataclass
class World:
    """Two licences with two places and one; three people with two addresses each; a clock that only goes forward."""

    now: datetime = NOW
    allowances: list = field(default_factory=lambda: [AllowanceFactory(places=number) for number in PLACES])
    people: list = field(default_factory=lambda: UserFactory.create_batch(3))
    used: Counter = field(default_factory=Counter)
    has_changed: bool = False

    def give(self, command, *args, **about):
        """Give a command; when it is refused, it is refused by one of its codes and nothing has changed."""
        before = rows()
        refusal = refusal_of(command, *args, **about)
        assert refusal in {None, *REFUSALS[command]}
        assert refusal is None or rows() == before
        self.has_changed = refusal is None

    # --- What may happen --------------------------------------------------------------------------

    def somebody_is_nominated(self, step):
        about = {"name": "Ada", "email": f"{step.who}@example.org", "by": self.people[0], "at": self.now - step.late}
        self.give(nominate, allowance=self.allowances[step.which % 2], **about)

    def staff_act(self, step, command, **more):
        for nomination in one_of(Nomination, step.which):
            self.give(command, nomination=nomination, by=self.people[0], at=self.now - step.late, **more)

    def somebody_takes_a_place_up(self, step):
        for token in one_of(EnrolmentToken, step.which):
            person, by_link = self.people[step.who // 2], step.who % 2 == 1
            self.give(take_up, token, person, by_link=by_link, at=self.now - step.late)

    def somebody_says_no(self, step):
        for token in one_of(EnrolmentToken, step.which):
            self.give(decline, token=token, by=None, at=self.now - step.late)

    def somebody_finishes_a_course(self, step):
        for enrolment in one_of(Enrolment, step.which):
            self.give(complete, enrolment, at=self.now - step.late)

    def time_passes(self, step):
        self.now += step.passing

    # --- What always holds ------------------------------------------------------------------------

    def every_statement_adds_up(self):
        nominations = list(Nomination.objects.with_lapse().select_related("allowance"))
        statements = statements_of(self.allowances, at=self.now)
        for allowance, granted in zip(self.allowances, PLACES, strict=True):
            mine = [row for row in nominations if row.allowance_id == allowance.pk]
            statement, used = statements[allowance.pk], sum(row.used_at is not None for row in mine)
            assert (statement.adds_up, statement.granted) == (True, granted)
            assert (statement.held, statement.used) == (self.held_by_rule(mine), used)
            assert used >= self.used[allowance.pk]
            self.used[allowance.pk] = used

    def held_by_rule(self, nominations):
        about = {"at": self.now, "day": timezone.localdate(self.now)}
        return sum(holds_place(row.facts(row.lapses_at), **about) for row in nominations)

    def rows_that_changed_are_in_order(self):
        """Of rows that time alone does not change, there is nothing new to find when nothing was written."""
        if self.has_changed:
            self.nobody_is_twice_on_one_allowance()
            self.the_integrity_checks_find_nothing()

    def nobody_is_twice_on_one_allowance(self):
        open_ones = Nomination.objects.open().values_list("allowance", "email", "learner")
        named = Counter((allowance, email) for allowance, email, _ in open_ones)
        taken = Counter((allowance, learner) for allowance, _, learner in open_ones if learner)
        assert {*named.values(), *taken.values()} <= {1}

    def the_integrity_checks_find_nothing(self):
        with time_machine.travel(self.now):
            checks = (statement_findings, nomination_findings, enrolment_findings)
            assert [finding for check in checks for finding in check()] == []


def one_of(model, which):
    """Return one row in a list; an empty list when there is none."""
    found = list(model.objects.order_by(F(ENDS[model]).desc(nulls_first=True), f"-{BEGINS[model]}", "pk"))
    return found and [found[which % len(found)]]


NAME, TAKE_UP, WAIT = World.somebody_is_nominated, World.somebody_takes_a_place_up, World.time_passes
ISSUE, RESEND = (partial(World.staff_act, command=command) for command in (issue_token, resend_token))
ACTS = {
    NAME: 4,
    ISSUE: 4,
    RESEND: 3,
    TAKE_UP: 4,
    WAIT: 3,
    partial(World.staff_act, command=revoke_token): 1,
    partial(World.staff_act, command=refuse_nomination, reason="No."): 1,
    partial(World.staff_act, command=release_place): 1,
    World.somebody_says_no: 1,
    World.somebody_finishes_a_course: 2,
}
STEPS = builds(
    Step,
    act=sampled_from([act for act, weight in ACTS.items() for _ in range(weight)]),
    which=sampled_from([0, 0, 0, 1, 1, 2]),
    who=integers(0, 5),
    late=sampled_from([timedelta(0), timedelta(0), HOUR, 2 * DAY]),
    passing=sampled_from([28 * DAY, 28 * DAY, 27 * DAY, HOUR, 250 * DAY]),
)
# What chance seldom meets: the only place lapses and is given on, and then its first holder comes back.
GIVEN_ON = [Step(NAME), Step(ISSUE), Step(WAIT), Step(NAME, who=1)]


@pytest.fixture
def path():
    """The whole path, made once for all examples; each example is rolled back."""
    make_ready()


@pytest.mark.django_db
@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@example(steps=[*GIVEN_ON, Step(RESEND, which=1), Step(TAKE_UP)])
@example(steps=[*GIVEN_ON, Step(TAKE_UP, late=HOUR), Step(RESEND, which=1, late=HOUR)])
@given(steps=lists(STEPS, min_size=16, max_size=24))
def test_whatever_happens_the_statement_adds_up(steps, path):
    with transaction.atomic():
        world = World()
        for step in steps:
            world.has_changed = False
            step.act(world, step)
            world.every_statement_adds_up()
            world.rows_that_changed_are_in_order()
        transaction.set_rollback(True)
