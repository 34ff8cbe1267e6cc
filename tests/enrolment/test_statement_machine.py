"""Whatever happens in whatever order: granted = held + used + left + expired, and what is refused changes nothing.

One organisation with three sites: two places, one place, unlimited training; three people with two addresses each; a
clock that only goes forward. Each example runs in a transaction that is rolled back.
"""

from collections import Counter
from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from hypothesis.strategies import integers, sampled_from
from wagtail.models import ModelLogEntry

from enrolment.integrity import belonging_findings, enrolment_findings, nomination_findings, statement_findings
from enrolment.models import (
    ActivityCompletion,
    Affiliation,
    Enrolment,
    EnrolmentToken,
    GrantKind,
    Nomination,
    PlaceAllowance,
    PlaceGrant,
)
from enrolment.rules.licences import DAY
from enrolment.rules.places import holds_place
from enrolment.services.licences import Fee, grant_places, issue_licence
from enrolment.services.nominations import nominate, refuse_nomination, release_place
from enrolment.services.redemption import decline
from enrolment.services.tokens import issue_token, resend_token, revoke_token
from enrolment.services.transfers import extend_invitation, transfer_nomination
from enrolment.statements import records_of, statements_of
from lms.core.errors import DomainError
from tests.cast import NOW
from tests.enrolment.acts import complete, take_up
from tests.factories.editions import make_ready
from tests.factories.partners import AllowanceFactory, LicenceFactory, PartnerFactory
from tests.factories.people import UserFactory

HOUR, TICK = timedelta(hours=1), timedelta(seconds=1)

NOT_LIVE, MOVED_ON = {"licence_not_live"}, {"not_waiting", "already_ended"}
NO_TOKEN = {"token_lapsed", "token_replaced", "token_used", "token_ended"}
NO_WAY_THERE = {"same_place", "other_courses", "no_place_left", "already_nominated"}
REFUSALS = {
    nominate: NOT_LIVE | {"already_nominated", "no_place_left"},
    refuse_nomination: MOVED_ON,
    issue_token: NOT_LIVE | MOVED_ON | {"sent_too_often"},
    resend_token: NOT_LIVE | MOVED_ON | {"no_place_left", "sent_too_often"},
    extend_invitation: NOT_LIVE | MOVED_ON | {"token_lapsed", "nothing_gained"},
    transfer_nomination: NOT_LIVE | NO_WAY_THERE | {"already_ended", "place_used", "lapsed", "sent_too_often"},
    revoke_token: MOVED_ON,
    release_place: {"place_used", "already_ended"},
    decline: NOT_LIVE | NO_TOKEN,
    take_up: NOT_LIVE | NO_TOKEN | {"already_taking", "nothing_to_do"},
    complete: {"enrolment_ended"},
    grant_places: NOT_LIVE | {"places_not_counted", "places_taken"},
    issue_licence: {"years_overlap"},
}
KEPT = (PlaceAllowance, PlaceGrant, Nomination, EnrolmentToken, Enrolment, ActivityCompletion, Affiliation)
# What has not ended comes first, then the newest: what most people would act upon.
ENDS = {Nomination: "ended_at", EnrolmentToken: "ended_at", Enrolment: "withdrawn_at"}
BEGINS = {Nomination: "nominated_at", EnrolmentToken: "issued_at", Enrolment: "enrolled_at"}

WHICH = sampled_from([0, 0, 0, 1, 1, 2])
WHO = integers(0, 5)
LATE = sampled_from([timedelta(0), timedelta(0), timedelta(0), HOUR, 2 * DAY])
PASSING = sampled_from([27 * DAY, 28 * DAY, 28 * DAY, HOUR, 250 * DAY])


def rows():
    """Return everything the commands write, to be compared."""
    return [set(model.objects.values_list()) for model in KEPT], ModelLogEntry.objects.count()


def refusal_of(command, *args, **about):
    """Give a command; return the code with which it was refused, None when it was done."""
    try:
        command(*args, **about)
    except DomainError as refusal:
        return refusal.code


def newest(model, which):
    """Return one row in a list; an empty list when there is none."""
    found = list(model.objects.order_by(F(ENDS[model]).desc(nulls_first=True), f"-{BEGINS[model]}", "pk"))
    return found and [found[which % len(found)]]


