"""Starting a course and marking lessons as done, as a browser does it."""

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from assessments.models import AssessmentPage
from courses.models import Access, CoursePrerequisite, LessonPage, ModulePage
from enrolment.models import ActivityCompletion, Enrolment
from tests.factories.enrolments import ActivityCompletionFactory, EnrolmentFactory
from tests.factories.pages import CourseFactory, LessonPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    """A course of one module with two lessons."""
    return CourseFactory(title="Small steps")


@pytest.fixture
def zoe(client_of, cast):
    """Zoë's browser."""
    return client_of(cast.zoe)


@pytest.fixture
def enrolment(course, cast):
    """Zoë's enrolment."""
    return EnrolmentFactory(learner=cast.zoe, course=course)


def start(client, course, **how):
    return client.post(f"/learn/{course.slug}/start/", **how)


def done_address(course, key):
    return f"/learn/{course.slug}/done/{key}/"


def mark(client, course, number=0, **how):
    return client.post(done_address(course, lessons_of(course)[number].activity_key), **how)


def lessons_of(course):
    return list(LessonPage.objects.descendant_of(course).order_by("path"))


def words(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


# --- Starting -------------------------------------------------------------------------------------


def test_starting_leads_to_the_first_lesson(course, zoe, cast):
    assert start(zoe, course)["Location"] == lessons_of(course)[0].url
    assert Enrolment.objects.get().learner == cast.zoe


def test_starting_twice_is_harmless(course, zoe):
    start(zoe, course)
    assert start(zoe, course)["Location"] == lessons_of(course)[0].url
    assert Enrolment.objects.count() == 1


def test_a_refusal_is_a_page_with_its_sentence_and_a_way_on(zoe):
    answer = start(zoe, CourseFactory(access=Access.NOMINATED))
    page = answer.content.decode()
    assert (answer.status_code, "SMART Lead" in page, 'href="/learn/"' in page) == (409, True, True)
    assert 'href="/enrol/"' in page


def test_what_comes_first_is_named(course, zoe):
    CoursePrerequisite.objects.create(course=course, requires=CourseFactory(title="First things"))
    answer = start(zoe, course)
    assert (answer.status_code, "Please finish First things first." in answer.content.decode()) == (409, True)


def test_an_unpublished_course_cannot_be_started(course, zoe):
    course.unpublish()
    assert start(zoe, course).status_code == 404


# --- Marking as done ------------------------------------------------------------------------------


def test_marking_a_lesson_leads_to_the_next_one(course, enrolment, zoe):
    assert mark(zoe, course)["Location"] == lessons_of(course)[1].url
    assert ActivityCompletion.objects.get().enrolment == enrolment


def test_marking_twice_records_it_once(course, enrolment, zoe):
    mark(zoe, course)
    mark(zoe, course)
    assert ActivityCompletion.objects.count() == 1


def test_a_lesson_skipped_before_comes_next_after_the_last_one(course, enrolment, zoe):
    assert mark(zoe, course, 1)["Location"] == lessons_of(course)[0].url


def test_the_last_lesson_leads_to_the_course_and_says_well_done(course, enrolment, zoe):
    mark(zoe, course)
    answer = mark(zoe, course, 1)
    assert (answer["Location"], words(answer)) == (
        f"/courses/{course.slug}/",
        ["You have finished Small steps. Well done."],
    )


def test_finishing_a_course_that_awards_says_that_the_certificate_is_being_made(zoe, cast):
    course = CourseFactory(awarding=True, title="Leading", lessons=1)
    enrolment = EnrolmentFactory(learner=cast.zoe, course=course)
    ActivityCompletionFactory(enrolment=enrolment, activity_key=enrolment.edition.outline.keys[1])
    answer = mark(zoe, course, follow=True)
    assert words(answer) == ["You have finished Leading. Your certificate is being made."]
    assert 'href="/learn/certificates/"' in answer.content.decode()


def test_well_done_is_said_once(course, enrolment, zoe):
    mark(zoe, course)
    mark(zoe, course, 1)
    assert len(words(mark(zoe, course, 1))) == 1


def test_a_finished_course_shows_its_note(course, enrolment, zoe):
    mark(zoe, course)
    page = mark(zoe, course, 1, follow=True).content.decode()
    assert f"/learn/notes/{enrolment.pk}/" in page
    assert zoe.get(f"/learn/notes/{enrolment.pk}/").status_code == 200


def test_a_quiz_is_not_marked_by_hand(zoe, cast):
    course = EnrolmentFactory(learner=cast.zoe, course=CourseFactory(questions=1)).course
    quiz = AssessmentPage.objects.get()
    assert zoe.post(done_address(course, quiz.activity_key)).status_code == 404
    assert not ActivityCompletion.objects.exists()


def test_a_lesson_of_another_course_is_not_found(course, enrolment, zoe):
    other = lessons_of(CourseFactory())[0]
    assert zoe.post(done_address(course, other.activity_key)).status_code == 404


def test_a_lesson_of_a_later_edition_is_not_found(course, enrolment, zoe):
    added = LessonPageFactory(parent=ModulePage.objects.child_of(course).get())
    assert zoe.post(done_address(course, added.activity_key)).status_code == 404


@pytest.mark.parametrize("what", ["lesson", "module", "course"])
def test_what_is_being_updated_cannot_be_marked(what, course, enrolment, zoe):
    lesson = lessons_of(course)[0]
    {"lesson": lesson, "module": lesson.get_parent().specific, "course": course}[what].unpublish()
    answer = zoe.post(done_address(course, lesson.activity_key))
    assert (answer["Location"], "being updated" in words(answer)[0]) == (f"/courses/{course.slug}/", True)
    assert not ActivityCompletion.objects.exists()


def test_whoever_has_not_started_is_refused(course, zoe):
    answer = mark(zoe, course)
    assert (answer.status_code, "Start the course" in answer.content.decode()) == (403, True)


def test_another_persons_enrolment_does_not_open_it(course, enrolment, client_of, cast):
    assert mark(client_of(cast.amir), course).status_code == 403
    assert not ActivityCompletion.objects.exists()


def test_what_comes_first_holds_for_marking_too(course, enrolment, zoe):
    CoursePrerequisite.objects.create(course=course, requires=CourseFactory(title="First things"))
    answer = mark(zoe, course)
    assert (answer.status_code, "Please finish First things first." in answer.content.decode()) == (403, True)
    assert not ActivityCompletion.objects.exists()


# --- Both -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("act", [start, mark])
def test_a_stranger_signs_in_first(act, course, client):
    answer = act(client, course)
    assert answer["Location"].startswith("/accounts/login/?next=/learn/small-steps/")
    assert not Enrolment.objects.exists()


@pytest.mark.parametrize("act", [start, mark])
def test_coming_back_from_signing_in_leads_to_the_course(act, course, client, zoe):
    back = act(client, course)["Location"].partition("?next=")[2]
    assert zoe.get(back)["Location"] == f"/courses/{course.slug}/"


@pytest.mark.parametrize("address", ["/learn/no-such-course/start/", "/learn/no-such-course/done/not-a-key/"])
def test_no_such_course_is_not_found(address, zoe):
    assert zoe.post(address).status_code == 404


@pytest.mark.parametrize("act", [start, mark])
def test_nobody_can_be_made_to_act_from_another_site(act, course, cast, enrolment):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.zoe)
    assert act(browser, course).status_code == 403
    assert not ActivityCompletion.objects.exists()
