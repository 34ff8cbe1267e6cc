"""Logs say what happened without saying who read what."""

import pytest
import structlog

from lms.settings.logs import shorten_address


@pytest.mark.parametrize(
    ("request_line", "logged"),
    [
        ("GET /", "GET /"),
        ("GET /learn/", "GET /learn/"),
        ("GET /accounts/confirm-email/MTI:secret/", "GET /accounts/…"),
        ("POST /enrol/ABCD-EFGH-JKLM", "POST /enrol/…"),
    ],
)
def test_only_the_first_part_of_an_address_is_logged(request_line, logged):
    assert shorten_address(None, "info", {"event": "request_finished", "request": request_line})["request"] == logged


def test_the_beginning_of_a_request_is_not_logged():
    with pytest.raises(structlog.DropEvent):
        shorten_address(None, "info", {"event": "request_started", "request": "GET /"})
