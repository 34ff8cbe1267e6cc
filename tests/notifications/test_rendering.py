"""Words of a message: subject on one line, tidy text, HTML that works without images or buttons."""

import pytest

from lms.notifications.rendering import from_templates, one_line, paragraphs, tidy

SHOWN = {"paragraphs": [{"text": "Hello & welcome", "is_link": False}]}


@pytest.fixture
def templates(settings, tmp_path):
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    (tmp_path / "tests_subject.txt").write_text("Hello\n{{ name }}\n")
    (tmp_path / "tests.txt").write_text(
        '{% extends "notifications/email/base.txt" %}{% block body %}Dear {{ name }}{% endblock %}'
    )
    (tmp_path / "tests.html").write_text(
        '{% extends "notifications/email/base.html" %}{% block body %}Dear {{ name }}{% endblock %}'
    )
    return from_templates("tests", lambda refs, user: refs and {"name": refs["name"]})


def test_subject_text_and_html_come_from_three_templates(templates):
    words = templates({"name": "Zoë"}, None)
    assert words.subject == "Hello Zoë"
    assert words.text.startswith("Dear Zoë\n\n--\nSMART Training\nhttp://testserver\n")
    assert "Dear Zoë" in words.html


def test_text_is_not_escaped_and_html_is(templates):
    words = templates({"name": "O'Neill & <b>"}, None)
    assert "Dear O'Neill & <b>" in words.text
    assert "Dear O&#x27;Neill &amp; &lt;b&gt;" in words.html


def test_a_kind_whose_context_is_none_is_not_wanted(templates):
    assert templates(None, None) is None


def test_every_message_says_who_writes_and_why(templates):
    words = templates({"name": "Zoë"}, None)
    assert "You are getting this because" in words.text
    assert "You are getting this because" in words.html


def test_html_needs_no_image_and_nothing_from_elsewhere(templates):
    html = templates({"name": "Zoë"}, None).html
    assert "<img" not in html
    assert "url(" not in html


@pytest.mark.parametrize(
    ("text", "expected"), [("a\n\n\n\nb", "a\n\nb\n"), ("\n\n a  \nb \n\n", "a\nb\n"), ("a\n   \n   \nb", "a\n\nb\n")]
)
def test_text_has_no_holes(text, expected):
    assert tidy(text) == expected


def test_a_subject_is_one_line_that_fits():
    assert one_line("  a\r\n b ") == "a b"
    assert len(one_line("x" * 400)) == 255


def test_a_link_alone_in_a_paragraph_is_told_apart():
    assert paragraphs("Go to\n\nhttps://example.org/a/\n") == [
        {"text": "Go to", "is_link": False},
        {"text": "https://example.org/a/", "is_link": True},
    ]
