"""An editor may ask a second reader before a page of a course is published; nobody must."""

import pytest
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Workflow, WorkflowPage

from content.models import HomePage
from courses.models import CoursePage, LessonPage
from courses.reference import SECOND_READER, load_second_reader
from lms.accounts.roles import Role
from lms.notifications.models import OutboundEmail
from tests.content.unready import film
from tests.content.writing import LABEL
from tests.courses.admin import course_form
from tests.factories.pages import CourseFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client_of):
    """The browser of another editor."""
    return client_of(UserFactory(role=Role.EDITOR))


@pytest.fixture
def course():
    """A course that nobody can read yet."""
    CoursePage.objects.filter(pk=CourseFactory().pk).update(live=False)
    return CoursePage.objects.order_by("pk").last()


@pytest.fixture
def submit(cast, client_of):
    """Press "Submit to Second reader" on the form of a course."""

    def press(course, **changes):
        address = reverse("wagtailadmin_pages:edit", args=[course.pk])
        return client_of(cast.editor).post(address, {**course_form(course, **changes), "action-submit": "1"})

    return press


def approve(reader, page):
    """Press "Approve" on the reader's home."""
    state = page.current_workflow_task_state
    return reader.post(reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk]))


def fresh(page):
    return type(page).objects.get(pk=page.pk)


def test_it_is_offered_on_all_pages_of_courses_and_on_no_other():
    lesson = LessonPage.objects.descendant_of(CourseFactory(lessons=1)).get()
    assert lesson.get_workflow().name == SECOND_READER
    assert HomePage.objects.get().get_workflow() is None


def test_what_a_reader_approves_is_published(course, submit, reader):
    submit(course, summary="Read by two")
    assert not fresh(course).live
    approve(reader, fresh(course))
    assert (fresh(course).live, fresh(course).summary) == (True, "Read by two")


def test_readers_hear_of_it_and_find_it_on_their_home(course, submit, reader):
    submit(course)
    asked = OutboundEmail.objects.exclude(subject__contains="submitted to workflow").get()
    assert course.title in asked.subject
    assert course.title in reader.get("/cms/").content.decode()


def test_words_are_asked_for_before_it_is_published(course, submit, reader):
    submit(course, summary=LABEL)
    approve(reader, fresh(course))
    assert not fresh(course).live
    assert OutboundEmail.objects.filter(kind="publication_held").count() == 2


def test_what_it_lacks_is_asked_for_before_it_is_published(cast, reader):
    lesson = LessonPage.objects.descendant_of(CourseFactory(lessons=1)).get()
    lesson.body = [film()]
    lesson.save_revision()
    lesson.get_workflow().start(lesson, cast.editor)
    approve(reader, fresh(lesson))
    assert fresh(lesson).body[0].block_type == "text"
    assert OutboundEmail.objects.filter(kind="publication_held", user=cast.editor).exists()


def test_an_editor_who_does_not_wait_publishes_alone(course, submit, cast, client_of):
    submit(course)
    address = reverse("wagtailadmin_pages:edit", args=[course.pk])
    client_of(cast.editor).post(address, {**course_form(course), "action-publish": "1"})
    assert fresh(course).live
    assert not fresh(course).workflow_in_progress


def test_loading_again_makes_nothing_new():
    load_second_reader()
    assert Workflow.objects.active().get().name == SECOND_READER
    assert GroupApprovalTask.objects.filter(name=SECOND_READER).count() == 1


def test_loading_again_keeps_what_central_office_changed():
    workflow = Workflow.objects.active().get()
    workflow.name = "Four eyes"
    workflow.deactivate()
    load_second_reader()
    assert not WorkflowPage.objects.exists()
    assert not Workflow.objects.active().exists()


def test_central_office_may_turn_it_off(cast, client_of):
    address = reverse("wagtailadmin_workflows:disable", args=[Workflow.objects.active().get().pk])
    client_of(cast.office).post(address)
    assert CoursePage.objects.first().get_workflow() is None


@pytest.mark.parametrize(("who", "status"), [("office", 200), ("editor", 302), ("zoe", 403)])
def test_central_office_alone_changes_who_reads(who, status, cast, client_of):
    workflow, browser = Workflow.objects.active().get(), client_of(getattr(cast, who))
    task = workflow.tasks.get()
    found = [("index", []), ("edit", [workflow.pk]), ("task_index", []), ("edit_task", [task.pk])]
    answers = {browser.get(reverse(f"wagtailadmin_workflows:{name}", args=args)).status_code for name, args in found}
    assert answers == {status}
