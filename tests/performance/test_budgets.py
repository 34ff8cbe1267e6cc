"""The budgets of the contract: so many statements a page, the same for 5 activities and 50."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from content.models import StandardPage
from content.rendering import slots_of
from courses.models import CoursePage, LessonPage
from courses.outline import page_address
from enrolment.models import DeclarationPage, NameConfirmationPage
from tests.cast import Cast
from tests.factories.attempts import AttemptFactory
from tests.factories.enrolments import ActivityCompletionFactory, EnrolmentFactory
from tests.factories.library import RecordingFactory
from tests.factories.pages import CourseFactory
from tests.factories.pictures import ImageFactory, address_of
from tests.factories.study import BookmarkFactory, EntryFactory, NoteFactory, practice_course, practice_lesson
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db
LESSON, OUTLINE, CATALOGUE, HOME, ANSWER, HAND_IN = 6, 7, 5, 6, 5, 11
PICTURE, PUBLIC_PICTURE, SITE_MAP = 7, 3, 4


def learner_on(cast: Cast, lessons: int) -> CoursePage:
    course = CourseFactory(lessons=lessons, questions=3)
    ActivityCompletionFactory(enrolment=EnrolmentFactory(learner=cast.zoe, course=course))
    return course


def signed_in(client_of: Callable[..., Client], cast: Cast) -> Client:
    browser = client_of(cast.zoe)
    browser.get("/accounts/")  # the first request of a process fills caches of content types and site roots
    return browser


@pytest.mark.parametrize("lessons", [5, 50])
def test_a_lesson_costs_the_same_whatever_the_length_of_the_course(cast: Cast, client_of, lessons: int) -> None:
    course, browser = learner_on(cast, lessons), signed_in(client_of, cast)
    lesson = LessonPage.objects.descendant_of(course).order_by("path").last()
    browser.get(page_address(course, lesson))
    with assert_statements(at_most=LESSON):
        assert browser.get(page_address(course, lesson)).status_code == 200


@pytest.mark.parametrize("times", [1, 6])
def test_a_lesson_costs_the_same_whatever_was_written_in_it(cast: Cast, client_of, times: int) -> None:
    course = practice_course(times, needs_end_seen=True, needs_checks=True, needs_worksheets=True)
    enrolment, lesson = EnrolmentFactory(learner=cast.zoe, course=course), practice_lesson(course)
    for slot in slots_of(lesson):
        EntryFactory(enrolment=enrolment, slot=slot, kind=slot.kind)
    NoteFactory(learner=cast.zoe, course=course, activity_key=lesson.activity_key)
    BookmarkFactory(learner=cast.zoe, course=course, activity_key=lesson.activity_key)
    browser = signed_in(client_of, cast)
    browser.get(page_address(course, lesson))
    with assert_statements(at_most=LESSON):
        assert browser.get(page_address(course, lesson)).status_code == 200


@pytest.mark.parametrize("lessons", [5, 50])
def test_reading_on_without_a_script_costs_the_estimate_besides(cast: Cast, client_of, lessons: int) -> None:
    course, browser = learner_on(cast, lessons), signed_in(client_of, cast)
    first, second, *_others = LessonPage.objects.descendant_of(course).order_by("path")
    browser.get(page_address(course, second))
    browser.get(page_address(course, first))
    with assert_statements(at_most=LESSON + 2):
        assert browser.get(page_address(course, second)).status_code == 200


@pytest.mark.parametrize("lessons", [5, 50])
@pytest.mark.parametrize("kind", [DeclarationPage, NameConfirmationPage])
def test_a_declaration_and_a_name_cost_one_statement_more_than_a_lesson(cast: Cast, client_of, kind, lessons) -> None:
    course = CourseFactory(lessons=lessons, formalities=True)
    EnrolmentFactory(learner=cast.zoe, course=course)
    browser, page = signed_in(client_of, cast), kind.objects.get()
    browser.get(page_address(course, page))
    with assert_statements(at_most=LESSON + 1):
        assert browser.get(page_address(course, page)).status_code == 200


@pytest.mark.parametrize("lessons", [5, 50])
def test_an_outline_with_ticks_costs_the_same_whatever_its_length(cast: Cast, client_of, lessons: int) -> None:
    course, browser = learner_on(cast, lessons), signed_in(client_of, cast)
    browser.get(page_address(course, course))
    with assert_statements(at_most=OUTLINE):
        assert browser.get(page_address(course, course)).status_code == 200


@pytest.mark.parametrize("lessons", [5, 50])
def test_the_home_costs_the_same_whatever_the_length_of_the_course(cast: Cast, client_of, lessons: int) -> None:
    browser = signed_in(client_of, cast)
    learner_on(cast, lessons)
    browser.get(reverse("dashboards:home"))
    with assert_statements(at_most=HOME):
        assert browser.get(reverse("dashboards:home")).status_code == 200


@pytest.mark.parametrize("courses", [2, 20])
def test_the_catalogue_costs_the_same_for_few_courses_and_many(cast: Cast, client_of, courses: int) -> None:
    browser = signed_in(client_of, cast)
    for course in CourseFactory.create_batch(courses):
        EnrolmentFactory(learner=cast.zoe, course=course)
    browser.get(reverse("courses:index"))
    with assert_statements(at_most=CATALOGUE):
        assert browser.get(reverse("courses:index")).status_code == 200


@pytest.mark.parametrize("questions", [2, 20])
def test_saving_an_answer_costs_the_same_whatever_the_length_of_the_quiz(cast: Cast, client_of, questions: int) -> None:
    browser, attempt = signed_in(client_of, cast), attempt_of(cast, questions)
    item = attempt.paper.items[0]
    answer = {f"question-{item.key}": item.options[0].key}
    with assert_statements(at_most=ANSWER):
        browser.post(reverse("assessments:question", args=[attempt.pk, 1]), answer)


@pytest.mark.parametrize("questions", [2, 20])
def test_handing_in_costs_the_same_whatever_the_length_of_the_quiz(cast: Cast, client_of, questions: int) -> None:
    browser, attempt = signed_in(client_of, cast), attempt_of(cast, questions)
    with assert_statements(at_most=HAND_IN):
        browser.post(reverse("assessments:check", args=[attempt.pk]))


@pytest.mark.parametrize("places", [1, 20])
def test_a_picture_of_a_lesson_costs_the_same_wherever_else_it_stands(cast: Cast, client_of, places: int) -> None:
    course, browser = learner_on(cast, places), signed_in(client_of, cast)
    address = address_of(ImageFactory(on=list(LessonPage.objects.descendant_of(course))))
    with assert_statements(at_most=PICTURE):
        assert browser.get(address).getvalue()


@pytest.mark.parametrize("places", [1, 20])
def test_a_part_of_a_film_costs_no_more_than_a_picture(cast: Cast, client_of, places: int) -> None:
    course, browser = learner_on(cast, places), signed_in(client_of, cast)
    film = RecordingFactory(on=list(LessonPage.objects.descendant_of(course)))
    with assert_statements(at_most=PICTURE):
        assert browser.get(film.file.url, headers={"range": "bytes=0-9"}).getvalue()


def test_a_picture_for_everybody_costs_little(cast: Cast, client_of) -> None:
    address = address_of(ImageFactory(on=[StandardPage.objects.get(slug="privacy")]))
    with assert_statements(at_most=PUBLIC_PICTURE):
        assert client_of(None).get(address).getvalue()


@pytest.mark.parametrize("courses", [2, 20])
def test_the_site_map_costs_the_same_for_few_courses_and_many(client: Client, courses: int) -> None:
    CourseFactory.create_batch(courses)
    with assert_statements(at_most=SITE_MAP):
        assert client.get("/sitemap.xml").status_code == 200


def attempt_of(cast: Cast, questions: int):
    course = CourseFactory(lessons=1, questions=questions)
    return AttemptFactory(enrolment=EnrolmentFactory(learner=cast.zoe, course=course))


def test_counting_sees_every_statement(cast: Cast) -> None:
    cast.zoe.refresh_from_db()
    with pytest.raises(AssertionError, match="1 statements instead of at most 0"), assert_statements(at_most=0):
        cast.zoe.refresh_from_db()
