"""Races for training places, with real threads; each with its control on PostgreSQL.

Fifty on PostgreSQL where the numbers are the claim; on SQLite twenty, where nothing may be lost.
"""

from collections import Counter
from contextlib import suppress
from datetime import timedelta
from functools import partial

import pytest
import time_machine
from django.db import connection
from django.db.models.signals import pre_save

from courses.models import CoursePage
from enrolment.integrity import enrolment_findings, nomination_findings, permission_findings, statement_findings
from enrolment.managers import EnrolmentQuerySet, LicenceQuerySet, NominationQuerySet, PlaceAllowanceQuerySet
from enrolment.models import Enrolment, Nomination, PlaceAllowance, Source
from enrolment.rules.places import NominationStatus
from enrolment.services.enrolments import self_enrol
from enrolment.services.licences import Fee, issue_licence
from enrolment.services.tokens import issue_token, resend_token
from lms.core.errors import DomainError
from tests.cast import NOW
from tests.concurrency.crowd import ROUNDS, all_at_once, crowd, errors, interrupted, meeting
from tests.enrolment.acts import complete, live_token, name, places, release, take_up
from tests.factories.editions import make_ready
from tests.factories.partners import YEAR_START, AllowanceFactory, LicenceFactory, NominationFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

TICK, DAY = timedelta(microseconds=1), timedelta(days=1)


def many():
    return 50 if connection.vendor == "postgresql" else 20


def unlocked(monkeypatch):
    monkeypatch.setattr(PlaceAllowanceQuerySet, "locked", lambda rows: rows)


def findings(at=NOW):
    """Return everything that check_integrity would say of enrolment at that moment."""
    with time_machine.travel(at):
        checks = (statement_findings, nomination_findings, enrolment_findings, permission_findings)
        return [finding for check in checks for finding in check()]


def outcome(results):
    """Return how many got what they asked for, and how often each refusal was said."""
    return sum(not isinstance(result, Exception) for result in results), Counter(errors(results))


def holders(at=NOW):
    return Nomination.objects.holding_place(at=at).count()


def invited(**about):
    make_ready()
    return NominationFactory(invited=True, **about)


# --- Fifty nominate for six places ----------------------------------------------------------------


def nominating(places):
    allowance, lead = AllowanceFactory(places=places), UserFactory()
    return [partial(name, allowance, lead, email=f"{number}@example.org") for number in range(many())]


@pytest.mark.parametrize("number", range(ROUNDS))
def test_of_a_crowd_nominating_for_six_places_six_get_one(number):
    results = all_at_once(*nominating(6))
    assert outcome(results) == (6, {"no_place_left": many() - 6})
    assert (holders(), Nomination.objects.count(), findings()) == (6, 6, [])


@pytest.mark.postgresql
def test_control_without_the_lock_more_people_than_places_are_nominated(monkeypatch):
    unlocked(monkeypatch)
    with meeting(pre_save, Nomination, of=7):
        all_at_once(*nominating(6))
    assert holders() > 6
    assert f"has 6 places and {holders()} are taken." in findings()[0]


def test_a_crowd_nominating_one_person_nominates_once():
    results = crowd(partial(name, AllowanceFactory(places=6), UserFactory()))
    assert outcome(results) == (1, {"already_nominated": len(results) - 1})
    assert (holders(), findings()) == (1, [])


# --- One token ------------------------------------------------------------------------------------


def test_of_a_crowd_of_presses_on_one_token_one_enrols_and_the_others_hear_why():
    token, learner = live_token(invited()), UserFactory()
    results = crowd(partial(take_up, token, learner, by_link=True))
    assert outcome(results) == (1, {"token_used": len(results) - 1})
    assert (Enrolment.objects.count(), findings()) == (3, [])


def redeeming(token):
    return [partial(take_up, token, learner) for learner in UserFactory.create_batch(20)]