class Places(RuleBasedStateMachine):
    """What Leads, coordinators, Central Office, nominees and time do with the places of one organisation."""

    def __init__(self):
        super().__init__()
        self.block = transaction.atomic()
        self.block.__enter__()
        self.now, self.named, self.used, self.was_late, self.refusals = NOW, 0, Counter(), False, []
        organisation, self.people = PartnerFactory(), UserFactory.create_batch(3)
        self.sites = [LicenceFactory(site__organisation=organisation) for _ in range(2)]
        unlimited = LicenceFactory(site__organisation=organisation)
        AllowanceFactory(licence=self.sites[0], places=2)
        AllowanceFactory(licence=self.sites[1], places=1)
        PlaceGrant.objects.filter(allowance=AllowanceFactory(licence=unlimited, is_unlimited=True)).delete()
        self.kept, self.has_changed, self.has_waited = rows(), True, False

    def teardown(self):
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)

    def give(self, command, *args, late=timedelta(0), **about):
        """Give a command; when it is refused, it is refused by one of its codes and nothing has changed."""
        self.now += TICK
        self.was_late = self.was_late or bool(late)
        refusal = refusal_of(command, *args, at=self.now - late, **about)
        self.refusals += [refusal] if refusal else []
        assert refusal in {None, *REFUSALS[command]}
        kept = rows()
        assert refusal is None or kept == self.kept
        self.has_changed, self.kept = self.has_changed or refusal is None, kept

    def allowance(self, which):
        return PlaceAllowance.objects.order_by("licence", "starts_on")[which % PlaceAllowance.objects.count()]

    def staff_act(self, command, which, late, **about):
        for nomination in newest(Nomination, which):
            self.give(command, nomination=nomination, by=self.people[0], late=late, **about)

    # --- What may happen --------------------------------------------------------------------------

    @rule(which=WHICH, who=WHO, late=LATE, issued=sampled_from([True, True, False]))
    def somebody_is_nominated(self, which, who, late=timedelta(0), issued=True):
        about = {"name": "Ada", "email": f"{who}@example.org", "by": self.people[0]}
        self.give(nominate, allowance=self.allowance(which), late=late, **about)
        self.named += 1
        if issued:
            self.staff_act(issue_token, 0, late)

    @precondition(lambda self: self.named)
    @rule(which=WHICH, late=LATE)
    def it_is_issued(self, which, late):
        self.staff_act(issue_token, which, late)

    @precondition(lambda self: self.named)
    @rule(which=WHICH, late=LATE)
    def it_is_sent_again(self, which, late=timedelta(0)):
        self.staff_act(resend_token, which, late)

    @precondition(lambda self: self.named)
    @rule(which=WHICH, late=LATE)
    def it_is_given_more_time(self, which, late):
        self.staff_act(extend_invitation, which, late)

    @precondition(lambda self: self.named)
    @rule(which=WHICH, late=LATE, command=sampled_from([revoke_token, refuse_nomination, release_place]))
    def it_is_ended(self, which, late, command):
        self.staff_act(command, which, late, **({"reason": "No."} if command is refuse_nomination else {}))

    @precondition(lambda self: self.named)
    @rule(which=WHICH, to=integers(0, 5), late=LATE)
    def somebody_moves(self, which, to, late):
        self.staff_act(transfer_nomination, which, late, to=self.allowance(to))

    @precondition(lambda self: self.named)
    @rule(which=WHICH, who=integers(0, 2), by_link=sampled_from([True, False]), late=LATE)
    def somebody_takes_a_place_up(self, which, who, by_link=False, late=timedelta(0)):
        for token in newest(EnrolmentToken, which):
            self.give(take_up, token, self.people[who], by_link=by_link, late=late)

    @precondition(lambda self: self.named)
    @rule(which=WHICH, late=LATE)
    def somebody_says_no(self, which, late):
        for token in newest(EnrolmentToken, which):
            self.give(decline, token=token, by=None, late=late)

    @precondition(lambda self: self.named)
    @rule(which=WHICH, late=LATE)
    def somebody_finishes_a_course(self, which, late):
        for enrolment in newest(Enrolment, which):
            self.give(complete, enrolment, late=late)

    @rule(which=WHICH, places=sampled_from([1, 1, 2, -1, -2]), late=LATE)
    def places_are_bought_or_adjusted(self, which, places, late):
        kind = GrantKind.PURCHASE if places == 1 else GrantKind.ADJUSTMENT
        about = {"kind": kind, "places": places, "reason": "As agreed.", "by": self.people[0]}
        self.give(grant_places, allowance=self.allowance(which), late=late, **about)

    @rule(which=integers(0, 1))
    def a_licence_is_renewed(self, which):
        licence = self.sites[which]
        starts_on = licence.allowances.latest("ends_on").ends_on + DAY
        about = {"site": licence.site, "licence_type": licence.licence_type, "by": self.people[0]}
        self.give(issue_licence, starts_on=starts_on, fee=Fee(paid_on=starts_on), **about)

    @rule(passing=PASSING)
    def time_passes(self, passing=28 * DAY):
        self.now += passing
        self.has_waited = True

    # --- What always holds ------------------------------------------------------------------------

    @invariant()
    def everything_is_in_order(self):
        if self.has_changed or self.has_waited:
            nominations = list(Nomination.objects.with_lapse().select_related("allowance"))
            allowances = list(PlaceAllowance.objects.all())
            records = records_of(allowances)
            self.every_statement_adds_up(allowances, nominations, records, at=self.now)
            self.every_statement_adds_up(allowances, nominations, records, at=self.now + 28 * DAY)
            self.nobody_is_twice_on_one_allowance(nominations)
        if self.has_changed:
            self.the_integrity_checks_find_nothing()
        self.has_changed = self.has_waited = False

    def every_statement_adds_up(self, allowances, nominations, records, *, at):
        statements = statements_of(allowances, at=at)
        for allowance in allowances:
            mine = [row for row in nominations if row.allowance_id == allowance.pk]
            held = sum(holds_place(row.facts(row.lapses_at), at=at, day=timezone.localdate(at)) for row in mine)
            used = sum(row.used_at is not None for row in mine)
            statement = statements[allowance.pk]
            assert (statement.adds_up, statement.held, statement.used) == (True, held, used)
            assert used >= self.used[allowance.pk]
            self.used[allowance.pk] = used
            self.movements_come_to_the_same(records[allowance.pk].movements(at=at), statement)

    def movements_come_to_the_same(self, lines, statement):
        left = 0 if statement.is_unlimited else statement.left
        sums = (lines[-1].held, lines[-1].used, lines[-1].left) if lines else (0, 0, 0)
        assert sums == (statement.held, statement.used, left)
        assert sum(line.change for line in lines) == left
        # Who waited for a lock wrote the time of before: then a line in between may be short of a place.
        assert self.was_late or all(min(line.held, line.used, line.left) >= 0 for line in lines)
        assert self.was_late or [line.at for line in lines] == sorted(line.at for line in lines)

    def nobody_is_twice_on_one_allowance(self, nominations):
        open_ones = [row for row in nominations if row.ended_at is None]
        named = Counter((row.allowance_id, row.email) for row in open_ones)
        taken = Counter((row.allowance_id, row.learner_id) for row in open_ones if row.learner_id)
        assert {*named.values(), *taken.values()} <= {1}

    def the_integrity_checks_find_nothing(self):
        with time_machine.travel(self.now):
            checks = (statement_findings, nomination_findings, enrolment_findings, belonging_findings)
            assert [finding for check in checks for finding in check()] == []


@pytest.fixture
def path(db):
    """The whole path, made once for all examples; each example is rolled back."""
    make_ready()


@pytest.fixture
def world(path):
    """The same world, for what chance seldom meets: a place lapses, is given on, and its first holder comes back."""
    machine = Places()
    machine.somebody_is_nominated(1, 0)
    machine.time_passes()
    machine.somebody_is_nominated(1, 1)
    yield machine
    machine.everything_is_in_order()
    machine.teardown()


def test_whatever_happens_the_statement_adds_up(path):
    about = {"stateful_step_count": 15, "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large]}
    run_state_machine_as_test(Places, settings=settings(settings.get_profile("house"), **about))


def test_a_place_given_on_does_not_come_back_to_who_had_it(world):
    world.it_is_sent_again(1)
    world.somebody_takes_a_place_up(0, 0)
    assert world.refusals == ["no_place_left"]


def test_a_place_given_on_is_not_taken_up_by_who_waited_for_the_lock(world):
    world.somebody_takes_a_place_up(1, 0, late=HOUR)
    assert world.refusals == ["token_lapsed"]
