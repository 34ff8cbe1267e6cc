"""All that readers are shown of a page is read: fields, blocks, rows, pictures, and what the page quotes."""

import pytest
from django.core.files.base import ContentFile
from hypothesis import given
from hypothesis import strategies as st

from content.models import GlossaryTerm, Point, StandardPage, Tool
from content.rules.captions import CAPTIONS_MEGABYTES
from content.texts import paragraphs_of, texts_of
from courses.models import LessonPage
from tests.factories.library import RecordingFactory
from tests.factories.pages import AssessmentPageFactory, CourseFactory, ModulePageFactory, QuestionFactory
from tests.factories.pictures import ImageFactory

MOST = CAPTIONS_MEGABYTES * 1024 * 1024


def read(instance) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for text in texts_of(instance):
        found.setdefault(text.where, []).append(text.text)
    return found


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>An <b>add</b>ict</p>", ["An addict"]),
        ("<p>One</p><p>Two<br>three</p>", ["One", "Two", "three"]),
        ("<ul><li>One</li><li>Two</li></ul>", ["One", "Two"]),
        ('<p>See <img alt="a pier"> now</p>', ["See ", "a pier", " now"]),
        ("Fish &amp; chips", ["Fish & chips"]),
        ("<p></p>", []),
    ],
)
def test_rich_text_is_read_paragraph_by_paragraph(html, expected):
    assert paragraphs_of(html) == expected


@given(st.text("<>/ab&;\"'= !-", max_size=60))
def test_broken_markup_is_read_too(html):
    assert all(text.strip() for text in paragraphs_of(html))


def test_fields_of_a_page_are_read_by_their_names():
    page = StandardPage(title="About us", slug="clean", lead="A lead", seo_title="Tab", search_description="Found")
    assert read(page) == {
        "Title": ["About us"],
        "Title tag": ["Tab"],
        "Meta description": ["Found"],
        "Lead": ["A lead"],
    }


def test_blocks_are_read_leaf_by_leaf_and_choices_are_not():
    callout = {"kind": "care", "title": "Mind this", "text": "<p>A <i>small</i> step</p>"}
    page = StandardPage(title="T", body=[("text", "<h2>Head</h2><p>Text</p>"), ("callout", callout)])
    found = read(page)
    assert found["Body › Text"] == ["Head", "Text"]
    assert found["Body › Callout › Title"] == ["Mind this"]
    assert found["Body › Callout › Text"] == ["A small step"]
    assert "care" not in str(found)


@pytest.mark.parametrize(("decorative", "heard"), [(False, ["A pier at dawn"]), (True, None)])
@pytest.mark.django_db
def test_words_for_a_picture_are_read_unless_it_is_decorative(decorative, heard):
    picture = {"image": ImageFactory().pk, "alt_text": "A pier at dawn", "decorative": decorative}
    page = StandardPage(title="T", body=[{"type": "image", "value": {"image": picture, "caption": "Dawn"}}])
    assert read(page).get("Body › Image › Image") == heard
    assert read(page)["Body › Image › Caption"] == ["Dawn"]


@pytest.mark.django_db
def test_tables_are_read_with_caption_headings_and_cells():
    table = {
        "caption": "Parts",
        "columns": [{"type": "text", "heading": "Part"}],
        "rows": [{"values": ["Welcome"]}],
    }
    page = LessonPage(title="T", body=[{"type": "table", "value": {"table": table, "first_column_heads": True}}])
    assert read(page)["Body › Table › Table"] == ["Parts", "Part", "Welcome"]


@pytest.mark.django_db
def test_what_a_lesson_quotes_is_read_with_it():
    term = GlossaryTerm.objects.create(name="Urge", meaning="A strong wish")
    tool = Tool.objects.create(key="t", name="Log", point=Point.URGES, purpose="To see a pattern", flipchart="<p>A</p>")
    page = LessonPage(title="T", body=[{"type": "tool", "value": {"tool": tool.pk}}])
    page.tools = [tool]
    told = {text.text for text in texts_of(page)} | {text.text for text in texts_of(term)}
    assert {"Log", "To see a pattern", "A", "Urge", "A strong wish"} <= told


@pytest.mark.django_db
def test_questions_of_a_quiz_are_read_with_answers_feedback_and_rubric():
    module = ModulePageFactory(parent=CourseFactory())
    page = AssessmentPageFactory(parent=module, writing=True, questions=1)
    QuestionFactory(options=["Elsewhere"])
    told = " ".join(text.text for text in texts_of(page))
    assert all(words in told for words in ("Blue (right)", "Listens, level 0", "Question"))
    assert "Elsewhere" not in told


@pytest.mark.django_db
def test_captions_of_a_film_are_read_like_its_transcript():
    said = ContentFile(b"WEBVTT\n\n00:01.000 --> 00:02.000\nHe is an\n\n00:02.000 --> 00:03.000\naddict.", "said.vtt")
    page = LessonPage(title="T", body=[("video", {"recording": RecordingFactory(captions=said), "caption": ""})])
    assert read(page)["Body › Film › Film › Recording › Captions"] == ["He is an addict."]


@pytest.mark.django_db
def test_captions_that_are_lost_or_longer_than_allowed_are_no_failure():
    lost, long = RecordingFactory(), RecordingFactory(captions=ContentFile(b"x" * (MOST + 9), "long.vtt"))
    lost.captions.storage.delete(lost.captions.name)
    assert [read(row).get("Captions") for row in (lost, long)] == [None, None]