@pytest.mark.parametrize("number", range(ROUNDS))
def test_a_link_that_was_passed_on_to_twenty_accounts_enrols_one(number):
    results = all_at_once(*redeeming(live_token(invited())))
    assert outcome(results) == (1, {"token_used": 19})
    assert set(Enrolment.objects.values_list("learner", flat=True)) == {Nomination.objects.get().learner_id}
    assert findings() == []


@pytest.mark.postgresql
def test_even_without_the_lock_the_swap_lets_one_through(monkeypatch):
    acts = redeeming(live_token(invited()))
    unlocked(monkeypatch)
    assert outcome(interrupted(acts[0], acts[1], at='UPDATE "enrolment_nomination"')) == (1, {"not_waiting": 1})
    assert findings() == []


@pytest.mark.postgresql
def test_control_without_lock_and_swap_two_people_are_enrolled_by_one_place(monkeypatch):
    acts = redeeming(live_token(invited()))
    unlocked(monkeypatch)
    monkeypatch.setattr(NominationQuerySet, "move", lambda rows, *, to, since, **new: rows.update(status=to, **new))
    assert outcome(interrupted(acts[0], acts[1], at='UPDATE "enrolment_nomination"')) == (2, {})
    assert "came from a place that somebody else took up." in findings()[0]


# --- One place, given back and given on -----------------------------------------------------------


def reoffering(nomination):
    """Ten Leads, each of whom gives the place back and names somebody else."""

    def act(lead, number):
        with suppress(DomainError):
            release(nomination, lead)
        return name(nomination.allowance, lead, email=f"{number}@example.org")

    return [partial(act, lead, number) for number, lead in enumerate(UserFactory.create_batch(10))]


@pytest.mark.parametrize("number", range(ROUNDS))
def test_of_ten_who_release_and_offer_one_place_again_one_gives_it_on(number):
    nomination = invited(allowance=AllowanceFactory(places=1))
    take_up(live_token(nomination), UserFactory())
    results = all_at_once(*reoffering(nomination))
    assert outcome(results) == (1, {"no_place_left": 9})
    assert (holders(), findings()) == (1, [])


@pytest.mark.postgresql
def test_control_without_the_lock_one_place_is_given_to_several(monkeypatch):
    nomination = invited(allowance=AllowanceFactory(places=1))
    unlocked(monkeypatch)
    with meeting(pre_save, Nomination):
        all_at_once(*reoffering(nomination))
    assert holders() > 1
    assert len(findings()) == 1


# --- At the moment of the lapse -------------------------------------------------------------------

WRITES = {"redeem": 'UPDATE "enrolment_nomination"', "name": 'INSERT INTO "enrolment_nomination"'}


def around_the_lapse(first):
    """Somebody redeems at the last moment; just after it, the place is given to somebody else. Return the moment."""
    token = live_token(invited(allowance=AllowanceFactory(places=1)))
    lapse = token.expires_at
    redeem = partial(take_up, token, UserFactory(), at=lapse - TICK)
    give_on = partial(name, token.nomination.allowance, UserFactory(), at=lapse)
    acts = (redeem, give_on) if first == "redeem" else (give_on, redeem)
    return lapse, interrupted(*acts, at=WRITES[first])


@pytest.mark.parametrize(("first", "refusal"), [("redeem", "no_place_left"), ("name", "token_lapsed")])
def test_a_redemption_straddling_the_lapse_leaves_one_holder(first, refusal):
    lapse, results = around_the_lapse(first)
    assert outcome(results) == (1, {refusal: 1})
    assert (holders(at=lapse), findings(at=lapse)) == (1, [])


@pytest.mark.postgresql
@pytest.mark.parametrize("first", ["redeem", "name"])
def test_control_without_the_lock_the_place_has_two_holders(first, monkeypatch):
    unlocked(monkeypatch)
    lapse, results = around_the_lapse(first)
    assert outcome(results) == (2, {})
    assert "has 1 places and 2 are taken." in findings(at=lapse)[0]


