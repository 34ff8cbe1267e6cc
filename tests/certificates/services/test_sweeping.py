"""The sweep finds from the rows alone what a crash or a lost message left undone."""

from datetime import timedelta

import pytest

from certificates.models import Award
from certificates.periodic import sweep_certificates
from certificates.rules import ASK_AGAIN_AFTER
from certificates.services.sweeping import sweep
from lms.accounts.models import User
from tests.cast import NOW
from tests.factories.awards import AwardFactory, FinishedFactory, ManualIssueFactory
from tests.factories.enrolments import EnrolmentFactory

pytestmark = pytest.mark.django_db
SOON = timedelta(minutes=1)
TRY_AGAIN_AFTER = timedelta(minutes=6)


def counts(at=NOW) -> tuple[int, int, int]:
    swept = sweep(at=at)
    return swept.issued, swept.certificates, swept.manuals


def test_a_completed_course_without_its_award_gets_one():
    FinishedFactory()
    EnrolmentFactory(course__awarding=True, course__lessons=0)
    EnrolmentFactory(completed=True)
    assert counts() == (1, 1, 0)
    assert counts() == (0, 1, 0)


def test_one_that_cannot_be_issued_does_not_hold_up_the_others():
    erased = {"full_name": "", "email": None, "is_active": False, "erased_at": NOW}
    User.objects.filter(pk=FinishedFactory().learner_id).update(**erased)
    FinishedFactory()
    assert counts()[0] == 1


@pytest.mark.parametrize(("since", "due"), [(SOON, 0), (TRY_AGAIN_AFTER + SOON, 1)])
def test_a_drawing_that_nobody_finished_is_tried_again_after_a_while(since, due):
    AwardFactory(tried_at=NOW - since)
    ManualIssueFactory(tried_at=NOW - since, award__drawn=True)
    assert counts() == (0, due, due)


@pytest.mark.parametrize(("since", "due"), [(TRY_AGAIN_AFTER + SOON, 0), (ASK_AGAIN_AFTER + SOON, 1)])
def test_one_that_was_refused_is_tried_once_a_day(since, due):
    AwardFactory(tried_at=NOW - since, pdf_problem="pdf-letters-missing")
    assert counts() == (0, due, 0)


def test_what_is_stored_or_has_ended_is_left_alone():
    AwardFactory(drawn=True)
    ManualIssueFactory(award__revoked=True)
    assert counts() == (0, 0, 0)


def test_the_task_issues_draws_and_writes(django_capture_on_commit_callbacks, mailoutbox):
    FinishedFactory()
    with django_capture_on_commit_callbacks(execute=True):
        sweep_certificates()
    assert Award.objects.get().pdf_name
    assert [message.subject for message in mailoutbox] == ["Your training: something to keep"]
