"""Trainers read and write notes about the activities of their courses, and of no others."""

import pytest
from django.urls import reverse

from assessments.services.trainers import appoint_trainer
from content.models import AllowedWord
from content.services.language import allow_words
from courses.models import LessonPage, TrainerNote
from courses.services.trainer_notes import write_trainer_note
from tests.cast import NOW
from tests.content.writing import LABEL
from tests.factories.pages import CourseFactory
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(cast):
    """A course that the trainer looks after."""
    course = CourseFactory(lessons=2)
    appoint_trainer(course=course, person=cast.trainer, by=None, at=NOW)
    return course


@pytest.fixture
def lesson(course):
    """Its first lesson."""
    return LessonPage.objects.descendant_of(course).first()


@pytest.fixture
def trainer(client_of, cast, course):
    """The browser of the trainer."""
    return client_of(cast.trainer)


def note_about(lesson, text="<p>Ask <strong>twice</strong>.</p>"):
    return write_trainer_note(course=lesson.course, activity_key=lesson.activity_key, text=text, by=None, at=NOW)


def address_of(lesson) -> str:
    return reverse("assessments:write-note", args=[lesson.course.slug, lesson.activity_key])


def test_trainers_read_what_there_is_and_may_write_about_the_rest(trainer, course, lesson):
    note_about(lesson)
    page = trainer.get(reverse("assessments:notes", args=[course.slug])).content.decode()
    assert "Ask <strong>twice</strong>." in page or "Ask <b>twice</b>." in page
    assert (page.count("Change the note"), page.count("Write a note")) == (1, 1)


def test_a_note_is_changed_in_the_words_it_was_typed_in(trainer, lesson):
    trainer.post(address_of(lesson), {"text": "Ask:\n\n- once\n- twice"})
    assert "<li>once</li>" in TrainerNote.objects.get().text
    assert "- once" in trainer.get(address_of(lesson)).content.decode()


def test_a_note_is_removed_by_leaving_it_empty(trainer, lesson):
    note_about(lesson)
    answer = trainer.post(address_of(lesson), {"text": " "}, follow=True)
    assert "There is no note now." in answer.content.decode()
    assert not TrainerNote.objects.exists()


def test_a_note_that_is_too_long_is_kept_in_the_form(trainer, lesson):
    answer = trainer.post(address_of(lesson), {"text": "word " * 1001})
    assert (answer.status_code, TrainerNote.objects.count()) == (422, 0)


def test_watched_words_are_named_below_the_text_which_is_kept_in_the_form(trainer, lesson):
    answer = trainer.post(address_of(lesson), {"text": f"Ask:\n\n{LABEL}"})
    told = answer.content.decode()
    assert (answer.status_code, TrainerNote.objects.count()) == (422, 0)
    assert all(words in told for words in (LABEL, "Names a whole person", "Instead:", "or say why it is meant."))


def test_a_reason_lets_a_trainer_keep_a_word(trainer, lesson, cast):
    typed = {"text": LABEL}
    key = trainer.post(address_of(lesson), typed).context["form"].found[0].key
    trainer.post(address_of(lesson), {**typed, key: "A quotation."})
    row = AllowedWord.objects.get()
    assert (row.stands_on, row.reason, row.allowed_by) == (TrainerNote.objects.get(), "A quotation.", cast.trainer)


def test_a_note_that_is_removed_takes_its_reasons_along(trainer, lesson):
    allow_words(on=note_about(lesson), reasons={("addict", LABEL): "A quotation."}, by=None, at=NOW)
    trainer.post(address_of(lesson), {"text": " "})
    assert not AllowedWord.objects.exists()


def test_a_trainer_of_another_course_finds_nothing(trainer):
    other = LessonPage.objects.descendant_of(CourseFactory(lessons=1)).get()
    addresses = [reverse("assessments:notes", args=[other.course.slug]), address_of(other)]
    assert [trainer.get(address).status_code for address in addresses] == [404, 404]


def test_whoever_lost_the_role_finds_nothing_though_the_permission_stayed(trainer, cast, lesson):
    note_about(lesson)
    addresses = [reverse("assessments:notes", args=[lesson.course.slug]), address_of(lesson)]
    type(cast.trainer).objects.filter(pk=cast.trainer.pk).update(is_staff=False)
    assert [trainer.get(address).status_code for address in addresses] == [404, 404]
    assert trainer.post(address_of(lesson), {"text": "Changed."}).status_code == 404


def test_an_activity_that_is_not_in_the_course_has_no_note(trainer, course):
    other = LessonPage.objects.descendant_of(CourseFactory(lessons=1)).get()
    address = reverse("assessments:write-note", args=[course.slug, other.activity_key])
    assert [trainer.get(address).status_code, trainer.post(address, {"text": "x"}).status_code] == [404, 404]


@pytest.mark.parametrize("lessons", [2, 20])
def test_the_notes_cost_the_same_for_few_lessons_and_many(lessons, cast, client_of):
    course = CourseFactory(lessons=lessons)
    appoint_trainer(course=course, person=cast.trainer, by=None, at=NOW)
    for lesson in LessonPage.objects.descendant_of(course):
        note_about(lesson)
    trainer = client_of(cast.trainer)
    trainer.get(reverse("assessments:notes", args=[course.slug]))
    with assert_statements(at_most=12):
        trainer.get(reverse("assessments:notes", args=[course.slug]))
