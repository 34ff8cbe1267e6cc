"""Everything at once: fifty threads give any command there is on one organisation's places, for a minute.

`make prove`: 60 seconds; otherwise four. And the ring in which two who move people across would wait for each other,
which the order of the locks prevents.
"""

import random
import sys
import time
from collections import Counter
from functools import partial

import pytest
import time_machine
from django.db import transaction

from enrolment.integrity import belonging_findings, enrolment_findings, nomination_findings, statement_findings
from enrolment.models import Enrolment, EnrolmentToken, GrantKind, Nomination, PlaceAllowance
from enrolment.services.allowances import lock_allowance
from enrolment.services.licences import grant_places
from enrolment.services.nominations import nominate, refuse_nomination, release_place
from enrolment.services.redemption import decline
from enrolment.services.tokens import issue_token, resend_token, revoke_token
from enrolment.services.transfers import extend_invitation, transfer_nomination
from enrolment.statements import records_of, statements_of
from lms.core.errors import DomainError
from tests.cast import NOW
from tests.concurrency.crowd import FULL, ROUNDS, all_at_once, errors, interrupted
from tests.enrolment.acts import complete, live_token, take_up
from tests.factories.editions import make_ready
from tests.factories.partners import AllowanceFactory, NominationFactory, PartnerFactory
from tests.factories.people import UserFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]

THREADS, SECONDS = 50, 60 if FULL else 4


def findings():
    """Return everything that check_integrity would say of places and enrolments."""
    with time_machine.travel(NOW):
        checks = (statement_findings, nomination_findings, enrolment_findings, belonging_findings)
        return [finding for check in checks for finding in check()]


# --- Everything at once ---------------------------------------------------------------------------


def some(chance, rows):
    """Return one row of many, newest ones more often; None when there is none."""
    found = list(rows.order_by("-pk")[:60])
    return chance.choice(found) if found else None


def open_one(chance):
    return some(chance, Nomination.objects.open())


def about_one(command, chance, people, **more):
    """Give a command about a nomination; nothing when there is none."""
    row = open_one(chance)
    return row and command(nomination=row, by=people[0], at=NOW, **more)


def somebody_is_named(chance, people):
    allowance, email = chance.choice(PlaceAllowance.objects.all()), f"{chance.randrange(200)}@example.org"
    issue = nominate(allowance=allowance, name="Ada", email=email, by=people[0], at=NOW)
    return issue_token(nomination=issue, by=people[0], at=NOW)


def somebody_moves(chance, people):
    return about_one(transfer_nomination, chance, people, to=chance.choice(PlaceAllowance.objects.all()))


def somebody_takes_up(chance, people):
    token = some(chance, EnrolmentToken.objects.live())
    return token and take_up(token, chance.choice(people))


def somebody_declines(chance, people):
    token = some(chance, EnrolmentToken.objects.live())
    return token and decline(token=token, by=None, at=NOW)


def somebody_finishes(chance, people):
    enrolment = some(chance, Enrolment.objects.active())
    return enrolment and complete(enrolment)


def places_change(chance, people):
    places, allowance = chance.choice([1, 1, -1]), chance.choice(PlaceAllowance.objects.all())
    about = {"kind": GrantKind.ADJUSTMENT, "places": places, "reason": "As agreed.", "by": people[0], "at": NOW}
    return grant_places(allowance=allowance, **about)


ACTS = [
    *[somebody_is_named] * 5,
    *[somebody_moves] * 3,
    *[somebody_takes_up] * 3,
    *[partial(about_one, release_place)] * 2,
    *[partial(about_one, command) for command in (issue_token, resend_token, extend_invitation, revoke_token)],
    partial(about_one, refuse_nomination, reason="No."),
    somebody_declines,
    somebody_finishes,
    places_change,
]


def give_commands(seed, people, until):
    """Give commands until the time is over; return how often each came to what."""
    chance, came_to = random.Random(seed), Counter()  # noqa: S311  (not for secrets)
    while time.monotonic() < until:
        came_to[outcome_of(chance, people)] += 1
    return came_to


def outcome_of(chance, people):
    try:
        return "done" if chance.choice(ACTS)(chance, people) is not False else "nothing"
    except DomainError as refusal:
        return refusal.code


