"""The message after a release: that there is something to read, and never what."""

from datetime import timedelta

import pytest

from assessments.mail import (
    render_attempt_reopened,
    render_attempts_granted,
    render_marked_again,
    render_pass_taken_back,
    render_review_released,
)
from assessments.models import Attempt, FurtherAttempts, Reopening
from tests.cast import NOW
from tests.factories.attempts import AttemptFactory, ReviewFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def attempt(cast):
    """Zoë's written task, released."""
    attempt = ReviewFactory(released=True, not_yet_passed=True, attempt__enrolment__learner=cast.zoe).attempt
    Attempt.objects.update(status="not_yet_passed", finished_at=NOW)
    return attempt


def render(attempt, user):
    return render_review_released({"attempt": str(attempt.pk)}, user)


def test_it_leads_to_the_answer_and_tells_nothing_of_it(attempt, cast):
    message = render(attempt, cast.zoe)
    assert message.subject == "Your training: something for you to read"
    assert f"/accounts/login/?next=/learn/attempts/{attempt.pk}/result/" in message.text
    told = (message.text + message.html + message.subject).lower()
    assert [word for word in ("passed", "not yet", "clear and kind", "level") if word in told] == []


def test_it_is_not_sent_to_anybody_else(attempt, cast):
    assert [render(attempt, user) for user in (cast.amir, None)] == [None, None]


@pytest.mark.parametrize("render_it", [render_marked_again, render_pass_taken_back])
def test_of_what_was_marked_again_the_message_leads_there_and_tells_nothing(render_it, attempt, cast):
    message = render_it({"attempt": str(attempt.pk)}, cast.zoe)
    assert f"/accounts/login/?next=/learn/attempts/{attempt.pk}/result/" in message.text
    told = (message.text + message.html + message.subject).lower()
    assert [word for word in ("passed", "not yet", "per cent", "wrong key") if word in told] == []
    assert render_it({"attempt": str(attempt.pk)}, cast.amir) is None


def test_it_is_not_sent_before_the_release(attempt, cast):
    Attempt.objects.update(status="awaiting_review", finished_at=None)
    assert render(attempt, cast.zoe) is None


# --- That somebody can go on -------------------------------------------------------------------------


@pytest.fixture
def reopened(cast):
    """Zoë's attempt at a timed quiz, open again until an hour from now."""
    attempt = AttemptFactory(enrolment__learner=cast.zoe)
    about = {"status_before": "not_yet_passed", "was": {}, "reason": "Private.", "due_at": NOW + timedelta(hours=1)}
    return Reopening.objects.create(attempt=attempt, reopened_by=cast.office, reopened_at=NOW, **about)


@pytest.fixture
def granted(cast):
    """A further attempt for Zoë."""
    attempt = AttemptFactory(enrolment__learner=cast.zoe, not_yet_passed=True)
    about = {"count": 1, "reason": "Private.", "granted_by": cast.office, "granted_at": NOW}
    return FurtherAttempts.objects.create(enrolment=attempt.enrolment, assessment=attempt.assessment, **about)


def told(message):
    return [word for word in ("passed", "Private", "%") if word in message.text + message.subject]


def test_whoever_can_go_on_with_an_attempt_is_told_until_when(reopened, cast):
    message = render_attempt_reopened({"reopening": reopened.pk}, cast.zoe)
    assert message.subject == "Your training: you can go on"
    assert "Please hand it in by Monday 20 April, 11:30." in message.text
    assert (told(message), "/accounts/login/?next=/courses/" in message.text) == ([], True)


def test_whoever_may_try_again_is_told_neutrally(granted, cast):
    message = render_attempts_granted({"grant": granted.pk}, cast.zoe)
    assert (message.subject, told(message)) == ("Your training: you can go on", [])


def test_neither_is_sent_to_anybody_else(reopened, granted, cast):
    assert [render_attempt_reopened({"reopening": reopened.pk}, user) for user in (cast.amir, None)] == [None, None]
    assert [render_attempts_granted({"grant": granted.pk}, user) for user in (cast.amir, None)] == [None, None]


def test_neither_is_sent_once_there_is_nothing_to_go_on_with(reopened, granted, cast):
    ended = {"status": "passed", "percent": 100, "submitted_at": NOW, "finished_at": NOW}
    Attempt.objects.update(**ended)
    assert render_attempt_reopened({"reopening": reopened.pk}, cast.zoe) is None
    assert render_attempts_granted({"grant": granted.pk}, cast.zoe) is None
