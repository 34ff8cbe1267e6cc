"""Importing: planned field by field, all or nothing, one edition at the end, and nobody's learning touched."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from wagtail.images import get_image_model
from wagtail.models import Page

from assessments.models import AssessmentPage, AssessmentQuestion
from courses.models import CourseEdition, CoursePage, CoursePrerequisite, LessonPage, TrainerNote
from lms.core.errors import DomainError
from lms.coursepacks.files.importing import import_course
from tests.cast import NOW
from tests.coursepacks.files.folders import COURSE, LESSON, MODULE, bring_in, export, learned, small, write
from tests.factories.enrolments import ActivityCompletionFactory
from tests.factories.pages import CourseFactory, QuestionFactory
from tests.factories.pictures import _drawn

pytestmark = pytest.mark.django_db
ONE, TWO = "01-beginning/01-one-step.md", "01-beginning/02-two-steps.md"
PICTURE = "\n:::image\nimage:\n  image: media/a.png\n  alt_text: A path\n:::\n"
CALLOUT = "\n:::callout\nkind: tip\ntext: Words\n:::\n"


def lessons() -> list[str]:
    course = CoursePage.objects.get(slug="small-steps")
    return list(LessonPage.objects.descendant_of(course).live().order_by("path").values_list("slug", flat=True))


def lesson(slug: str = "one-step") -> LessonPage:
    return LessonPage.objects.get(slug=slug)


def refused(folder: Path) -> DomainError:
    with pytest.raises(DomainError) as refusal:
        import_course(folder=folder, by=None, at=NOW)
    return refusal.value


def change(folder: Path, name: str, old: str, new: str) -> Path:
    path = folder / name
    path.write_text(path.read_text().replace(old, new))
    return folder


@pytest.fixture
def here(tmp_path):
    """The folder of a course of two lessons that was imported and exported again, so that it has every key."""
    folder = write(small(tmp_path / "first"), {TWO: LESSON.replace("One step", "Two steps") + CALLOUT})
    bring_in(folder)
    export("small-steps", tmp_path / "here")
    return tmp_path / "here"


def test_a_folder_written_by_hand_makes_a_published_course_with_an_edition(tmp_path):
    said = bring_in(small(tmp_path / "by-hand"))
    edition = CourseEdition.objects.get(course__slug="small-steps")
    assert [row.title for row in edition.outline.activities] == ["One step"]
    assert edition.note == "From the files in “by-hand”"
    assert lesson().body.raw_data[0]["value"] == "<p>Pick <strong>one</strong> thing.</p>"
    assert said.splitlines()[-2:] == ["publish       edition 1", "Done."]


def test_a_folder_written_by_hand_has_nothing_to_change_the_second_time(tmp_path):
    folder = write(small(tmp_path), {TWO: LESSON.replace("One", "Two") + CALLOUT + PICTURE, "media/a.png": _drawn()})
    bring_in(folder)
    assert "Nothing to change." in bring_in(folder)
    assert CourseEdition.objects.filter(course__slug="small-steps").count() == 1


def test_changes_are_planned_field_by_field(here):
    change(here, ONE, "minutes: 5", "minutes: 7")
    change(here, ONE, "Pick", "Choose")
    said = bring_in(here)
    assert f"change        {ONE}\n                minutes: 5 → 7\n                body: 1 changed\n" in said
    assert "unchanged     3" in said
    assert "edition 2" in said


def test_a_correction_of_words_is_live_at_once_and_needs_no_edition(here):
    said = bring_in(change(here, ONE, "Pick", "Choose"))
    assert "Choose" in str(lesson().body)
    assert CourseEdition.objects.filter(course__slug="small-steps").count() == 1
    assert "edition" not in said


def test_blocks_keep_their_ids_though_the_file_has_none_and_one_more_stands_before_them(here):
    before = lesson("two-steps").body.raw_data[1]["id"]
    text = re.sub(r"(?m)^id: .*\n| id=\S+", "", (here / TWO).read_text())
    (here / TWO).write_text(text.replace(":::callout", f"{CALLOUT.replace('Words', 'New')}\nAnd\n\n:::callout"))
    bring_in(here)
    blocks = lesson("two-steps").body.raw_data
    assert [block["type"] for block in blocks] == ["text", "callout", "text", "callout"]
    assert (blocks[3]["id"], blocks[3]["value"]["text"]) == (before, "<p>Words</p>")


def test_a_page_that_is_missing_is_taken_offline_and_not_deleted(here):
    (here / ONE).unlink()
    said = bring_in(here)
    assert "take offline  One step\n                it is not in the folder; nothing is deleted" in said
    assert (lessons(), lesson().live) == (["two-steps"], False)
    assert "Nothing to change." in bring_in(here)


def test_another_order_moves_pages_and_keeps_their_keys(here):
    keys = {slug: lesson(slug).translation_key for slug in lessons()}
    (here / ONE).rename(here / "01-beginning/03-one-step.md")
    assert "move          01-beginning/module.md" in bring_in(here)
    assert lessons() == ["two-steps", "one-step"]
    assert {slug: lesson(slug).translation_key for slug in lessons()} == keys
    assert "Nothing to change." in bring_in(here)


def test_a_page_in_another_folder_moves_to_the_other_module(here):
    write(here, {"02-more/module.md": MODULE.replace("Beginning", "More")})
    (here / TWO).rename(here / "02-more/01-two-steps.md")
    key = lesson("two-steps").translation_key
    assert "to the module “More”" in bring_in(here)
    assert lesson("two-steps").get_parent().title == "More"
    assert lesson("two-steps").translation_key == key
    assert "Nothing to change." in bring_in(here)


def test_two_pages_may_swap_their_addresses(here):
    keys = [lesson("two-steps").translation_key, lesson("one-step").translation_key]
    change(here, ONE, "slug: one-step", "slug: two-steps")
    change(here, TWO, "slug: two-steps", "slug: one-step")
    bring_in(here)
    assert [lesson("one-step").translation_key, lesson("two-steps").translation_key] == keys
    assert "Nothing to change." in bring_in(here)


def test_links_between_new_pages_lead_to_each_other(tmp_path):
    folder = small(tmp_path, lesson=LESSON + "\n[Next](page:beginning/two-steps) [Back](page:beginning)\n")
    bring_in(write(folder, {TWO: LESSON.replace("One step", "Two steps")}))
    pages = [lesson("two-steps").pk, lesson().get_parent().pk]
    assert all(f'linktype="page" id="{pk}"' in lesson().body.raw_data[0]["value"] for pk in pages)


def test_enrolments_facts_and_pinned_editions_stay_as_they_are(here):
    ActivityCompletionFactory(enrolment__course=CoursePage.objects.get(slug="small-steps"))
    before = learned()
    change(here, ONE, "minutes: 5", "minutes: 50")
    (here / TWO).unlink()
    bring_in(here)
    assert learned() == before


def test_a_dry_run_changes_nothing_and_keeps_no_file(here):
    before = Page.objects.count(), list(LessonPage.objects.order_by("pk").values())
    change(here, ONE, "minutes: 5", "minutes: 7")
    write(here, {"01-beginning/03-new.md": LESSON.replace("One", "New") + PICTURE, "media/a.png": _drawn()})
    said = bring_in(here, "--dry-run")
    assert "make          01-beginning/03-new.md" in said
    assert said.endswith("Only a plan; nothing was changed.\n")
    assert (Page.objects.count(), list(LessonPage.objects.order_by("pk").values())) == before
    assert [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()] == []


def test_a_refusal_in_the_middle_leaves_nothing_behind(tmp_path):
    folder = small(tmp_path, lesson=LESSON + PICTURE.replace("A path", ""))
    error = refused(write(folder, {"media/a.png": _drawn()}))
    assert (error.code, error.file) == ("invalid", ONE)
    assert not CoursePage.objects.filter(slug="small-steps").exists()
    assert [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()] == []


def test_a_quiz_without_questions_is_refused(tmp_path):
    quiz = LESSON.replace("kind: lesson", "kind: quiz").partition("Pick")[0]
    error = refused(write(small(tmp_path), {TWO: quiz}))
    assert (error.code, error.file) == ("invalid", TWO)
    assert "A quiz asks something" in error.sentence


def test_a_file_that_is_no_picture_is_refused(tmp_path):
    folder = write(small(tmp_path, lesson=LESSON + PICTURE), {"media/a.png": "<svg onload='x'/>"})
    assert refused(folder).code == "no_picture"


def test_a_picture_that_is_here_already_is_used_again(here):
    get_image_model().objects.all().delete()
    write(here, {"01-beginning/03-new.md": LESSON.replace("One", "New") + PICTURE, "media/a.png": _drawn()})
    write(here, {"01-beginning/04-newer.md": LESSON.replace("One", "Newer") + PICTURE})
    bring_in(here)
    bring_in(change(here, ONE, "Pick", "Choose"))
    assert get_image_model().objects.count() == 1


def test_a_file_that_was_swapped_is_refused(here):
    write(here, {"media/a.png": _drawn(), "media/media.yaml": "media/a.png:\n  sha256: abc\n"})
    assert refused(here).code == "bad_digest"


def test_a_key_of_another_course_is_refused(here):
    other = LessonPage.objects.descendant_of(CourseFactory(lessons=1)).get()
    change(here, ONE, str(lesson().translation_key), str(other.translation_key))
    assert refused(here).code == "key_elsewhere"


def test_an_address_where_another_page_stands_is_refused_and_never_given_a_new_key(here):
    change(here, ONE, str(lesson().translation_key), "3c8e2b0e-0000-4000-8000-000000000001")
    error = refused(here)
    assert error.code == "slug_taken"
    assert str(lesson().translation_key) in error.sentence


def test_a_page_cannot_become_another_type(here):
    text = "---\nkind: name\ntitle: Your name\nslug: one-step\n---\n"
    (here / ONE).write_text(text)
    assert refused(here).code == "another_type"


def test_a_course_that_would_come_after_itself_is_refused(here):
    other = CourseFactory(title="Other")
    CoursePrerequisite.objects.create(course=other, requires=CoursePage.objects.get(slug="small-steps"))
    change(here, "course.md", "access: open", "access: open\nprerequisites: [other]")
    assert refused(here).code == "prerequisite_circle"


def test_an_open_course_asks_for_no_written_answer(tmp_path):
    folder = tmp_path / "a"
    CourseFactory(title="Gated", writing=True)
    export("gated", folder)
    error = refused(change(folder, "course.md", "access: nominated", "access: open"))
    assert error.code == "written_on_open_course"


def test_an_edition_that_is_refused_is_told_and_the_pages_stay(tmp_path):
    said = bring_in(small(tmp_path, lesson=LESSON.replace("minutes: 5", "required: false")))
    assert "No edition: This course has no published lesson that is needed to finish it." in said
    assert lessons() == ["one-step"]


def test_notes_for_trainers_and_words_that_are_meant_come_along(here):
    words = "trainer_note: Go **slowly**.\nallowed_words:\n- phrase: addict\n  passage: an addict\n  reason: Quoted\n"
    bring_in(change(here, ONE, "minutes: 5\n", f"minutes: 5\n{words}"))
    note = TrainerNote.objects.get(activity_key=lesson().translation_key)
    assert "slowly" in note.text
    assert [row.reason for row in lesson().allowed_words.all()] == ["Quoted"]
    assert "Nothing to change." in bring_in(here)


def test_questions_that_were_changed_or_left_out_stay_in_their_bank(tmp_path):
    CourseFactory(title="Asked", questions=2)
    export("asked", tmp_path / "a")
    quiz = next((tmp_path / "a").rglob("*quiz*.md"))
    text = quiz.read_text()
    quiz.write_text(text[: text.rindex(":::question")].replace("Green", "Leaf green"))
    said = bring_in(tmp_path / "a")
    assert "questions: 1 changed, 1 gone" in said
    assert QuestionFactory._meta.model.objects.filter(bank__name="Tests").count() == 2
    assert "Nothing to change." in bring_in(tmp_path / "a")


@pytest.fixture
def asked_twice(tmp_path):
    """The folder of a course with a quiz, whose one question the course “Other” asks, too."""
    quizzes = [AssessmentPage.objects.descendant_of(CourseFactory(title=title, questions=1)).get() for title in "AB"]
    AssessmentQuestion.objects.filter(page=quizzes[1]).update(question=quizzes[0].questions.get().question)
    export("a", tmp_path / "a")
    return tmp_path / "a"


def test_a_question_that_another_course_asks_too_is_not_changed(asked_twice):
    quiz = next(asked_twice.rglob("*quiz*.md"))
    quiz.write_text(re.sub(r"(?m) id=\S+|^id: .*\n", "", quiz.read_text()).replace("Green", "Leaf green"))
    error = refused(asked_twice)
    assert error.code == "question_elsewhere"
    assert "and would change there" in error.sentence


def test_the_id_of_a_question_of_another_course_is_refused(tmp_path, asked_twice):
    quiz = next(asked_twice.rglob("*quiz*.md"))
    text = re.sub("(?m)^(key|slug): .*\n", "", quiz.read_text()).replace("Question", "Another question")
    folder = write(small(tmp_path / "new"), {TWO: text, "snippets/questionbank/tests.yaml": "name: Tests\n"})
    assert refused(folder).code == "question_elsewhere"


def test_a_question_that_stays_as_it_is_may_be_asked_by_several_courses(asked_twice):
    quiz = next(asked_twice.rglob("*quiz*.md"))
    quiz.write_text(quiz.read_text().replace("pass_mark: 80", "pass_mark: 90"))
    assert "pass_mark: 80 → 90" in bring_in(asked_twice)


def test_a_course_that_is_not_published_stays_so(tmp_path):
    bring_in(small(tmp_path, course=COURSE.replace("access: open", "access: open\npublished: false")))
    assert not CoursePage.objects.get(slug="small-steps").live
    assert "Nothing to change." in bring_in(tmp_path)