def busy_places():
    """Give the acts of fifty threads on three sites of one organisation."""
    make_ready()
    organisation, people = PartnerFactory(), UserFactory.create_batch(40)
    for count in (3, 6, 10):
        AllowanceFactory(licence__site__organisation=organisation, places=count)
    until = time.monotonic() + SECONDS
    return [partial(give_commands, seed, people, until) for seed in range(THREADS)]


def test_a_minute_of_mixed_commands_leaves_every_place_in_order(record_property, settings):
    settings.INVITATIONS_TO_ONE_ADDRESS = settings.INVITATIONS_TAKEN_BACK = sys.maxsize  # a year's work in a minute
    results = all_at_once(*busy_places())
    assert errors(results) == []
    told = sum(results, Counter())
    report(told, record_property)
    assert told["done"] > SECONDS
    assert findings() == []
    every_statement_is_what_its_movements_come_to()


def every_statement_is_what_its_movements_come_to():
    allowances = list(PlaceAllowance.objects.all())
    records, statements = records_of(allowances), statements_of(allowances, at=NOW)
    for pk, statement in statements.items():
        last = records[pk].movements(at=NOW)[-1]
        assert (last.held, last.used, last.left) == (statement.held, statement.used, statement.left)
        assert statement.adds_up


def report(told, record_property):
    """Say how many commands a second there were, and what they came to."""
    per_second = sum(told.values()) / SECONDS
    record_property("commands_per_second", round(per_second))
    sys.stdout.write(f"\n{THREADS} threads, {SECONDS} s: {per_second:.0f} commands a second; {dict(told)}\n")


# --- Moves in both directions ---------------------------------------------------------------------


def crossing():
    """Two moves that need the same two allowances, each from where the other one goes."""
    make_ready()
    organisation = PartnerFactory()
    here, there = (AllowanceFactory(licence__site__organisation=organisation) for _ in range(2))
    ways = ((here, there), (there, here))
    rows = [(NominationFactory(allowance=start, invited=True), end) for start, end in ways]
    return [partial(transfer_nomination, nomination=row, to=end, by=UserFactory(), at=NOW) for row, end in rows]


@pytest.mark.parametrize("number", range(ROUNDS))
def test_people_who_move_in_both_directions_pass_each_other(number):
    assert errors(all_at_once(*crossing())) == []
    assert (Nomination.objects.invited(at=NOW).count(), findings()) == (2, [])


def test_even_when_the_second_comes_between_the_locks_of_the_first():
    first, second = crossing()
    assert errors(interrupted(first, second, at='SELECT "enrolment_enrolment"')) == []
    assert findings() == []


@transaction.atomic
def lock_as_given(*allowances):
    """Lock one after the other, in no order of their own, with a moment in between."""
    for allowance in allowances:
        lock_allowance(allowance.pk)
        Nomination.objects.count()


def test_control_locks_in_the_order_given_end_in_a_ring():
    one, other = AllowanceFactory.create_batch(2)
    both = partial(lock_as_given, one, other), partial(lock_as_given, other, one)
    results = interrupted(*both, at="SELECT COUNT")
    assert errors(results) == ["OperationalError"]
    assert "deadlock detected" in str(next(result for result in results if result))


# --- The last place there, wanted by two ----------------------------------------------------------


def test_of_two_who_move_to_the_last_place_one_does():
    make_ready()
    organisation = PartnerFactory()
    last = AllowanceFactory(licence__site__organisation=organisation, places=1)
    rows = NominationFactory.create_batch(2, allowance__licence__site__organisation=organisation, invited=True)
    lead = UserFactory()
    results = all_at_once(*[partial(transfer_nomination, nomination=row, to=last, by=lead, at=NOW) for row in rows])
    assert errors(results) == ["no_place_left"]
    assert findings() == []


def test_somebody_who_takes_the_place_up_meanwhile_moves_with_it_or_is_told():
    move = crossing()[0]
    nomination = move.keywords["nomination"]
    results = interrupted(move, partial(take_up, live_token(nomination), UserFactory()), at='INSERT INTO "enrolment_n')
    assert errors(results) == ["token_replaced"]
    assert findings() == []