def last_place(nomination):
    """Send a lapsed invitation again, while the place that came back is given to somebody else."""
    again = partial(resend_token, nomination=nomination, by=UserFactory(), at=NOW)
    give_on = partial(name, nomination.allowance, UserFactory())
    return interrupted(again, give_on, at='INSERT INTO "enrolment_enrolmenttoken"')


def test_a_lapsed_invitation_sent_again_and_a_new_nomination_do_not_share_the_last_place():
    results = last_place(NominationFactory(lapsed=True, allowance=AllowanceFactory(places=1)))
    assert outcome(results) == (1, {"no_place_left": 1})
    assert (holders(), findings()) == (1, [])


@pytest.mark.postgresql
def test_control_without_the_lock_they_share_it(monkeypatch):
    unlocked(monkeypatch)
    assert outcome(last_place(NominationFactory(lapsed=True, allowance=AllowanceFactory(places=1)))) == (2, {})
    assert holders() == 2


# --- Released and completed at the same moment ----------------------------------------------------


def taken_up():
    enrolment = take_up(live_token(invited()), UserFactory()).enrolments[-1]
    return partial(release, enrolment.nomination, UserFactory()), partial(complete, enrolment)


def test_a_course_finished_while_its_place_is_being_released_counts_no_more():
    giving_back, finishing = taken_up()
    assert errors(interrupted(giving_back, finishing, at='UPDATE "enrolment_nomination"')) == ["enrolment_ended"]
    assert (places(PlaceAllowance.objects.get()), findings()) == ((0, 0, 6, 0), [])


@pytest.mark.parametrize("at", ['UPDATE "enrolment_enrolment"', 'UPDATE "enrolment_nomination"'])
def test_a_place_is_not_released_while_its_course_is_being_finished(at):
    giving_back, finishing = taken_up()
    assert errors(interrupted(finishing, giving_back, at=at)) == ["place_used"]
    assert (places(PlaceAllowance.objects.get()), findings()) == ((0, 1, 5, 0), [])


@pytest.mark.parametrize("number", range(ROUNDS))
def test_released_or_used_never_both_and_nobody_waits_for_ever(number):
    results = all_at_once(*taken_up())
    assert len(errors(results)) == 1
    assert set(errors(results)) <= {"place_used", "enrolment_ended"}
    assert (places(PlaceAllowance.objects.get())[0], findings()) == (0, [])


@pytest.mark.postgresql
def test_control_without_locking_the_enrolment_they_wait_for_one_another(monkeypatch):
    giving_back, finishing = taken_up()
    monkeypatch.setattr(EnrolmentQuerySet, "locked", lambda rows: rows)
    results = interrupted(finishing, giving_back, at='UPDATE "enrolment_nomination"')
    assert errors(results) == ["OperationalError"]
    assert "deadlock detected" in str(next(result for result in results if result))


# --- Two places of one person ---------------------------------------------------------------------


def two_places():
    make_ready()
    learner = UserFactory()
    return [partial(take_up, live_token(NominationFactory(invited=True)), learner) for _ in range(2)]


@pytest.mark.parametrize("number", range(ROUNDS))
def test_of_two_places_taken_up_at_once_by_one_person_one_stays_free(number):
    results = interrupted(*two_places(), at='INSERT INTO "enrolment_enrolment"')
    assert outcome(results) == (1, {"already_taking": 1})
    assert (Enrolment.objects.count(), holders(), findings()) == (3, 2, [])
    assert Nomination.objects.filter(status=NominationStatus.INVITED, learner=None).count() == 1


def test_a_course_begun_in_another_tab_meanwhile_is_left_as_it_is():
    token, learner = live_token(invited()), UserFactory()
    course = CoursePage.objects.get(slug="introduction-to-smart")
    begin = partial(self_enrol, learner=learner, course=course, by=learner, at=NOW)
    results = interrupted(partial(take_up, token, learner), begin, at='INSERT INTO "enrolment_enrolment"')
    assert errors(results) == []
    assert (Enrolment.objects.count(), findings()) == (3, [])


