"""Recordings of a folder are judged as those that are uploaded."""

from pathlib import Path

import pytest
from django.conf import settings as of_site

from content.models import Recording
from courses.models import CoursePage, LessonPage
from tests.coursepacks.files.folders import LESSON, bring_in, small, write
from tests.coursepacks.files.test_importing import refused
from tests.factories.library import CAPTIONS, FILM, SOUND

pytestmark = pytest.mark.django_db
SNIPPET = "kind: video\ntitle: Film\nfile: media/a.mp4\ncaptions: media/a.vtt\ntranscript: It rises.\n"
AT = "snippets/recording/film.yaml"
MEDIA = {"media/a.mp4": FILM, "media/a.vtt": CAPTIONS}


def folder_with(folder: Path, files: dict[str, bytes], snippet: str = SNIPPET) -> Path:
    lesson = LESSON + "\n:::video\nrecording: film\n:::\n"
    return write(small(folder, lesson=lesson), {AT: snippet, **MEDIA, **files})


def test_a_film_with_captions_and_transcript_comes_in(tmp_path):
    bring_in(folder_with(tmp_path, {}))
    row = Recording.objects.get()
    assert (row.file.size, row.captions.size) == (len(FILM), len(CAPTIONS))


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("media/a.mp4", b"<html>not a film</html>", "not what its name says"),
        ("media/a.mp4", SOUND, "not what its name says"),
        ("media/a.vtt", b"1\n00:00 --> 00:01\nA", "not a WebVTT file"),
        ("media/a.vtt", CAPTIONS + bytes(1024 * 1024), "Please keep it below"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused(tmp_path, name, content, words):
    error = refused(folder_with(tmp_path, {name: content}))
    assert (error.code, error.file) == ("not_as_named", name)
    assert words in error.sentence
    assert not CoursePage.objects.filter(slug="small-steps").exists()
    assert [path for path in Path(of_site.MEDIA_ROOT).rglob("*") if path.is_file()] == []


def test_a_film_that_is_too_large_is_refused(tmp_path, settings):
    settings.RECORDING_MAX_MEGABYTES = 0
    assert "Please keep it below" in refused(folder_with(tmp_path, {})).sentence


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("kind: video", "kind: audio", "A film is an MP4 or WebM file"),
        ("a.mp4", "a.mp3", "A film is an MP4 or WebM file"),
        ("kind: video\ntitle: Film\nfile: media/a.mp4", "kind: audio\ntitle: S\nfile: media/a.mp3", "Only films have"),
    ],
)
def test_film_and_sound_are_not_mistaken_for_each_other(tmp_path, old, new, words):
    error = refused(folder_with(tmp_path, {"media/a.mp3": SOUND}, SNIPPET.replace(old, new)))
    assert (error.code, error.file) == ("invalid", AT)
    assert words in error.sentence


@pytest.mark.parametrize("line", ["captions: media/a.vtt\n", "transcript: It rises.\n"])
def test_what_published_pages_need_is_not_taken_away(tmp_path, line):
    bring_in(folder_with(tmp_path, {}))
    folder = folder_with(tmp_path, {}, SNIPPET.replace(line, ""))
    (folder / "01-beginning/01-one-step.md").write_text(LESSON)
    error = refused(folder)
    assert (error.code, error.file) == ("invalid", AT)
    assert "so this must stay" in error.sentence
    assert LessonPage.objects.get().body.raw_data[-1]["type"] == "video"


def test_a_transcript_without_a_word_is_none(tmp_path):
    error = refused(folder_with(tmp_path, {}, SNIPPET.replace("It rises.", "{html: '<p> </p>'}")))
    assert "transcript" in error.sentence
