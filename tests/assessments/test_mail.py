"""The message after a release: that there is something to read, and never what."""

import pytest

from assessments.mail import render_review_released
from assessments.models import Attempt
from tests.cast import NOW
from tests.factories.attempts import ReviewFactory

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


def test_it_is_not_sent_before_the_release(attempt, cast):
    Attempt.objects.update(status="awaiting_review", finished_at=None)
    assert render(attempt, cast.zoe) is None
