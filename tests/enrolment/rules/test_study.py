"""Who may enrol and study: every combination of facts, and every pair of states."""

from itertools import product

import pytest

from enrolment.rules import TRANSITIONS, EnrolmentFacts, EnrolmentStatus, Refusal, refuse_self_enrolment, refuse_study

OPEN, GATED = True, False
READY, NOT_READY = True, False
IN, OUT = True, False
MISSING = ("Introduction to SMART",)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ((OPEN, READY, OUT, ()), None),
        ((OPEN, READY, OUT, MISSING), Refusal.PREREQUISITES),
        ((OPEN, NOT_READY, OUT, ()), Refusal.NOT_READY),
        ((OPEN, NOT_READY, OUT, MISSING), Refusal.NOT_READY),
        ((GATED, READY, OUT, ()), Refusal.NOMINATION_NEEDED),
        ((GATED, READY, OUT, MISSING), Refusal.NOMINATION_NEEDED),
        ((GATED, NOT_READY, OUT, ()), Refusal.NOMINATION_NEEDED),
        ((GATED, NOT_READY, OUT, MISSING), Refusal.NOMINATION_NEEDED),
    ],
)
def test_who_may_enrol_themselves(facts, refusal):
    assert refuse_self_enrolment(EnrolmentFacts(*facts)) is refusal


@pytest.mark.parametrize(
    ("is_open", "is_ready", "missing"), [*product((OPEN, GATED), (READY, NOT_READY), ((), MISSING))]
)
def test_whoever_is_enrolled_is_told_so_before_anything_else(is_open, is_ready, missing):
    assert refuse_self_enrolment(EnrolmentFacts(is_open, is_ready, IN, missing)) is Refusal.ALREADY_ENROLLED


@pytest.mark.parametrize("is_ready", [READY, NOT_READY])
@pytest.mark.parametrize(
    ("is_open", "is_enrolled", "missing", "refusal"),
    [
        (OPEN, IN, (), None),
        (OPEN, IN, MISSING, Refusal.PREREQUISITES),
        (GATED, IN, (), None),
        (GATED, IN, MISSING, Refusal.PREREQUISITES),
        (OPEN, OUT, (), Refusal.NOT_ENROLLED),
        (OPEN, OUT, MISSING, Refusal.NOT_ENROLLED),
        (GATED, OUT, (), Refusal.NOMINATION_NEEDED),
        (GATED, OUT, MISSING, Refusal.NOMINATION_NEEDED),
    ],
)
def test_who_may_study(is_open, is_ready, is_enrolled, missing, refusal):
    assert refuse_study(EnrolmentFacts(is_open, is_ready, is_enrolled, missing)) is refusal


@pytest.mark.parametrize("is_open", [OPEN, GATED])
@pytest.mark.parametrize(
    ("is_enrolled", "missing", "alive", "refusal"),
    [
        (IN, (), True, None),
        (IN, (), False, Refusal.LICENCE_LAPSED),
        (IN, MISSING, False, Refusal.LICENCE_LAPSED),
        (IN, MISSING, True, Refusal.PREREQUISITES),
    ],
)
def test_what_an_enrolment_comes_from_must_still_hold(is_open, is_enrolled, missing, alive, refusal):
    assert refuse_study(EnrolmentFacts(is_open, READY, is_enrolled, missing, source_alive=alive)) is refusal


MOVES = {
    (EnrolmentStatus.ACTIVE, EnrolmentStatus.COMPLETED),
    (EnrolmentStatus.ACTIVE, EnrolmentStatus.WITHDRAWN),
}


@pytest.mark.parametrize(("before", "after"), [*product(EnrolmentStatus, EnrolmentStatus)])
def test_an_enrolment_is_completed_or_ended_once_and_stays_so(before, after):
    assert (after in TRANSITIONS[before]) is ((before, after) in MOVES)
