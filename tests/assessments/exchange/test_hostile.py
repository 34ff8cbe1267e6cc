import time
import tracemalloc
from io import BytesIO

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from assessments.exchange.drafts import Notes, Reading
from assessments.exchange.formats import Format, html_of, lines_of
from assessments.exchange.markup import safe
from assessments.exchange.reading import read_questions
from lms.core.errors import DomainError
from tests.assessments.exchange.drafting import LOOSE

MEGABYTE = 1_000_000
LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE quiz [<!ENTITY a "ha">%s]>
<quiz><question type="essay"><questiontext><text>&a9;</text></questiontext></question></quiz>""" % b"".join(
    b'<!ENTITY a%d "%s">' % (level, (b"&a%d;" % (level - 1) if level > 1 else b"&a;") * 10) for level in range(1, 10)
)
OUTSIDE = b'<!DOCTYPE quiz [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz><question>&x;</question></quiz>'
DEEP = b"<quiz><question type='essay'>" + b"<a>" * 200_000


class Endless:
    """A file that never ends, and counts what was read of it."""

    def __init__(self, letters):
        self.letters, self.given = letters, 0

    def read(self, size=-1):
        assert 0 < size <= MEGABYTE
        self.given += size
        return self.letters * size


def code_of(data, name="bank.xml"):
    with pytest.raises(DomainError) as refused:
        read_questions(data, name=name)
    assert refused.value.sentence
    return refused.value.code


def answer_to(data, name="bank.gift"):
    """Return what comes of any bytes: a reading or a refusal, never anything else."""
    try:
        return read_questions(data, name=name)
    except DomainError as refusal:
        return refusal


def cost_of(act):
    """Return the seconds of an act, and how many bytes it had at most."""
    tracemalloc.start()
    begun = time.process_time()
    act()
    seconds, most = time.process_time() - begun, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return seconds, most


@pytest.mark.parametrize(
    "data",
    [LAUGHS, OUTSIDE, DEEP],
    ids=["laughs", "out", "deep"],
)
def test_dangerous_xml_is_refused_within_a_second_and_50_mb(data):
    seconds, most = cost_of(lambda: code_of(data))
    assert seconds < 1
    assert most < 50 * MEGABYTE
    assert code_of(data) == "unsafe_xml"


@pytest.mark.parametrize("letters", [b"\0", b"a", b"<", b"{", b"\n", b"\xe9"])
def test_a_file_of_50_mb_is_refused_within_a_second_and_50_mb(letters):
    whole = BytesIO(letters * (50 * MEGABYTE))
    seconds, most = cost_of(lambda: code_of(whole))
    assert seconds < 1
    assert most < 50 * MEGABYTE
    assert whole.tell() <= 2 * MEGABYTE + 1


def test_no_more_than_2_mb_are_ever_read():
    endless = Endless(b"a")
    assert code_of(endless) == "file_too_large"
    assert endless.given <= 2 * MEGABYTE + 1
    assert code_of(b"a" * (2 * MEGABYTE + 1)) == "file_too_large"


@pytest.mark.parametrize(
    "piece", ["<", "<a", "<a ", "<a b='", "<!--", "</a", "&", "&#1", "<p>", "<b>", "<ul><li>", "<script>"]
)
def test_unfinished_markup_costs_no_more_than_its_length(piece):
    begun = time.process_time()
    safe(piece * (50_000 // len(piece)), Notes())
    assert time.process_time() - begun < 2


@pytest.mark.parametrize("piece", ["[", "![", "> ", ">", "- ", "*", "_a", "`", "[a](", "$", "\\("])
def test_tangled_markdown_costs_no_more_than_its_length(piece):
    begun = time.process_time()
    html_of(piece * (50_000 // len(piece)), Format.MARKDOWN, Notes())
    html_of(piece * (9_000 // len(piece)), Format.MARKDOWN, Notes())
    assert time.process_time() - begun < 2


@pytest.mark.parametrize(
    "piece", ["{", "}", "{}", "{=", "{#", "::", "\\", "{~%", "{=a->", "a{T}\n", "[plain]", "// [tag:", "####"]
)
def test_tangled_gift_costs_no_more_than_its_length(piece):
    begun = time.process_time()
    answer_to(piece.encode() * (500_000 // len(piece)))
    assert time.process_time() - begun < 5


@pytest.mark.parametrize("piece", ["{1:SA:", "{1:SA:~", "{1:SA:=a", "[[1]]", "[[", "&lt;", "&lt;!--", "&amp;#1"])
def test_tangled_gaps_cost_no_more_than_their_length(piece):
    text = f"<questiontext><text>{piece * (49_000 // len(piece))}</text></questiontext>"
    begun = time.process_time()
    answer_to(f"<quiz><question type='cloze'>{text}</question></quiz>".encode(), "a.xml")
    assert time.process_time() - begun < 2


def test_tangled_comments_cost_no_more_than_their_length():
    begun = time.process_time()
    assert read_questions(b"// " + b"[tag:" * 300_000 + b"\nIs it?{T}", name="a.gift").questions[0].tags == ()
    assert time.process_time() - begun < 2


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.binary(max_size=400) | LOOSE.map(str.encode), name=st.sampled_from(["a.gift", "a.xml", "a", ""]))
@example(data=b"", name="a.gift")
@example(data=b"<quiz>\x0b</quiz>", name="a.xml")
@example(data=b"<?xml version='1.0' encoding='punycode'?><quiz/>", name="a.xml")
@example(data=b"{=&#" + b"9" * 5000 + b"; ~a}", name="a.gift")
def test_any_bytes_give_a_reading_or_a_refusal(data, name):
    assert isinstance(answer_to(data, name), Reading | DomainError)


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    inner=st.lists(LOOSE | st.sampled_from(["<text>", "</text>", "<questiontext>", "<answer fraction='", "'>"])).map(
        "".join
    )
)
@pytest.mark.parametrize("kind", ["multichoice", "cloze", "ordering", "matching", "gapselect", "category"])
def test_any_text_in_xml_gives_a_reading_or_a_refusal(kind, inner):
    xml = f"<quiz><question type='{kind}'>{inner}</question></quiz>"
    assert isinstance(answer_to(xml.encode(), "a.xml"), Reading | DomainError)


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_letters_and_line_ends_of_any_system_give_the_same(codec, end):
    text = f"::Café::Où est l’été ?{{=ici ~là}}{end}{end}::Two::Is it?{{T}}{end}"
    reading = read_questions(text.encode(codec), name="bank.txt")
    assert [(question.title, question.line) for question in reading.questions] == [("Café", 1), ("Two", 3)]


def test_signs_that_are_no_letters_are_taken_out_and_told():
    reading = read_questions(b"Is\x07 it?{T}", name="bank.gift")
    assert reading.questions[0].prompt == "<p>Is it?</p>"
    assert reading.notes == ("Signs that are no letters were taken out of it.",)


def test_nul_bytes_are_refused():
    assert code_of(b"Is it?{T}" + b"\0" * 3) == "not_readable"


@pytest.mark.parametrize("name", ["bank.gift", "bank.xml", "bank", "Bank.TXT"])
def test_what_a_file_is_shows_in_what_it_says(name):
    assert len(read_questions(b"Is it?{T}", name=name).questions) == 1


def test_xml_is_known_by_its_beginning():
    assert read_questions(b"\n<quiz><question type='description'/></quiz>", name="bank.txt").refused
    assert code_of(b"<html><body>{}</body></html>", name="page.html") == "unknown_format"
    assert code_of(b"name,mark\nAda,3\n", name="people.csv") == "unknown_format"


def test_a_large_file_of_good_questions_is_read():
    letters = "some words of a question " * 28
    text = "\n\n".join(f"[html]<p>{number} {letters}</p>{{=a#b ~c}}" for number in range(2_000))
    assert len(read_questions(text.encode(), name="bank.gift").questions) == 2_000


@given(text=LOOSE)
@settings(deadline=None, max_examples=50)
def test_plain_lines_have_no_markup(text):
    assert "<p>" not in lines_of(text.replace("<", ""), Format.HTML, Notes())
