import pytest

from assessments.exchange.building import category_of
from assessments.exchange.charset import text_of
from assessments.exchange.drafts import Notes, QuestionError
from assessments.exchange.gaps import pieces_of, tidied
from assessments.exchange.markup import safe
from assessments.exchange.weights import number_of, whole, written
from lms.core.errors import DomainError


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ("a &lt;b&gt; &amp; c", "<p>a &lt;b&gt; &amp; c</p>"),
        ("<strong>a</strong> <em>b</em>", "<p><b>a</b> <i>b</i></p>"),
        ("<h2>Title</h2>text", "<p><b>Title</b></p><p>text</p>"),
        ("<ul><li>a<ol><li>b</ol><li>c</ul>d", "<ul><li>a<ol><li>b</li></ol></li><li>c</li></ul><p>d</p>"),
        ("<ul><li><p>a</p><p>b</p></li></ul>", "<ul><li>a<br>b</li></ul>"),
        ("<ul>" * 9 + "a", "<ul><li><ul><li><ul><li><ul><li>a</li></ul></li></ul></li></ul></li></ul>"),
        ("<br>a <br> b<br>", "<p>a<br>b</p>"),
        ("<p></p><p> </p>", ""),
        ("<pre>a\n  b</pre>", "<p>a<br>\u00a0\u00a0b</p>"),
        ("a<script>x</script>b<style>y", "<p>ab</p>"),
        ("<table><tr><td>a<td>b</table>", "<p>a b</p>"),
        ("a<!-- b --><?php c ?><!doctype d>e", "<p>ae</p>"),
        ("<o:p>a</o:p>", "<p>a</p>"),
        ("a < b, c<d and <", "<p>a &lt; b, c&lt;d and &lt;</p>"),
        ("</b></p></li></ul>a", "<p>a</p>"),
    ],
)
def test_html_becomes_few_elements(html, kept):
    assert safe(html, Notes()) == kept


@pytest.mark.parametrize(
    ("html", "note"),
    [
        ('<a href="https://example.org/x">here</a>', "https://example.org/x"),
        ('<img src="/a/b.png">', "b.png"),
        ('<span style="color: red">a</span>', "Colours"),
        ("<sup>2</sup>", "sup"),
        ("a<!-- b -->", "comment"),
        ("<iframe src=x></iframe>", "iframe"),
        ('<p ONLOAD = "x()">a</p>', "ONLOAD"),
    ],
)
def test_what_html_loses_is_noted(html, note):
    notes = Notes()
    safe(html, notes)
    assert note in " ".join(notes)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("é {T}".encode(), "é {T}"),
        ("é {T}".encode("utf-8-sig"), "é {T}"),
        ("é {T}".encode("utf-16"), "é {T}"),
        ("Is it {T}?".encode("utf-16-le"), "Is it {T}?"),
        ("Is it {T}?".encode("utf-16-be"), "Is it {T}?"),
        (b"<?xml version='1.0' encoding='iso-8859-1'?>\xe9", "<?xml version='1.0' encoding='iso-8859-1'?>é"),
        (
            b"<?xml version='1.0' encoding='idna'?>\\x41",
            "<?xml version='1.0' encoding='idna'?>\\x41",
        ),
    ],
)
def test_files_say_how_their_letters_are_written(data, text):
    assert text_of(data) == (text, "")


@pytest.mark.parametrize(
    ("text", "codec", "named"),
    [("“Où” costs £5 – déjà", "cp1252", "Windows-1252"), ("Кто похоронен в гробнице? {=никто}", "cp1251", "cp1251")],
)
def test_a_guess_is_told(text, codec, named):
    read, note = text_of(text.encode(codec))
    assert read == text
    assert named in note


@pytest.mark.parametrize("data", [b"PK\x03\x04\x00\x00\x00", b"\xff\xfea", b"abc\x00def {T}", b"\xef\xbb\xbf\xff"])
def test_what_is_no_text_is_refused(data):
    with pytest.raises(DomainError) as refused:
        text_of(data)
    assert refused.value.code == "not_readable"


@pytest.mark.parametrize(
    ("parts", "whole_ones"),
    [
        ((33.33333, 33.33333, 33.33333), (34, 33, 33)),
        ((16.66667,) * 6, (17, 17, 17, 17, 16, 16)),
        ((50, 50, -33.33333), (50, 50, -33)),
        ((12.5, 100), (13, 100)),
    ],
)
def test_parts_become_whole_per_cents_and_are_written_as_moodle_knows_them(parts, whole_ones):
    assert whole(parts) == whole_ones
    assert whole([float(part) for part in written(whole_ones)]) == whole_ones


@pytest.mark.parametrize("text", ["nan", "inf", "1e99", "101", "-101", "", "٣", "1" * 5000])
def test_a_part_of_a_mark_is_a_number_of_per_cents(text):
    with pytest.raises(QuestionError):
        number_of(text)


def test_a_text_with_gaps_comes_apart():
    assert pieces_of("a [b|c\\|d] \\[e\\]") == (("a ", ("b", "c|d")), (" [e]", ()))
    assert tidied(" a  [b| c ||b]\n\n d ") == "a [b|c]\nd"


@pytest.mark.parametrize("text", ["", "a", "a [", "a [b", "a []", "a [|]", "[b] \\"])
def test_a_text_without_a_whole_gap_is_refused(text):
    with pytest.raises(QuestionError):
        pieces_of(text)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("$course$/top/A/B", "A/B"),
        ("top/A", "A"),
        ("A / B", "A/B"),
        ("$system$/A", "A"),
        ("$course$/top", ""),
        ("", ""),
    ],
)
def test_a_category_is_named_without_where_it_stands(path, name):
    assert category_of(path) == name
