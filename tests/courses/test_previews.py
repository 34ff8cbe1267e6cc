"""Previews: an editor sees a page as somebody who has begun the course, and that somebody is made up."""

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, streamfield

from assessments.models import AssessmentPage
from courses.models import CourseIndexPage, CoursePage, LessonPage, ModulePage
from enrolment.models import DeclarationPage, NameConfirmationPage
from tests.content.blocks.pieces import tags
from tests.factories.enrolments import ActivityCompletionFactory, EnrolmentFactory
from tests.factories.pages import CourseFactory
from tests.factories.study import NoteFactory, practice_course, practice_lesson

pytestmark = pytest.mark.django_db
KINDS = [CoursePage, LessonPage, AssessmentPage, DeclarationPage, NameConfirmationPage]
MODES = [(kind, mode) for kind in KINDS for mode, _label in kind.preview_modes]
SOMEBODYS = {"learner", "enrolment", "attempt"}
MODELS = [model._meta for model in apps.get_models()]
OF_LEARNERS = [meta.db_table for meta in MODELS if SOMEBODYS & {field.name for field in meta.get_fields()}]


@pytest.fixture
def editor(client_of, cast):
    """The browser of an editor."""
    return client_of(cast.editor)


def lessons_of(course):
    return LessonPage.objects.descendant_of(course).order_by("path")


def preview(editor, page, mode="", view="view_draft", args=None):
    """Return the preview of the draft of `page`, in its own mode if none is named."""
    address = reverse(f"wagtailadmin_pages:{view}", args=args or [page.pk])
    answer = editor.get(address, {"mode": mode} if mode else {})
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_lesson_stands_in_its_course_with_what_comes_before_done(editor):
    second = lessons_of(CourseFactory(lessons=3))[1]
    seen = preview(editor, second)
    assert len(tags(seen, ".outline li.is-done")) == 1
    assert second.title in tags(seen, ".outline a[aria-current]")[0]
    assert "Step 2 of 3" in tags(seen, ".step-header")[0]
    assert tags(seen, "[role=progressbar], progress, .progress")


def test_its_sheets_its_note_and_its_way_on_are_there(editor):
    course = practice_course(needs_end_seen=True, needs_worksheets=True)
    seen = preview(editor, practice_lesson(course))
    assert all(tags(seen, there) for there in (".sheet textarea", ".own-note", ".bookmark button"))
    assert len(tags(seen, "[data-open-point]")) == 2
    assert "Mark as done and go on" in tags(seen, ".lesson-end button")


@pytest.mark.parametrize("kind", KINDS[1:])
def test_nothing_on_it_can_be_sent(editor, kind):
    page = kind.objects.descendant_of(CourseFactory(lessons=1, questions=1, formalities=True)).get()
    seen = BeautifulSoup(preview(editor, page), "html.parser")
    assert seen.select("main fieldset[disabled] button")
    assert seen.select("main form") == seen.select("main fieldset[disabled] form")
    assert not seen.select("script[src*=reading], script[src*=study-time]")


@pytest.mark.parametrize(("kind", "mode"), MODES)
def test_nobodys_record_is_read_and_nothing_is_written(editor, kind, mode):
    page = kind.objects.descendant_of(CourseFactory(lessons=1, questions=1, formalities=True), inclusive=True).get()
    preview(editor, page, mode)
    with CaptureQueriesContext(connection) as asked:
        preview(editor, page, mode)
    sql = [query["sql"] for query in asked]
    assert [one for one in sql if any(f'"{table}"' in one for table in OF_LEARNERS)] == []
    assert [one for one in sql if not one.startswith("SELECT")] == []


def test_what_editors_learn_themselves_is_not_in_it(editor, cast):
    first = lessons_of(CourseFactory(lessons=2))[0]
    ActivityCompletionFactory(enrolment=EnrolmentFactory(learner=cast.editor, course=first.course))
    NoteFactory(learner=cast.editor, course=first.course, activity_key=first.activity_key)
    seen = preview(editor, first)
    assert (tags(seen, ".is-done"), "Ring Jo" in seen) == ([], False)


def test_a_lesson_that_was_never_published_is_previewed_in_its_place(editor):
    first = lessons_of(CourseFactory(lessons=2))[0]
    first.unpublish()
    seen = preview(editor, first)
    assert ("Step 1 of 2" in seen, "being updated" in seen) == (True, False)


def test_so_is_one_that_was_never_saved(editor):
    module = ModulePage.objects.child_of(CourseFactory(lessons=2)).get()
    blocks = streamfield([("worksheet", {"kind": "abc", "heading": "", "text": "null"})])
    fields = {"title": "New", "slug": "new", "minutes": 5, "outcomes": streamfield([]), "body": blocks}
    fields |= {f"comments-{name}_FORMS": number for name, number in (("TOTAL", 0), ("INITIAL", 0), ("MAX_NUM", 9))}
    args = ["courses", "lessonpage", module.pk]
    editor.post(reverse("wagtailadmin_pages:preview_on_add", args=args), nested_form_data(fields))
    seen = preview(editor, module, view="preview_on_add", args=args)
    assert ("Step 3 of 3" in seen, len(tags(seen, ".sheet textarea"))) == (True, 5)


def test_a_lesson_is_previewed_with_blank_sheets_too(editor):
    seen = preview(editor, practice_lesson(practice_course()), "blank")
    assert ("A: What happened" in seen, tags(seen, "main form")) == (True, [])


def test_a_course_is_previewed_as_visitors_meet_it(editor):
    seen = preview(editor, CourseFactory(lessons=3))
    assert ("Create an account to start" in seen, "Your next step" in seen) == (True, False)


def test_and_as_somebody_who_has_begun_it(editor):
    seen = preview(editor, CourseFactory(lessons=3), "begun")
    assert ("Your next step" in seen, tags(seen, "main form")) == (True, [])
    assert [len(tags(seen, f".task-list .tag--{kind}")) for kind in ("done", "now")] == [1, 1]


def test_a_course_nobody_may_see_yet_is_previewed(editor):
    course = CourseFactory(lessons=0, live=False)
    assert all(course.title in preview(editor, course, mode) for mode, _label in CoursePage.preview_modes)


def test_the_catalogue_is_previewed_with_its_courses(editor):
    course = CourseFactory(lessons=1)
    assert course.title in preview(editor, CourseIndexPage.objects.get())
