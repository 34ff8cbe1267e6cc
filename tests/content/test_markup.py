"""Markdown of files becomes the small HTML of rich text."""

import pytest

from content.markup import to_rich_text


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
