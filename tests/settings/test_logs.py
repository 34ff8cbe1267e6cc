"""Logs say what happened without saying who read what."""

import pytest
import structlog
from django.conf import settings
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils.log import log_response

from lms.settings.logs import shorten_address


@pytest.mark.parametrize(
    ("request_line", "logged"),
    [
        ("GET /", "GET /"),
        ("GET /learn/", "GET /learn/"),
        ("GET /accounts/confirm-email/MTI:secret/", "GET /accounts/…"),
        ("POST /enrol/ABCD-EFGH-JKLM", "POST /enrol/…"),
        ("GET /verify?serial=UKSR-1&surname=Smith", "GET /verify"),
    ],
)
def test_only_the_first_part_of_an_address_is_logged(request_line, logged):
    assert shorten_address(None, "info", {"event": "request_finished", "request": request_line})["request"] == logged


def test_the_beginning_of_a_request_is_not_logged():
    with pytest.raises(structlog.DropEvent):
        shorten_address(None, "info", {"event": "request_started", "request": "GET /"})


@pytest.mark.parametrize("request_line", ["POST /learn/time/small-steps/0b5b6f52/", "POST /learn/time/x/y/?again"])
def test_a_beat_of_study_time_is_not_logged(request_line):
    with pytest.raises(structlog.DropEvent):
        shorten_address(None, "info", {"event": "request_finished", "request": request_line})


def test_a_beat_that_failed_is():
    event = {"event": "request_failed", "request": "POST /learn/time/small-steps/0b5b6f52/"}
    assert shorten_address(None, "error", event)["request"] == "POST /learn/…"


def as_written(record):
    parts = dict(settings.LOGGING["formatters"]["line"])
    return parts.pop("()")(**parts).format(record)


def test_a_refused_form_is_logged_without_its_address(caplog, db):
    Client(enforce_csrf_checks=True).post("/accounts/confirm-email/MTI:secret/")
    (line,) = [as_written(record) for record in caplog.records if record.name == "django.security.csrf"]
    assert "/accounts/…" in line
    assert "secret" not in line


def test_a_failed_request_is_logged_without_its_address_and_with_its_reason(caplog):
    request = RequestFactory().get("/accounts/confirm-email/MTI:secret/")
    log_response("Failed: %s", request.path, response=HttpResponse(status=500), request=request, exception=ValueError())
    line = as_written(caplog.records[-1])
    assert "Failed: /accounts/…" in line
    assert "secret" not in line
    assert "ValueError" in line


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_link_of_an_invitation_is_nowhere_in_the_log(method, caplog, db):
    caplog.set_level("DEBUG")
    getattr(Client(enforce_csrf_checks=True), method)("/enrol/0123456789ABCDEFGHJK/", {"code": "0123456789ABCDEFGHJK"})
    lines = [as_written(record) for record in caplog.records if not record.name.startswith("django.db")]
    assert "/enrol/…" in "".join(lines)
    assert "0123456789ABCDEFGHJK" not in "".join(lines)
