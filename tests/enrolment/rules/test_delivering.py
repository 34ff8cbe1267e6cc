"""May deliver today: a valid award, a site whose licence permits the programme, a current check (domain B 9)."""

from datetime import date

import pytest

from enrolment.rules.delivering import (
    DeliveringFacts,
    LicenceFacts,
    Obstacle,
    PlaceFacts,
    Reason,
    reasons_against,
)
from enrolment.rules.licences import LicenceState

TODAY, YESTERDAY, LATER = date(2026, 4, 20), date(2026, 4, 19), date(2026, 12, 31)
LIVE = LicenceFacts(LicenceState.LIVE, LATER)
GRACE = LicenceFacts(LicenceState.GRACE, YESTERDAY)
LAPSED = LicenceFacts(LicenceState.LAPSED, date(2025, 12, 31))
TO_COME = LicenceFacts(LicenceState.TO_COME)
GOOD = PlaceFacts(licences=(LIVE,), check_ends_on=LATER)


def against(*places: PlaceFacts, has_award: bool = True, award_ended: bool = False) -> tuple[Reason, ...]:
    return reasons_against(DeliveringFacts(has_award, award_ended, places), on=TODAY)


def at_place(**facts) -> tuple[Reason, ...]:
    return against(PlaceFacts(**{"licences": (LIVE,), "check_ends_on": LATER, **facts}))


@pytest.mark.parametrize("licences", [(LIVE,), (GRACE,), (LAPSED, GRACE), (TO_COME, LIVE)])
def test_award_site_and_check_together_are_a_yes(licences):
    assert at_place(licences=licences) == ()


def test_a_volunteer_of_ours_needs_no_licence_but_a_check():
    assert at_place(is_uksr=True, licences=()) == ()
    assert at_place(is_uksr=True, check_ends_on=None) == (Reason(Obstacle.NO_CHECK),)


def test_without_an_award_it_says_whether_there_was_one():
    assert against(GOOD, has_award=False) == (Reason(Obstacle.NO_AWARD),)
    assert against(GOOD, has_award=False, award_ended=True) == (Reason(Obstacle.AWARD_ENDED),)
    assert against(GOOD, award_ended=True) == ()


def test_without_a_site_that_is_the_reason():
    assert against() == (Reason(Obstacle.NOT_AT_A_SITE),)
    assert against(has_award=False) == (Reason(Obstacle.NO_AWARD), Reason(Obstacle.NOT_AT_A_SITE))


@pytest.mark.parametrize(
    ("licences", "reason"),
    [
        ((), Reason(Obstacle.NOT_LICENSED)),
        ((TO_COME,), Reason(Obstacle.NOT_LICENSED)),
        ((LAPSED,), Reason(Obstacle.LICENCE_ENDED, date(2025, 12, 31))),
    ],
)
def test_a_site_without_a_running_licence_says_which(licences, reason):
    assert at_place(licences=licences) == (reason,)


@pytest.mark.parametrize(
    ("ends_on", "reasons"),
    [
        (None, (Reason(Obstacle.NO_CHECK),)),
        (YESTERDAY, (Reason(Obstacle.CHECK_ENDED, YESTERDAY),)),
        (TODAY, ()),
    ],
)
def test_a_check_counts_to_the_end_of_its_last_day(ends_on, reasons):
    assert at_place(check_ends_on=ends_on) == reasons


def test_one_site_with_everything_is_enough_and_the_nearest_to_it_speaks():
    nothing, half = PlaceFacts(), PlaceFacts(licences=(LIVE,))
    assert against(nothing, half, GOOD) == ()
    assert against(nothing, half) == (Reason(Obstacle.NO_CHECK),)


def test_licence_and_check_of_different_sites_do_not_add_up():
    assert against(PlaceFacts(check_ends_on=LATER), PlaceFacts(licences=(LIVE,))) != ()


def test_every_reason_is_named_at_once():
    found = [reason.obstacle for reason in against(PlaceFacts(), has_award=False)]
    assert found == [Obstacle.NO_AWARD, Obstacle.NOT_LICENSED, Obstacle.NO_CHECK]
