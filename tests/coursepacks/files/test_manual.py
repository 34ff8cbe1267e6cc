"""What docs/course-files.md shows is a course: it names every setting and block, and comes in as it stands there."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from courses.models import CoursePage, LessonPage, ModulePage
from lms.coursepacks.files.pages import activity_models, known_settings, shared_models
from tests.coursepacks.files.folders import MODULE, bring_in, write
from tests.factories.library import FILM, SOUND
from tests.factories.pictures import _drawn

WORDS = (Path(settings.BASE_DIR) / "docs/course-files.md").read_text(encoding="utf-8")
LESSON = "01-beginning/01-one-step.md"
FENCED = re.compile(r"```(?:markdown|yaml) ?(\S*)\n(.*?)```", re.DOTALL)
SNIPPET = re.compile(r"# (snippets/\S+)\n")
MEDIA = {
    "media/a-path.png": _drawn(),
    "media/urge-log.pdf": b"%PDF-1.4 sheet",
    "media/watching-an-urge.mp4": FILM,
    "media/watching-an-urge.vtt": b"WEBVTT",
    "media/a-quiet-minute.mp3": SOUND,
}
BLOCKS = LessonPage._meta.get_field("body").stream_block.child_blocks


def shown() -> dict[str, str | bytes]:
    """Return the files that the page shows; blocks stand in the lesson, one file of snippets after the other."""
    parts = FENCED.findall(WORDS)
    files = {name: text for name, text in parts if name}
    blocks, snippets = (text for name, text in parts if not name)
    files[LESSON] += blocks
    pieces = SNIPPET.split(snippets)[1:]
    return {**files, **dict(zip(pieces[::2], pieces[1::2], strict=True)), "01-beginning/module.md": MODULE, **MEDIA}


@pytest.mark.django_db
def test_the_course_it_shows_comes_in(tmp_path):
    said = bring_in(write(tmp_path, shown()))
    assert said.endswith("Done.\n")
    kinds = {block.block_type for block in LessonPage.objects.get(slug="one-step").body}
    assert kinds == set(BLOCKS)
    assert "Nothing to change." in bring_in(tmp_path)


@pytest.mark.parametrize("model", [CoursePage, ModulePage, *activity_models().values()])
def test_every_setting_is_named(model):
    body = WORDS.partition("| setting |")[2]
    assert [name for name in known_settings(model) if f"`{name}`" not in body] == []


def test_everything_that_is_written_once_has_its_place():
    named = {"glossaryterm", "tool", "recording", "questionbank", "rubric"}
    assert {model._meta.model_name for model in shared_models()} == named
    assert [
        word for word in ("glossaryterm", "tools", "recordings", "question banks", "rubrics") if word not in WORDS
    ] == []


def test_it_can_be_read_in_one_go():
    assert len(WORDS.splitlines()) <= 200
