"""Who may decide on a written task and release it: every case of the table, by its facts."""

from dataclasses import replace

import pytest

from assessments.reviewing import ReviewFacts, ReviewRefusal, refuse_decision, refuse_release, status_after
from assessments.rubrics import Outcome
from assessments.rules import AttemptStatus

ME, COLLEAGUE, THIRD, LEARNER = 1, 2, 3, 9
NEW = ReviewFacts(AttemptStatus.AWAITING_REVIEW, reviewer=ME, learner=LEARNER)
MINE, MINE_WANTED = replace(NEW, first_by=ME), replace(NEW, first_by=ME, wants_second=True)
THEIRS, THEIRS_WANTED = replace(NEW, first_by=COLLEAGUE), replace(NEW, first_by=COLLEAGUE, wants_second=True)


@pytest.mark.parametrize(
    ("facts", "decision", "release"),
    [
        (NEW, None, ReviewRefusal.NOT_DECIDED),
        (MINE, None, None),
        (MINE_WANTED, None, ReviewRefusal.SECOND_MARK_NEEDED),
        (THEIRS, ReviewRefusal.DECIDED_BY_COLLEAGUE, None),
        (THEIRS_WANTED, None, ReviewRefusal.SECOND_MARK_NEEDED),
        (replace(THEIRS_WANTED, second_by=ME), None, None),
        (replace(MINE_WANTED, second_by=COLLEAGUE), ReviewRefusal.SAME_REVIEWER, None),
        (replace(THEIRS_WANTED, second_by=THIRD), ReviewRefusal.DECIDED_BY_COLLEAGUE, None),
    ],
)
def test_who_decides_and_when_it_may_be_released(facts, decision, release):
    assert (refuse_decision(facts), refuse_release(facts)) == (decision, release)


@pytest.mark.parametrize("facts", [NEW, MINE, THEIRS_WANTED])
@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"learner": ME}, ReviewRefusal.OWN_WORK),
        ({"learner": ME, "is_trainer": False}, ReviewRefusal.OWN_WORK),
        ({"is_trainer": False}, ReviewRefusal.NOT_YOUR_COURSE),
        ({"same_organisation": True}, ReviewRefusal.SAME_ORGANISATION),
        ({"is_trainer": False, "status": AttemptStatus.PASSED}, ReviewRefusal.NOT_YOUR_COURSE),
        ({"status": AttemptStatus.IN_PROGRESS}, ReviewRefusal.NOT_HANDED_IN),
        ({"status": AttemptStatus.WITHDRAWN}, ReviewRefusal.ENROLMENT_ENDED),
        ({"status": AttemptStatus.PASSED}, ReviewRefusal.ALREADY_RELEASED),
        ({"status": AttemptStatus.NOT_YET_PASSED}, ReviewRefusal.ALREADY_RELEASED),
    ],
)
def test_who_may_neither_decide_nor_release(facts, change, refusal):
    changed = replace(facts, **change)
    assert (refuse_decision(changed), refuse_release(changed)) == (refusal, refusal)


@pytest.mark.parametrize(("facts", "is_second"), [(NEW, False), (MINE, False), (THEIRS_WANTED, True)])
def test_a_decision_after_a_colleagues_is_the_second_mark(facts, is_second):
    assert facts.is_second is is_second


@pytest.mark.parametrize(
    ("outcome", "status"),
    [
        (Outcome.PASSED, AttemptStatus.PASSED),
        (Outcome.BORDERLINE, AttemptStatus.NOT_YET_PASSED),
        (Outcome.NOT_YET_PASSED, AttemptStatus.NOT_YET_PASSED),
    ],
)
def test_only_a_pass_lets_somebody_pass(outcome, status):
    assert status_after(outcome) is status
