"""The editor's page of a note for trainers, and that no learner's page ever reads the table."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.test.utils.form_data import rich_text

from content.services.language import allow_words
from courses.models import LessonPage, TrainerNote
from courses.outline import page_address
from courses.services.trainer_notes import write_trainer_note
from enrolment.models import Enrolment
from tests.cast import NOW
from tests.content.further import open_words
from tests.content.writing import LABEL
from tests.coursepacks.packing import material_of
from tests.factories.attempts import AttemptFactory
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.pages import CourseFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(cast):
    """A course with a quiz that Zoë takes."""
    course = CourseFactory(lessons=2, questions=3)
    EnrolmentFactory(course=course, learner=cast.zoe)
    return course


@pytest.fixture
def lesson(course):
    """Its first lesson, with a note for trainers."""
    lesson = LessonPage.objects.descendant_of(course).first()
    write_trainer_note(course=course, activity_key=lesson.activity_key, text="<p>Ask twice.</p>", by=None, at=NOW)
    return lesson


def test_an_editor_meets_the_note_from_the_form_of_the_lesson(lesson, cast, client_of):
    address = reverse("courses_trainer_note", args=[lesson.pk])
    editor = client_of(cast.editor)
    assert address in editor.get(reverse("wagtailadmin_pages:edit", args=[lesson.pk])).content.decode()
    assert "Ask twice." in editor.get(address).content.decode()


def test_an_editor_changes_the_note(lesson, cast, client_of):
    address = reverse("courses_trainer_note", args=[lesson.pk])
    answer = client_of(cast.editor).post(address, {"text": rich_text("<p>Ask once.</p>")})
    assert answer["Location"] == reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    assert "Ask once." in TrainerNote.objects.get().text


def test_watched_words_are_named_beside_the_text_and_kept_with_a_reason_alone(lesson, cast, client_of):
    address, editor = reverse("courses_trainer_note", args=[lesson.pk]), client_of(cast.editor)
    typed = {"text": rich_text(f"<p>{LABEL}</p>")}
    answer = editor.post(address, typed)
    told = answer.content.decode()
    assert (answer.status_code, TrainerNote.objects.get().text) == (422, "<p>Ask twice.</p>")
    assert all(words in told for words in (LABEL, "Names a whole person", "Instead:", "or say why it is meant."))
    editor.post(address, {**typed, answer.context["form"].found[0].key: "A quotation."})
    assert LABEL in TrainerNote.objects.get().text
    assert open_words() == []


def test_a_note_whose_words_have_their_reasons_is_changed_elsewhere_without_another(lesson, cast, client_of):
    note = TrainerNote.objects.get()
    allow_words(on=note, reasons={("addict", LABEL): "A quotation."}, by=None, at=NOW)
    address = reverse("courses_trainer_note", args=[lesson.pk])
    answer = client_of(cast.editor).post(address, {"text": rich_text(f"<p>{LABEL}</p><p>Ask once.</p>")})
    assert (answer.status_code, "Ask once." in TrainerNote.objects.get().text) == (302, True)


def test_a_page_that_is_no_activity_has_no_note(course, cast, client_of):
    assert client_of(cast.editor).get(reverse("courses_trainer_note", args=[course.pk])).status_code == 404


def listen(browser, *addresses):
    """Return what the database was asked for these pages, and the words of them all."""
    with CaptureQueriesContext(connection) as asked:
        answers = [browser.get(address) for address in addresses]
    assert {answer.status_code for answer in answers} == {200}
    sql = " ".join(query["sql"].lower() for query in asked)
    return sql, "".join(answer.content.decode() for answer in answers)


def pages_of(course, lesson):
    """Return the addresses of all that a learner opens on the way through `course`, with a quiz handed in."""
    attempt = AttemptFactory(enrolment=Enrolment.objects.get(), passed=True)
    pages = [page_address(course, page) for page in (course, lesson, attempt.assessment)]
    named = [reverse(f"dashboards:{name}") for name in ("home", "notes", "search")]
    about = [reverse(f"{name}", args=[course.slug]) for name in ("dashboards:receipt", "coursepacks:list")]
    search = f"{reverse('dashboards:search')}?q=twice"
    return [*pages, *named, *about, search, reverse("assessments:result", args=[attempt.pk]), reverse("courses:index")]


def test_no_page_of_a_learner_reads_the_notes(lesson, course, cast, client_of):
    sql, words = listen(client_of(cast.zoe), *pages_of(course, lesson))
    assert ("trainernote" in sql, "Ask twice." in words) == (False, False)


def test_nor_does_a_question_of_a_quiz(lesson, cast, client_of):
    attempt = AttemptFactory(enrolment=Enrolment.objects.get())
    sql, words = listen(client_of(cast.zoe), reverse("assessments:question", args=[attempt.pk, 1]))
    assert ("trainernote" in sql, "Ask twice." in words) == (False, False)


def test_nor_does_what_a_pack_is_made_of(lesson, course):
    with CaptureQueriesContext(connection) as asked:
        material = material_of(course)
    assert "trainernote" not in " ".join(query["sql"].lower() for query in asked)
    assert "Ask twice." not in str(material)


def test_whoever_may_read_them_is_heard(lesson, cast, client_of):
    sql, words = listen(client_of(cast.editor), reverse("courses_trainer_note", args=[lesson.pk]))
    assert ("trainernote" in sql, "Ask twice." in words) == (True, True)
