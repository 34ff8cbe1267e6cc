"""Markdown of files becomes the small HTML of rich text, and that HTML Markdown again."""

import pytest
from django.utils.html import escape
from hypothesis import given
from hypothesis import strategies as st

from content.markup import Source, to_rich_text, to_source


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("One line.", "<p>One line.</p>"),
        ("# Top", "<h2>Top</h2>"),
        ("## Second", "<h2>Second</h2>"),
        ("### Third", "<h3>Third</h3>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>"),
        ("  **bold** and *light*  ", "<p><strong>bold</strong> and <em>light</em></p>"),
        ("[a page](https://example.org/)", '<p><a href="https://example.org/">a page</a></p>'),
        ("", ""),
    ],
)
def test_what_editors_write_in_files(source, html):
    assert to_rich_text(source) == html


WRITTEN_BY_THE_EDITOR = (
    '<h2 data-block-key="a1">Top</h2><p data-block-key="b2">One <b>bold</b>, <i>light</i><br/>line &amp; more</p>'
    '<ul><li data-block-key="c3">a<ul><li data-block-key="d4">b</li></ul></li></ul>'
)


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<p>1. no list</p>",
        "<p>- no list # no heading</p>",
        "<p>a*b_c [d] \\ `e` &lt;f&gt; &amp;amp;</p>",
        "<p><strong>bold </strong>word</p>",
        "<ul>\n<li>\n<p>loose</p>\n<p>more</p>\n</li>\n<li>\n<p>last</p>\n</li>\n</ul>",
        "<blockquote>\n<p>said\nso</p>\n</blockquote>\n<hr>",
        '<p><a href="https://example.org/a_(b)">there</a> H<sub>2</sub>O</p>',
        WRITTEN_BY_THE_EDITOR,
    ],
)
def test_html_has_markdown_that_leads_back_to_it(html):
    assert to_source(html).html == html


def test_what_the_editor_wrote_is_plain_markdown_with_its_keys_beside_it():
    source = to_source(WRITTEN_BY_THE_EDITOR)
    assert source.markdown == "## Top\n\nOne **bold**, *light*<br>\nline & more\n\n- a\n    - b"
    assert source.keys == ("a1", "b2", "c3", "d4")


def test_with_a_paragraph_more_the_blocks_bear_no_keys():
    assert Source("One\n\nTwo", ("k1",)).html == "<p>One</p><p>Two</p>"


@pytest.mark.parametrize(
    "html", ["<p></p>", "<p>a&nbsp;b</p>", "words alone", "<p>open", "<p>a<!-- b --></p>", "<table></table>", "</p>"]
)
def test_what_markdown_cannot_say_has_no_source(html):
    assert to_source(html) is None


TEXTS = st.text(st.sampled_from("ab ŵ’“1.#-+*_`[]()\\!<>&;:~=|\n\"'"), min_size=1, max_size=20)


def tagged(*tags: str):
    return lambda inner: st.builds(lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>", st.sampled_from(tags), inner)


INLINE = st.recursive(
    TEXTS.map(escape), lambda inner: tagged("b", "i", "strong", "em", "sub")(st.lists(inner)), max_leaves=4
)
BLOCKS = st.recursive(
    tagged("p", "h2", "h3", "li")(st.lists(INLINE, max_size=3)),
    lambda inner: tagged("ul", "ol", "li", "blockquote")(st.lists(inner, max_size=3)),
    max_leaves=5,
)


@given(st.lists(BLOCKS, max_size=4).map("".join))
def test_any_html_has_markdown_for_exactly_itself_or_none(html):
    source = to_source(html)
    assert source is None or source.html == html


@given(st.lists(TEXTS, max_size=6).map("\n\n".join))
def test_any_markdown_becomes_html_that_has_markdown_for_exactly_itself_or_none(text):
    html = to_rich_text(text)
    source = to_source(html)
    assert source is None or source.html == html
