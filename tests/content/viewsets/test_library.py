"""The library in the admin: found, filtered, exported, and shown with the pages it stands on; for editors alone."""

import pytest
from django.urls import reverse

from content.models import Point
from courses.models import LessonPage
from tests.factories.library import GlossaryTermFactory, RecordingFactory, ToolFactory
from tests.factories.pages import CourseFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client_of, cast):
    """The browser of an editor."""
    return client_of(cast.editor)


def listing(editor, model: str, **asked: str) -> str:
    return editor.get(reverse(f"wagtailsnippets_content_{model}:list"), asked).content.decode()


@pytest.mark.parametrize(
    ("model", "factory", "field"),
    [
        ("recording", RecordingFactory, "title"),
        ("glossaryterm", GlossaryTermFactory, "name"),
        ("tool", ToolFactory, "name"),
    ],
)
def test_lists_are_searched_by_name(model, factory, field, editor):
    factory(**{field: "Watching urges"})
    factory(**{field: "Sea shells"})
    found = listing(editor, model, q="watching")
    assert "Watching urges" in found
    assert "Sea shells" not in found


def test_tools_are_found_by_their_point(editor):
    ToolFactory(name="Urge Log", point=Point.URGES)
    ToolFactory(name="Change Plan", point=Point.MOTIVATION)
    found = listing(editor, "tool", point=Point.URGES)
    assert "Urge Log" in found
    assert "Change Plan" not in found


def test_recordings_are_found_by_their_kind_and_say_what_is_missing(editor):
    RecordingFactory(title="A film", incomplete=True)
    RecordingFactory(title="A talk", sound=True)
    found = listing(editor, "recording", kind="video")
    assert "captions, transcript" in found
    assert "A talk" not in found


def test_an_export_holds_no_formula(editor):
    GlossaryTermFactory(name="=1+1")
    address = reverse("wagtailsnippets_content_glossaryterm:list")
    exported = b"".join(editor.get(address, {"export": "csv"}).streaming_content).decode()
    assert "'=1+1" in exported


def test_usage_leads_to_the_pages_that_show_a_tool(editor):
    lesson = LessonPage.objects.descendant_of(CourseFactory(lessons=1)).get()
    tool = ToolFactory(on=[lesson])
    found = editor.get(reverse("wagtailsnippets_content_tool:usage", args=[tool.pk])).content.decode()
    assert lesson.title in found


def test_an_uploaded_file_that_is_no_film_is_refused_beside_its_field(editor):
    form = editor.get(reverse("wagtailsnippets_content_recording:add")).content.decode()
    assert 'enctype="multipart/form-data"' in form
