"""Courses in full: every block that lessons have, with a picture, recordings and files that are really stored."""

from typing import Any

from django.core.files.base import ContentFile
from wagtail.documents.models import Document

from content.blocks import LessonBlock
from content.models import GlossaryTerm, Recording, Tool
from courses.models import CoursePage, LessonPage
from tests.factories.pages import CourseFactory
from tests.factories.pictures import ImageFactory

TRANSCRIPT = "<p>Let us take one urge and watch it. It rises, it stays, it falls.</p>"
LINKS = (
    "<h2>Where to go on</h2><h3>Online</h3>"
    '<p>Read <a href="https://example.org/tools?a=1&amp;b=2">more about tools</a> ☕, or write to '
    '<a href="mailto:help@example.org">help@example.org</a>.</p>'
)


def every_block() -> list[dict[str, Any]]:
    """Return a body with each block of lessons once, beginning below the heading that it should begin with."""
    chosen = _chosen()
    block = LessonBlock()
    rows = [{"type": "text", "value": "<h3>First</h3><p>Words <b>first</b>.</p>"}, {"type": "text", "value": LINKS}]
    for name, child in block.child_blocks.items():
        value = chosen.get(name) or child.get_prep_value(child.normalize(child.meta.preview_value))
        rows.append({"type": name, "value": value})
    return [{**row, "id": f"00000000-0000-4000-8000-{place:012d}"} for place, row in enumerate(rows)]


def _chosen() -> dict[str, Any]:
    picture = ImageFactory()
    film = _recording("video", "film.mp4", captions=ContentFile(b"WEBVTT\n", "film.vtt"))
    sound = _recording("audio", "sound.mp3")
    sheet = Document.objects.create(title="Urge Log", file=ContentFile(b"%PDF-1.7\n", "urge-log.pdf"), file_size=9)
    term = GlossaryTerm.objects.get_or_create(name="Lapse", defaults={"meaning": "A slip. It ends nothing."})[0]
    about = {"name": "Urge surfing", "point": "2", "purpose": "Watch it pass.", "flipchart": "<ul><li>Draw.</li></ul>"}
    tool = Tool.objects.get_or_create(key="urge-surfing", defaults=about)[0]
    image = {"image": picture.pk, "alt_text": "A boat on a wave", "decorative": False}
    return {
        "image": {"image": image, "caption": "It carries you"},
        "video": {"recording": film.pk, "caption": "A film"},
        "audio": {"recording": sound.pk, "caption": ""},
        "download": {"document": sheet.pk, "title": "", "text": "One sheet for one week."},
        "glossary": {"terms": [{"type": "item", "value": term.pk, "id": "00000000-0000-4000-8000-00000000000a"}]},
        "tool": {"tool": tool.pk, "note": "With the group."},
    }


def _recording(kind: str, name: str, **fields: Any) -> Recording:
    about = {"kind": kind, "title": f"Watching an urge: {kind}", "transcript": TRANSCRIPT}
    return Recording.objects.create(file=ContentFile(b"not really a recording", name), **about, **fields)


def whole_course(*, modules: int = 2, lessons: int = 2, **fields: Any) -> CoursePage:
    """Return a course of `modules` modules with `lessons` lessons each, every block in every lesson, and a quiz."""
    course = CourseFactory(title="Getting SMART", modules=modules, lessons=lessons, questions=1, **fields)
    body = every_block()
    for lesson in LessonPage.objects.descendant_of(course):
        lesson.body = LessonPage.body.field.to_python(body)
        lesson.save()
    return course
