"""Who is expected at the door is met on their own way alone."""

import pytest
from django.test import RequestFactory

from lms.accounts.newcomers import Newcomer, expect, forget, newcomer_at

ADA = Newcomer("/enrol/a-code/#answer", "Ada Wyn", "ada@example.org", has_account=True)


@pytest.fixture
def session():
    """A browser's session in which Ada is expected."""
    request = RequestFactory().get("/enrol/a-code/")
    request.session = {}
    expect(request, ADA)
    return request.session


def met_at(session, way):
    request = RequestFactory().get("/accounts/signup/", {"next": way} if way else {})
    request.session = session
    return newcomer_at(request)


def test_on_the_way_back_they_are_met(session):
    assert met_at(session, ADA.back) == ADA


@pytest.mark.parametrize("way", ["", "/", "/learn/", "/enrol/a-code/", "/enrol/another/#answer", "//evil.example/"])
def test_on_any_other_way_nobody_is(way, session):
    assert met_at(session, way) is None


def test_once_forgotten_nobody_is_met(session):
    request = RequestFactory().post("/")
    request.session = session
    forget(request)
    assert (met_at(session, ADA.back), session) == (None, {})


def test_nobody_is_expected_at_first():
    assert met_at({}, ADA.back) is None