@pytest.mark.postgresql
def test_control_looking_first_and_then_writing_ends_in_errors():
    (course,), learner = make_ready("introduction-to-smart"), UserFactory()
    row = {"learner": learner, "course": course, "edition": course.editions.get(), "source": Source.SELF}

    def look_then_write():
        return Enrolment.objects.active().first() or Enrolment.objects.create(**row, enrolled_at=NOW)

    with meeting(pre_save, Enrolment):
        assert errors(all_at_once(look_then_write, look_then_write)) == ["IntegrityError"]


# --- Sent again and taken up at the same moment ---------------------------------------------------


def sending_and_taking():
    nomination = invited()
    again = partial(resend_token, nomination=nomination, by=UserFactory(), at=NOW)
    return again, partial(take_up, live_token(nomination), UserFactory())


def test_nothing_is_sent_again_to_somebody_who_is_taking_the_place_up():
    again, taking = sending_and_taking()
    assert errors(interrupted(taking, again, at='UPDATE "enrolment_nomination"')) == ["not_waiting"]
    assert findings() == []


def test_a_link_that_is_being_replaced_is_not_taken_up():
    again, taking = sending_and_taking()
    results = interrupted(again, taking, at='INSERT INTO "enrolment_enrolmenttoken"')
    assert errors(results) == ["token_replaced"]
    assert (live_token(Nomination.objects.get()).generation, findings()) == (2, [])


@pytest.mark.postgresql
def test_control_without_the_lock_a_live_link_is_left_behind(monkeypatch):
    again, taking = sending_and_taking()
    unlocked(monkeypatch)
    assert errors(interrupted(again, taking, at='INSERT INTO "enrolment_enrolmenttoken"')) == []
    assert "has a live token and is not invited." in findings()[0]


def test_a_crowd_of_coordinators_issues_one_token():
    nomination, coordinator = NominationFactory(), UserFactory()
    results = crowd(partial(issue_token, nomination=nomination, by=coordinator, at=NOW))
    assert outcome(results) == (1, {"not_waiting": len(results) - 1})
    assert (live_token(nomination).generation, findings()) == (1, [])


@pytest.mark.parametrize("number", range(ROUNDS))
def test_a_crowd_sending_again_leaves_one_live_token_and_loses_none(number, settings):
    settings.INVITATIONS_TO_ONE_ADDRESS = 1000
    nomination, coordinator = NominationFactory(invited=True), UserFactory()
    results = crowd(partial(resend_token, nomination=nomination, by=coordinator, at=NOW))
    assert sorted(token.generation for token in results) == list(range(2, len(results) + 2))
    assert (live_token(nomination).generation, findings()) == (len(results) + 1, [])


def test_a_crowd_sending_again_sends_no_more_than_a_day_allows(settings):
    settings.INVITATIONS_TO_ONE_ADDRESS = 4
    nomination, coordinator = NominationFactory(invited=True), UserFactory()
    results = crowd(partial(resend_token, nomination=nomination, by=coordinator, at=NOW))
    assert outcome(results) == (4, {"sent_too_often": len(results) - 4})
    assert (live_token(nomination).generation, findings()) == (5, [])


# --- Two licence years at once --------------------------------------------------------------------


def issuing():
    """Several people, each of whom renews one licence from another day on."""
    licence = LicenceFactory()
    about = {"site": licence.site, "licence_type": licence.licence_type, "fee": Fee(YEAR_START), "by": None}
    return [partial(issue_licence, **about, starts_on=YEAR_START + day * DAY, at=NOW) for day in range(4)]


def test_of_several_licence_years_issued_at_once_that_overlap_one_is():
    assert outcome(all_at_once(*issuing())) == (1, {"years_overlap": 3})


@pytest.mark.postgresql
def test_control_without_holding_the_licence_its_years_overlap(monkeypatch):
    monkeypatch.setattr(LicenceQuerySet, "hold", lambda rows: rows.count())
    with meeting(pre_save, PlaceAllowance):
        all_at_once(*issuing())
    assert PlaceAllowance.objects.count() > 1
