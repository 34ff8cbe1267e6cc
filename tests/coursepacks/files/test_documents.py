"""One file: front matter, running text and sections, out and in again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.coursepacks.files.documents import Document, Section, parse, write
from lms.coursepacks.files.problems import FolderError

HEAD = "---\ntitle: A\n---\n"
LINES = st.sampled_from(["Words", "", ":::", ":::text", "<!-- text -->", "---", "  more", "title: x", "- a", "é"])
TEXTS = st.lists(LINES, max_size=6).map("\n".join).map(str.strip)
KEYED = st.builds(lambda text, keys: {"markdown": text, "keys": keys}, TEXTS, st.sampled_from(["", "a,b-c"]))
IDS = st.sampled_from(["", "id-1", "00000000-0000-4000-8000-000000000000"])
SECTIONS = st.builds(Section, st.just("text"), TEXTS | KEYED | TEXTS.map(lambda text: {"html": text}), IDS) | st.builds(
    Section,
    st.just("callout"),
    st.dictionaries(st.sampled_from(["title", "id", "value", "text"]), TEXTS | st.lists(TEXTS))
    | st.integers()
    | st.none(),
    IDS,
)


@given(st.lists(SECTIONS, max_size=5).map(tuple))
def test_a_document_is_read_back_as_it_was_written(sections):
    sections = tuple(part for part in sections if part != Section("text", ""))
    document = Document({"title": "A", "n": 1}, sections)
    assert parse(write(document)) == document


def test_plain_text_needs_no_mark():
    assert parse(f"{HEAD}\nOne.\n\nTwo.\n").sections == (Section("text", "One.\n\nTwo."),)


def test_sections_know_their_lines():
    document = parse(f"{HEAD}\nOne.\n\n:::callout\ntitle: B\n:::\n\nTwo.\n")
    assert [(part.type, part.line) for part in document.sections] == [("text", 5), ("callout", 7), ("text", 11)]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("title: A\n", "front_matter", 1),
        ("---\ntitle: A\n", "front_matter", 1),
        ("---\n- a\n---\n", "front_matter", 1),
        (f"{HEAD}:::callout\ntitle: B\n", "section_open", 4),
        (f"{HEAD}words\n:::\n", "section_stray", 5),
        (f"{HEAD}::: Callout!\n", "section_stray", 4),
        (f"{HEAD}:::callout\nwords\n:::\n", "section_empty", 4),
        (f"{HEAD}:::callout\nid: 7\n:::\n", "bad_id", 5),
        (f"{HEAD}:::callout\na: 1\na: 2\n:::\n", "key_twice", 6),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(text, code, line):
    with pytest.raises(FolderError) as refused:
        parse(text)
    assert (refused.value.code, refused.value.line) == (code, line)
