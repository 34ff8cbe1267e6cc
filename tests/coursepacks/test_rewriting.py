"""A lesson's HTML, made plain: what stays, what goes, what is written out."""

import pytest

from lms.coursepacks.rewriting import Rewriting, Target


def plain(html: str, **how) -> str:
    options = {
        "prefix": "a-",
        "under": 1,
        "picture": lambda source: f"p/{source}" if source != "lost.png" else "",
        "target": lambda href: Target(href="here.html") if href == "/inside/" else Target(address=href),
        **how,
    }
    return Rewriting(**options).of(html)


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<form><input name='a'><button>Go</button></form>",
        "<svg class='icon'><use href='/static/lms/icons.svg#x'/></svg>",
        "<p hidden>Later</p>",
        "<span aria-hidden='true'>·</span>",
        "<iframe src='https://example.org'></iframe>",
        "<video><source src='film.mp4'><a href='film.mp4'>Get it</a></video>",
        "<img src='a.png' alt=''>",
    ],
)
def test_what_does_nothing_on_paper_is_left_out(html):
    assert plain(f"<p>Before</p>{html}<p>After</p>") == "<p>Before</p><p>After</p>"


@pytest.mark.parametrize("attribute", ["style='color:red'", "onclick='x()'", "data-x='1'", "tabindex='0'"])
def test_attributes_that_are_not_known_to_be_harmless_go(attribute):
    assert plain(f"<p {attribute} class='muted'>Words</p>") == '<p class="muted">Words</p>'


def test_headings_fit_below_that_of_the_lesson():
    assert plain("<h3>A</h3><h2>B</h2><h3>C</h3>", under=3) == "<h4>A</h4><h4>B</h4><h5>C</h5>"


def test_a_picture_of_the_pack_takes_the_place_of_one_on_the_site():
    html = '<picture><source srcset="a.webp"><img src="a.png" srcset="b.png 2x" loading="lazy" alt="A boat"></picture>'
    assert plain(html) == '<img src="p/a.png" alt="A boat">'


def test_a_picture_that_cannot_be_taken_along_is_said_in_words():
    missing = '<span class="address">(This picture is not in this pack: A &lt;boat&gt;)</span>'
    assert plain("<img src='lost.png' alt='A &lt;boat&gt;'>") == missing


@pytest.mark.parametrize(
    ("target", "said"),
    [
        (Target(is_missing=True), "(this file is not in this pack)"),
        (Target(address="http://x/media/a.pdf", is_missing=True), "(x/media/a.pdf, this file is not in this pack)"),
    ],
)
def test_of_a_file_that_cannot_be_taken_along_the_link_says_so(target, said):
    written = plain('<a href="/media/a.pdf">Sheet</a>', target=lambda href: target)
    assert written == f'<span>Sheet</span> <span class="address">{said}</span>'


@pytest.mark.parametrize(
    ("link", "written"),
    [
        ('<a href="/inside/">Next</a>', '<a href="here.html">Next</a>'),
        (
            '<a href="https://example.org/a">Help</a>',
            '<span>Help</span> <span class="address">(example.org/a)</span>',
        ),
        ('<a href="https://example.org">example.org</a>', "<span>example.org</span>"),
        ('<h2 id="x">X</h2><a href="#x">Up</a>', '<h2 id="a-x">X</h2><a href="#a-x">Up</a>'),
        ('<a href="#nowhere">Up</a>', "<span>Up</span>"),
        ("<a>Bare</a>", "<span>Bare</span>"),
    ],
)
def test_links_lead_within_the_pack_or_are_written_out(link, written):
    assert plain(link) == written


def test_names_of_places_are_those_of_this_lesson():
    html = '<section aria-labelledby="t u"><p id="t">A</p><p id="u">B</p></section>'
    assert plain(html) == '<section aria-labelledby="a-t a-u"><p id="a-t">A</p><p id="a-u">B</p></section>'


def test_a_small_recording_is_taken_along():
    html = '<audio controls><source src="a.mp3" type="audio/mpeg"><a href="a.mp3">Get it</a></audio>'
    assert plain(html, recording=lambda source: f"files/{source}") == '<audio controls src="files/a.mp3"></audio>'


def test_on_paper_what_is_folded_lies_open():
    html = "<details><summary>More<span class='visually-hidden'>: of it</span></summary><p>Words</p></details>"
    assert plain(html, on_paper=True) == '<div class="details"><p class="summary">More</p><p>Words</p></div>'


def test_what_is_not_closed_is_closed_by_what_is_around_it():
    assert plain("<div><p>One<p>Two</div>&amp;&#8364;<br/>x</b>") == "<div><p>One<p>Two</p></p></div>&amp;&#8364;<br>x"
