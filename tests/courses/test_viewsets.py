"""Editors choose the further words a programme looks for; its name, which certificates bear, they leave alone."""

import pytest
from django.urls import reverse

from content.language import open_findings
from content.models import WordList
from courses.models import LessonPage, Programme
from tests.factories.pages import CourseFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client_of, cast):
    """The browser of an editor."""
    return client_of(cast.editor)


def test_a_list_that_a_programme_is_given_applies_in_its_course(editor):
    course = CourseFactory(awarding=True)
    words = WordList.objects.get(key="start-smart")
    editor.post(reverse("programmes:edit", args=[course.programme.pk]), {"word_list": words.pk, "name": "Other"})
    programme = Programme.objects.get(pk=course.programme.pk)
    assert (programme.word_list, programme.name) == (words, course.programme.name)
    lesson = LessonPage.objects.descendant_of(course).first()
    lesson.title = "Addictive games"
    assert len(open_findings(lesson)) == 1


@pytest.mark.parametrize("name", ["add", "delete"])
def test_editors_neither_make_nor_delete_programmes(name, editor):
    programme = Programme.objects.first()
    args = [programme.pk] if name == "delete" else []
    editor.post(reverse(f"programmes:{name}", args=args), {"word_list": ""})
    assert list(Programme.objects.filter(pk=programme.pk)) == [programme]
    assert not Programme.objects.filter(name="").exists()
