"""The whole site is looked through: manuals, notes for trainers, library and question bank as well as pages."""

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from content.models import AllowedWord, WordList
from content.places import place_of
from content.registries import further_texts
from content.services.language import allow_words
from courses.models import LessonPage
from tests.cast import NOW
from tests.content.further import MAKERS, manual_saying, note_saying, open_words
from tests.content.writing import LABEL, plain_page
from tests.factories.library import GlossaryTermFactory, RecordingFactory, ToolFactory
from tests.factories.pages import AssessmentPageFactory, CourseFactory, ModulePageFactory

pytestmark = pytest.mark.django_db


def allow_in(row) -> None:
    allow_words(on=row, reasons={("addict", LABEL): "A quotation."}, by=None, at=NOW)


def strict_course():
    course = CourseFactory(awarding=True, lessons=1)
    course.programme.word_list = WordList.objects.get(key="start-smart")
    course.programme.save()
    return course


def test_every_kind_has_its_example():
    assert {kind for kind, _texts in further_texts} == set(MAKERS)


@pytest.mark.parametrize("kind", MAKERS)
def test_a_row_beside_pages_is_looked_at_and_fails_the_command(kind, capsys):
    row = MAKERS[kind]()
    assert open_words() == [(kind, "addict")]
    with pytest.raises(CommandError):
        call_command("check_language")
    assert place_of(row).title in capsys.readouterr().out


@pytest.mark.parametrize("kind", MAKERS)
def test_a_word_with_a_reason_waits_no_longer_there_and_nowhere_else(kind):
    row = MAKERS[kind]()
    allow_in(row)
    assert open_words() == []
    plain_page()
    assert open_words() == [("", "addict")]


@pytest.mark.parametrize("kind", MAKERS)
def test_a_deleted_row_takes_its_reasons_along(kind):
    row = MAKERS[kind]()
    allow_in(row)
    type(row).objects.filter(pk=row.pk).delete()
    assert not AllowedWord.objects.exists()


@pytest.mark.parametrize(
    ("factory", "field"), [(RecordingFactory, "title"), (GlossaryTermFactory, "meaning"), (ToolFactory, "purpose")]
)
def test_what_stands_on_a_page_is_read_there_alone(factory, field):
    lesson = LessonPage.objects.descendant_of(CourseFactory(lessons=1)).get()
    factory(on=[lesson], **{field: LABEL})
    assert open_words() == [("", "addict")]


def test_a_question_of_a_quiz_and_its_rubric_are_read_there_alone():
    page = AssessmentPageFactory(parent=ModulePageFactory(parent=CourseFactory()), writing=True, questions=1)
    question = page.questions.filter(question__rubric__isnull=False).get().question
    type(question.rubric).objects.update(name=LABEL)
    assert {kind for kind, _word in open_words()} == {""}


def test_a_manual_that_is_not_published_is_a_draft():
    manual_saying(LABEL, published=False)
    assert [open_words(), open_words(drafts=True)] == [[], [("manuals", "addict")]]


def test_the_words_of_a_programme_are_looked_for_in_its_manual():
    manual_saying("Sugar is addictive.", programme=strict_course().programme)
    manual_saying("Sugar is addictive.")
    assert open_words() == [("manuals", "addictive")]


def test_the_words_of_a_programme_are_looked_for_in_notes_about_its_course():
    note_saying("<p>Sugar is addictive.</p>", strict_course())
    note_saying("<p>Sugar is addictive.</p>")
    assert open_words() == [("trainer-notes", "addictive")]


def test_a_note_about_an_activity_that_has_gone_is_read_by_nobody():
    note = note_saying(f"<p>{LABEL}</p>")
    LessonPage.objects.get(translation_key=note.activity_key).delete()
    assert open_words() == []


def test_a_word_is_allowed_on_a_page_or_in_a_row_and_never_on_both_or_nothing():
    allow_in(MAKERS["glossary"]())
    changes = [{"page": plain_page().pk}, {"object_id": None, "content_type": None}]
    for change in changes:
        with pytest.raises(IntegrityError), transaction.atomic():
            AllowedWord.objects.update(**change)
