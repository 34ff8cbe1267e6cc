"""The form of a recording: what is uploaded is looked into, and published pages keep what they need."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from wagtail.test.utils.form_data import rich_text

from content.models import Recording
from content.viewsets.library import RecordingViewSet
from courses.models import LessonPage
from tests.factories.library import CAPTIONS, FILM, SOUND, RecordingFactory
from tests.factories.pages import CourseFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def form_class():
    return RecordingViewSet().get_form_class()


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.fixture
def judged(form_class, cast):
    """Return the errors of the form by field."""

    def judge(instance=None, transcript="<p></p>", kind="video", **files):
        data = {
            "kind": kind,
            "title": "Watching an urge",
            "seconds": "95",
            "poster": "",
            "transcript": rich_text(transcript),
        }
        data["captions-clear"] = files.pop("clear", "")
        form = form_class(data, files, instance=instance or Recording(), for_user=cast.editor)
        return {name: " ".join(errors) for name, errors in form.errors.items()}

    return judge


def test_a_film_is_kept_as_a_draft_without_captions_or_transcript(judged):
    assert judged(file=upload("urge.mp4", FILM)) == {}


@pytest.mark.parametrize("name", ["urge.mp4", "urge.webm"])
def test_what_is_not_what_its_name_says_is_refused(name, judged):
    assert "not what its name says" in judged(file=upload(name, b"<html>not a film</html>"))["file"]


@pytest.mark.parametrize("name", ["urge.exe", "urge.html", "urge"])
def test_a_file_of_an_unknown_kind_is_refused(name, judged):
    assert "file" in judged(file=upload(name, FILM))


def test_a_file_that_is_too_large_is_refused_with_both_sizes(judged, settings):
    settings.RECORDING_MAX_MEGABYTES = 0
    assert "This file is 1012\xa0bytes. Please keep it below" in judged(file=upload("urge.mp4", FILM))["file"]


@pytest.mark.parametrize(("kind", "name", "content"), [("video", "a.mp3", SOUND), ("audio", "a.mp4", FILM)])
def test_film_and_sound_are_not_mistaken_for_each_other(kind, name, content, judged):
    assert "A film is an MP4 or WebM file" in judged(kind=kind, file=upload(name, content))["file"]


def test_captions_are_looked_into(judged):
    file = upload("urge.mp4", FILM)
    assert "must say WEBVTT" in judged(file=file, captions=upload("urge.vtt", b"1\n00:00"))["captions"]
    assert judged(file=upload("urge.mp4", FILM), captions=upload("urge.vtt", CAPTIONS)) == {}


def test_a_sound_recording_has_no_captions(judged):
    errors = judged(kind="audio", file=upload("a.mp3", SOUND), captions=upload("a.vtt", CAPTIONS))
    assert "Only films have captions" in errors["captions"]


def test_captions_of_a_published_page_stay(judged):
    lesson = LessonPage.objects.descendant_of(CourseFactory(lessons=1)).get()
    film = RecordingFactory(on=[lesson])
    errors = judged(instance=film, clear="on")
    assert set(errors) == {"captions", "transcript"}
    assert "on published pages" in errors["captions"]


def test_captions_of_a_draft_can_be_taken_away(judged):
    assert judged(instance=RecordingFactory(), clear="on") == {}


def test_captions_that_a_page_needs_on_a_day_that_was_set_stay(judged):
    lesson = LessonPage.objects.descendant_of(CourseFactory(lessons=1)).get()
    film = RecordingFactory()
    lesson.body = [("video", {"recording": film, "caption": ""})]
    lesson.go_live_at = timezone.now() + timedelta(days=1)
    lesson.save_revision().publish()
    assert "with a day set for it" in judged(instance=film, clear="on")["captions"]
    assert judged(instance=RecordingFactory(), clear="on") == {}
