"""Where links lead in a pack: to its own pages, else written out, else nowhere."""

import pytest

from lms.coursepacks.links import target_of
from lms.coursepacks.rewriting import Target

INSIDE = {"/courses/a/b/c/": "01-01-c.html"}


@pytest.mark.parametrize(
    ("href", "target"),
    [
        ("/courses/a/b/c/", Target(href="01-01-c.html")),
        ("/courses/a/b/c/#part-two", Target(href="01-01-c.html")),
        ("http://testserver/courses/a/b/c/", Target(href="01-01-c.html")),
        ("/courses/a/", Target(address="http://testserver/courses/a/")),
        ("https://example.org/x", Target(address="https://example.org/x")),
        ("mailto:someone@example.org", Target(address="mailto:someone@example.org")),
        ("javascript:alert(1)", Target()),
        ("file:///etc/passwd", Target()),
    ],
)
def test_every_kind_of_address(href, target):
    assert target_of(href, INSIDE) == target
