"""One line in the audit log for one refusal: who, what about and a code; so many an hour, with a cache or without."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.http import Http404
from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry

from assessments.models import Attempt
from assessments.refusing import WORDS, Refused, found_or_refused, record_refusal
from tests.cast import NOW
from tests.factories.attempts import AttemptFactory
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def attempt():
    return AttemptFactory()


@pytest.fixture
def asks(rf, cast):
    """Return one request of somebody; Zoë's, unless said otherwise."""

    def ask(person=None):
        request = rf.get("/")
        request.user = person or cast.zoe
        return request

    return ask


def lines():
    return ModelLogEntry.objects.filter(action="assessments.refuse").order_by("timestamp", "pk")


def test_a_line_says_who_what_about_and_a_code_and_no_more(attempt, asks, cast):
    record_refusal(asks(), attempt, Refused.NOT_YOURS)
    line = lines().get()
    assert (line.user, line.object_id, line.data) == (cast.zoe, str(attempt.pk), {"code": "not_yours"})
    assert line.label == f"attempt {attempt.pk}"


def test_one_request_leaves_one_line(attempt, asks):
    request = asks()
    record_refusal(request, attempt, Refused.UNKNOWN_ANSWER)
    record_refusal(request, attempt, Refused.ATTEMPT_OVER)
    assert lines().get().data == {"code": "unknown_answer"}


def test_a_flood_leaves_thirty_lines_an_hour_of_each_person(attempt, asks, cast, time_machine):
    time_machine.move_to(NOW, tick=False)
    for _ in range(35):
        record_refusal(asks(), attempt, Refused.NOT_YOURS)
    assert lines().count() == 30
    record_refusal(asks(cast.amir), attempt, Refused.NOT_YOURS)
    time_machine.move_to(NOW + timedelta(minutes=61), tick=False)
    record_refusal(asks(), attempt, Refused.NOT_YOURS)
    assert lines().count() == 32


def test_a_cache_that_is_away_takes_neither_page_nor_line_with_it(attempt, asks, settings):
    away = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1"}
    settings.CACHES = {"default": away}
    record_refusal(asks(), attempt, Refused.NOT_YOURS)
    assert lines().count() == 1


def test_whoever_finds_their_row_pays_nothing(attempt, asks):
    request = asks()
    with assert_statements(at_most=1):
        assert found_or_refused(request, Attempt.objects.all(), attempt.pk, why=lambda _row: 1 / 0) == attempt
    assert not lines().exists()


@pytest.mark.parametrize(("code", "count"), [(Refused.NOT_YOURS, 1), (None, 0)])
def test_what_is_there_for_others_is_not_there_and_recorded_as_it_is(code, count, attempt, asks):
    with pytest.raises(Http404):
        found_or_refused(asks(), Attempt.objects.none(), attempt.pk, why=lambda _row: code)
    assert lines().count() == count


def test_what_is_there_for_nobody_is_not_recorded(attempt, asks):
    with pytest.raises(Http404):
        found_or_refused(asks(), Attempt.objects.none(), uuid4(), why=lambda _row: Refused.NOT_YOURS)
    assert not lines().exists()


@pytest.mark.parametrize("code", Refused)
def test_the_log_says_each_code_in_words(code, attempt, asks):
    record_refusal(asks(), attempt, code)
    assert registry.get_formatter(lines().get()).format_message(lines().get()) == WORDS[code]


def test_a_code_of_an_earlier_version_is_still_shown(attempt, asks):
    record_refusal(asks(), attempt, Refused.NOT_YOURS)
    lines().update(data={"code": "of old"})
    assert registry.get_formatter(lines().get()).format_message(lines().get()) == "Refuse somebody something"
