"""Checking a certificate: the row answers, names go only to whoever holds the code, and no path is shorter."""

import pytest

from certificates.rules import Finding, Verdict
from certificates.verifying import verdict_by_code, verdict_by_surname
from tests.cast import NOW
from tests.factories.awards import AwardFactory
from tests.factories.delivering import let_deliver
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db
NOBODY = Verdict(Finding.NOT_FOUND)


@pytest.fixture(autouse=True)
def monday(time_machine):
    time_machine.move_to(NOW)


@pytest.fixture
def award():
    return AwardFactory(printed_name="Ada van der Berg")


def test_serial_and_surname_bring_programme_and_date_and_no_name(award):
    expected = Verdict(Finding.VALID, award.programme_name, award.issued_on)
    assert verdict_by_surname(serial=award.serial.lower(), surname="van der berg") == expected


def test_the_code_brings_the_name_as_printed(award):
    expected = Verdict(Finding.VALID, award.programme_name, award.issued_on, "Ada van der Berg")
    assert verdict_by_code(award.code.lower()) == expected


@pytest.mark.parametrize("state", ["revoked", "superseded"])
def test_what_has_ended_says_how(state):
    award = AwardFactory(**{state: True})
    assert verdict_by_code(award.code).finding == state
    assert verdict_by_surname(serial=award.serial, surname=award.printed_name).finding == state
    let_deliver(award)
    assert not verdict_by_code(award.code).may_register_meetings


def test_meetings_take_a_site_and_a_check_besides_the_award(award):
    assert not verdict_by_code(award.code).may_register_meetings
    let_deliver(award)
    assert verdict_by_code(award.code).may_register_meetings
    assert verdict_by_surname(serial=award.serial, surname="Berg").may_register_meetings


@pytest.mark.parametrize("surname", ["Ada", "Berger", "", "-", "Somebody Nobody Anybody Else"])
def test_another_surname_finds_nothing(award, surname):
    assert verdict_by_surname(serial=award.serial, surname=surname) == NOBODY


def test_a_number_that_does_not_exist_finds_nothing_by_any_surname(award):
    assert verdict_by_surname(serial="UKSR-2222-2222", surname="Somebody Nobody Anybody Else") == NOBODY
    assert verdict_by_code("2" * 20) == verdict_by_code("\x00") == NOBODY


@pytest.mark.parametrize("serial", ["UKSR-2222-2222", "UKSR-2222-2223", "", "no number at all", "\x00"])
def test_every_number_costs_two_statements(award, serial):
    assert statements(verdict_by_surname, serial=serial, surname="Berg") == 2


@pytest.mark.parametrize("surname", ["van der Berg", "Hassan"])
def test_a_number_of_ours_costs_the_same(award, surname):
    let_deliver(award)
    assert statements(verdict_by_surname, serial=award.serial, surname=surname) == 2


def test_a_code_costs_the_same_whether_or_not_it_is_ours(award):
    assert statements(verdict_by_code, code=award.code) == statements(verdict_by_code, code="2" * 20) == 2


def statements(ask, **about) -> int:
    with assert_statements(at_most=2) as counted:
        ask(**about)
    return len(counted)
