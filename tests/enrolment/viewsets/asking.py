"""What the tests of Central Office's pages have in common."""

import csv
from io import StringIO
from typing import Any

from django.test import Client


def text_of(browser: Client, address: str, **query: Any) -> str:
    """Return what a page says."""
    answer = browser.get(address, query, follow=True)
    assert answer.status_code == 200
    return str(answer.content.decode())


def errors_of(answer: Any) -> str:
    """Return all that is said about a form."""
    assert answer.status_code == 200, "the form was accepted"
    return str(answer.context["form"].errors)


def exported(browser: Client, address: str, **query: Any) -> list[dict[str, str]]:
    """Return the rows of a list's CSV."""
    answer = browser.get(address, {"export": "csv", **query})
    return list(csv.DictReader(StringIO(b"".join(answer.streaming_content).decode())))
