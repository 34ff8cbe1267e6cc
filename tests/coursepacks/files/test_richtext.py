"""Rich text of files: links by name, nothing unsafe."""

import pytest

from lms.coursepacks.files.problems import FolderError
from lms.coursepacks.files.richtext import canonical, names_in, place, write

NAMES = {("page", "5"): "urges/log", ("document", "3"): "media/a.pdf", ("image", "7"): "media/b.png"}
NUMBERS = {(kind, name): number for (kind, number), name in NAMES.items()}
LINKED = '<p><a linktype="page" id="5">x</a> <a linktype="document" id="3">y</a></p>'
EMBEDDED = '<p>a</p><embed embedtype="image" id="7" format="left" alt="c"/>'


def named(kind, number):
    return NAMES[kind, number]


@pytest.mark.parametrize("html", [LINKED, EMBEDDED, "<p></p>", "<p>One</p>"])
def test_rich_text_comes_back_with_the_numbers_of_this_site(html):
    assert place(write(html, named), lambda kind, name: NUMBERS[kind, name]) == html


def test_links_stand_in_markdown_by_name():
    assert write(LINKED, named) == "[x](page:urges/log) [y](document:media/a.pdf)"
    assert names_in(write(LINKED, named)) == [("page", "urges/log"), ("document", "media/a.pdf")]
    assert names_in(write(EMBEDDED, named)) == [("image", "media/b.png")]


def test_the_same_html_has_one_way_of_being_written():
    assert canonical("One\n===\n\n* a\n* b") == "## One\n\n- a\n- b"


@pytest.mark.parametrize(
    "value",
    [
        "<script>alert(1)</script>",
        "a <img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        {"html": '<p><a href="java&#115;cript:alert(1)">x</a></p>'},
        {"html": '<p onclick="x">a</p>'},
        {"html": "<!-- a --><p>b</p>"},
        {"html": '<iframe src="https://example.org/"></iframe>'},
        {"html": "<p style='x'>a</p>"},
        {"html": "<P>a</P>"},
        "![a picture](media/a.png)",
        {"html": '<p>a</p><embed embedtype="media" url="https://www.youtube.com/watch?v=1"/>'},
        {"html": '<p>a</p><embed embedtype="media"/>'},
        {"html": '<p>a</p><embed embedtype="image" embedtype="media" ref="media/a.png"/>'},
        {"html": '<p>a</p><embed ref="media/a.png"/>'},
    ],
)
def test_what_no_editor_could_have_written_is_refused(value):
    with pytest.raises(FolderError) as refused:
        canonical(value)
    assert refused.value.code == "unsafe_html"


@pytest.mark.parametrize("value", [7, ["a"], {"markdown": "a"}, {"html": 7}, {"markdown": 1, "keys": ""}])
def test_what_is_no_text_is_refused(value):
    with pytest.raises(FolderError) as refused:
        canonical(value)
    assert refused.value.code == "not_rich_text"
