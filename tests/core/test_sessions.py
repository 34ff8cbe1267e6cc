"""Sessions read from a copy: ended at once, as true as their row, and there when the cache is not."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.backends.base import CreateError, UpdateError
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from redis import RedisError

from lms.core.sessions import SessionStore
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db
NOWHERE = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}}


@pytest.fixture
def key():
    """Return the key of a session that holds a colour."""
    session = SessionStore()
    session["colour"] = "teal"
    session.save()
    return session.session_key


@pytest.fixture
def away(settings):
    """Take the cache away."""
    settings.CACHES = NOWHERE


def colour_of(key):
    return SessionStore(key).get("colour")


def forget(key):
    cache.delete(SessionStore.place_of(key))


def paint(key, colour):
    session = SessionStore(key)
    session["colour"] = colour
    session.save()


def test_a_session_is_read_without_a_statement(key):
    with assert_statements(at_most=0):
        assert colour_of(key) == "teal"


def test_a_copy_that_is_lost_costs_one_statement_once(key):
    forget(key)
    with assert_statements(at_most=1):
        assert [colour_of(key), colour_of(key)] == ["teal", "teal"]


def test_what_is_saved_is_read_everywhere_at_once(key):
    paint(key, "plum")
    assert colour_of(key) == "plum"
    forget(key)
    assert colour_of(key) == "plum"


def test_an_ended_session_is_ended_everywhere_at_once_and_costs_no_statement(key):
    SessionStore(key).flush()
    with assert_statements(at_most=0):
        ended = SessionStore(key)
        assert (ended.get("colour"), ended.session_key) == (None, None)


def test_the_key_from_before_signing_in_is_worth_nothing_afterwards(key):
    session = SessionStore(key)
    session.cycle_key()
    assert (colour_of(key), colour_of(session.session_key)) == (None, "teal")


def test_whoever_is_still_at_it_does_not_bring_an_ended_session_back(key):
    busy = SessionStore(key)
    busy["colour"] = "plum"
    SessionStore(key).flush()
    with pytest.raises(UpdateError):
        busy.save()
    assert (colour_of(key), Session.objects.exists()) == (None, False)


def test_two_sessions_never_share_a_key(key):
    with pytest.raises(CreateError):
        SessionStore(key).save(must_create=True)


def test_a_copy_is_good_for_a_few_minutes(key, time_machine):
    Session.objects.all().delete()
    time_machine.move_to(timezone.now() + timedelta(seconds=settings.SESSION_COPY_SECONDS + 1))
    assert colour_of(key) is None


def test_a_copy_lasts_no_longer_than_its_session(time_machine):
    session = SessionStore()
    session.set_expiry(60)
    session.save()
    time_machine.move_to(timezone.now() + timedelta(seconds=61))
    assert "_session_expiry" not in SessionStore(session.session_key)


def test_a_copy_that_somebody_else_wrote_is_worth_nothing(key):
    cache.set(SessionStore.place_of(key), "made-up")
    assert colour_of(key) is None


def test_neither_the_key_nor_what_is_kept_can_be_read_off_the_name_of_a_copy(key):
    assert key not in SessionStore.place_of(key)


@pytest.mark.usefixtures("away")
def test_the_cache_can_be_taken_away():
    with pytest.raises(RedisError):
        cache.get("anything")


@pytest.mark.usefixtures("away")
def test_without_a_cache_the_row_alone_counts(key):
    paint(key, "plum")
    assert colour_of(key) == "plum"
    SessionStore(key).flush()
    assert colour_of(key) is None


@pytest.mark.usefixtures("away")
def test_without_a_cache_nobody_is_signed_out(client_of, cast):
    assert client_of(cast.zoe).get(reverse("account_email")).status_code == 200


def test_signing_out_ends_a_session_in_every_browser_that_holds_its_key(client_of, cast):
    here, there = client_of(cast.zoe), client_of(None)
    there.cookies["sessionid"] = here.cookies["sessionid"].value
    assert there.get(reverse("account_email")).status_code == 200
    here.post(reverse("account_logout"))
    assert there.get(reverse("account_email")).status_code == 302


def test_a_new_password_ends_every_other_session_at_once(client_of, cast):
    here = client_of(cast.zoe)
    here.get(reverse("account_email"))
    cast.zoe.set_password("another-long-one")
    cast.zoe.save()
    assert here.get(reverse("account_email")).status_code == 302
