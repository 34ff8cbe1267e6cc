"""The gate before every page of the course tree: who reads on, who is told why not, and who is told nothing."""

import pytest

from courses.models import Access, CoursePrerequisite, LessonPage, ModulePage
from enrolment.models import Enrolment
from tests.cast import NOW
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.pages import CourseFactory, LessonPageFactory, ModulePageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    """A course of one module with two lessons and a quiz."""
    return CourseFactory(title="Small steps", questions=1)


@pytest.fixture
def learner(course, client_of, cast):
    """The browser of Zoë, who takes the course."""
    EnrolmentFactory(course=course, learner=cast.zoe)
    return client_of(cast.zoe)


def module_of(course):
    return ModulePage.objects.child_of(course).get()


def lesson_of(course):
    return LessonPage.objects.descendant_of(course).first()


def activities_of(course):
    return [page.specific for page in module_of(course).get_children()]


def comes_after(course):
    first = CourseFactory(title="First things", lessons=1)
    CoursePrerequisite.objects.create(course=course, requires=first)
    return first


# --- Who reads on ---------------------------------------------------------------------------------


def test_whoever_takes_the_course_reads_every_page(course, learner):
    assert [learner.get(page.url).status_code for page in activities_of(course)] == [200, 200, 200]


def test_a_stranger_signs_in_first_and_comes_back(course, client):
    url = lesson_of(course).url
    assert client.get(f"{url}?from=mail")["Location"] == f"/accounts/login/?next={url}%3Ffrom%3Dmail"


def test_whoever_has_finished_reads_on(course, learner):
    Enrolment.objects.mark_completed(at=NOW)
    assert learner.get(lesson_of(course).url).status_code == 200


def test_a_lesson_shows_the_way_through_the_course(course, learner):
    page = learner.get(lesson_of(course).url).content.decode()
    assert "Step 1 of 3" in page
    assert all(activity.title in page for activity in activities_of(course))


def test_an_editor_may_look_without_taking_the_course(course, client_of, cast):
    pages = activities_of(course)
    assert [client_of(cast.editor).get(page.url).status_code for page in pages] == [200, 200, 200]


def test_an_editor_who_takes_the_course_may_look_at_a_newer_lesson(course, client_of, cast):
    EnrolmentFactory(course=course, learner=cast.editor)
    added = LessonPageFactory(parent=module_of(course))
    assert client_of(cast.editor).get(added.url).status_code == 200


# --- Who is told why not --------------------------------------------------------------------------


def test_whoever_has_not_started_is_told_to_start(course, client_of, cast):
    answer = client_of(cast.amir).get(lesson_of(course).url)
    assert answer.status_code == 403
    assert "Start the course to read it." in answer.content.decode()
    assert "Step 1" not in answer.content.decode()


def test_a_gated_course_says_who_it_is_for(client_of, cast):
    lesson = lesson_of(CourseFactory(access=Access.NOMINATED))
    answer = client_of(cast.amir).get(lesson.url)
    assert (answer.status_code, "SMART Lead" in answer.content.decode()) == (403, True)


@pytest.mark.parametrize("number", [0, 1, 2])
def test_every_page_waits_for_what_comes_first(number, course, learner):
    comes_after(course)
    answer = learner.get(activities_of(course)[number].url)
    assert (answer.status_code, "Please finish First things first." in answer.content.decode()) == (403, True)


def test_every_page_opens_once_what_comes_first_is_finished(course, learner, cast):
    EnrolmentFactory(course=comes_after(course), learner=cast.zoe, completed=True)
    assert learner.get(lesson_of(course).url).status_code == 200


def test_central_office_is_no_editor(course, client_of, cast):
    assert client_of(cast.office).get(lesson_of(course).url).status_code == 403


# --- What is not there ----------------------------------------------------------------------------


def test_a_lesson_of_a_later_edition_is_not_found(course, learner):
    added = LessonPageFactory(parent=module_of(course))
    assert learner.get(added.url).status_code == 404


def test_a_draft_is_not_found_and_tells_nothing(course, client_of, cast):
    draft = LessonPageFactory(parent=module_of(course), live=False, title="Secret plan")
    answer = client_of(cast.amir).get(f"/courses/{course.slug}/{module_of(course).slug}/{draft.slug}/")
    assert (answer.status_code, "Secret plan" in answer.content.decode()) == (404, False)


def test_an_editor_does_not_find_a_draft_on_the_site(course, client_of, cast):
    lesson = lesson_of(course)
    lesson.unpublish()
    address = f"/courses/{course.slug}/{module_of(course).slug}/{lesson.slug}/"
    assert client_of(cast.editor).get(address).status_code == 404


# --- What is being updated ------------------------------------------------------------------------


def test_an_unpublished_lesson_is_being_updated_for_whoever_has_it(course, learner):
    lesson, url = lesson_of(course), lesson_of(course).url
    lesson.unpublish()
    page = learner.get(url).content.decode()
    assert "This page is being updated" in page
    assert "Pick one small step" not in page
    assert "Go on with another page" in page


def test_a_lesson_of_an_unpublished_module_is_being_updated(course, learner):
    module_of(course).unpublish()
    page = learner.get(lesson_of(course).url).content.decode()
    assert "This page is being updated" in page
    assert "Pick one small step" not in page


@pytest.mark.parametrize("which", ["course", "lesson"])
def test_an_unpublished_course_is_being_updated_for_whoever_takes_it(which, course, learner):
    url = {"course": f"/courses/{course.slug}/", "lesson": lesson_of(course).url}[which]
    course.unpublish()
    answer = learner.get(url)
    assert (answer.status_code, "This page is being updated" in answer.content.decode()) == (200, True)


@pytest.mark.parametrize("which", ["course", "lesson"])
def test_an_unpublished_course_is_not_found_by_anybody_else(which, course, client_of, cast):
    url = {"course": f"/courses/{course.slug}/", "lesson": lesson_of(course).url}[which]
    course.unpublish()
    answer = client_of(cast.amir).get(url)
    assert (answer.status_code, "Small steps" in answer.content.decode()) == (404, False)


def test_a_moved_lesson_is_read_at_its_new_address(course, learner):
    other = ModulePageFactory(parent=course)
    lesson_of(course).move(other, pos="last-child")
    assert learner.get(LessonPage.objects.child_of(other).get().url).status_code == 200


def test_a_copied_lesson_is_not_found_by_whoever_takes_the_course(course, learner):
    copy = lesson_of(course).copy(update_attrs={"slug": "a-copy"})
    assert learner.get(copy.url).status_code == 404
