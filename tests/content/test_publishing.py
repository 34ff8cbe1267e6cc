"""Drafts may lack what some people need to follow a film; what is published may not. What was typed is previewed."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, streamfield

from courses.models import LessonPage
from tests.content.blocks.pieces import tags
from tests.factories.library import RecordingFactory
from tests.factories.pages import CourseFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def lesson():
    return LessonPage.objects.descendant_of(CourseFactory(lessons=1)).get()


@pytest.fixture
def editor(client_of, cast):
    """The browser of an editor."""
    return client_of(cast.editor)


def form(lesson, *blocks, **more):
    fields = {
        "title": lesson.title,
        "slug": lesson.slug,
        "minutes": 5,
        "outcomes": streamfield([]),
        "comments-TOTAL_FORMS": 0,
    }
    fields |= {"comments-INITIAL_FORMS": 0, "comments-MIN_NUM_FORMS": 0, "comments-MAX_NUM_FORMS": 1000}
    return nested_form_data({**fields, "body": streamfield(blocks), **more})


def film(**facts):
    return "video", {"recording": RecordingFactory(**facts).pk, "caption": ""}


def send(editor, lesson, *blocks, **more):
    address = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    answer = editor.post(address, form(lesson, *blocks, **more), follow=True)
    lesson.refresh_from_db()
    return answer


def test_a_film_without_captions_is_kept_as_a_draft(editor, lesson):
    send(editor, lesson, film(captions=""))
    assert lesson.get_latest_revision_as_object().body[0].block_type == "video"


def test_a_film_without_captions_is_not_published_and_the_editor_is_told_why(editor, lesson):
    answer = send(editor, lesson, film(captions=""), **{"action-publish": "1"}).content.decode()
    assert "This film has no captions yet: add them to the film, then publish." in answer
    assert lesson.body[0].block_type == "text"


def test_a_film_with_captions_and_transcript_is_published(editor, lesson):
    send(editor, lesson, film(), **{"action-publish": "1"})
    assert lesson.body[0].block_type == "video"


def test_a_draft_may_hold_a_film_that_is_not_chosen_yet(editor, lesson):
    send(editor, lesson, ("video", {"recording": "", "caption": ""}))
    assert lesson.get_latest_revision_as_object().body[0].value["recording"] is None


def test_what_was_typed_is_previewed_with_sheets_that_send_nothing(editor, lesson):
    sheets = [("reflection", {"question": "What passes?"}), ("worksheet", {"kind": "abc", "text": "null"})]
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[lesson.pk])
    editor.post(address, form(lesson, *sheets))
    seen = editor.get(address).content.decode()
    assert all(words in seen for words in ("What passes?", "A: What happened"))
    assert len(tags(seen, "form[data-sheet]")) == 3
    assert tags(seen, "main :not(fieldset[disabled] *):is(form, button)") == []
