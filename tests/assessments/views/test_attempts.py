"""A quiz as a browser takes it: start, question by question, check, hand in, result."""

import re

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from assessments.models import AssessmentPage, Attempt, Response
from courses.models import CoursePrerequisite, LessonPage, ModulePage
from enrolment.models import ActivityCompletion, Enrolment
from enrolment.services.progress import record_completion
from tests.cast import NOW
from tests.factories.attempts import AttemptFactory, answer_by_row, right_answer, wrong_answer
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.pages import AssessmentPageFactory, CourseFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment(cast):
    """Zoë on a course of one lesson and a quiz of three questions."""
    return EnrolmentFactory(learner=cast.zoe, course=CourseFactory(title="Small steps", lessons=1, questions=3))


@pytest.fixture
def zoe(client_of, cast):
    """Zoë's browser."""
    return client_of(cast.zoe)


@pytest.fixture
def attempt(enrolment):
    """Zoë's attempt, in progress."""
    return AttemptFactory(enrolment=enrolment)


def quiz():
    return AssessmentPage.objects.get()


def start_address(course, key=None):
    return f"/learn/{course.slug}/quiz/{key or quiz().activity_key}/start/"


def page_of(attempt, page):
    return f"/learn/attempts/{attempt.pk}/{page}/"


def answer(client, attempt, number, chosen, **more):
    item = attempt.paper.items[number - 1]
    return client.post(page_of(attempt, number), {f"question-{item.key}": chosen, **more})


def answer_all(client, attempt, choose):
    for number, item in enumerate(attempt.paper.items, 1):
        answer(client, attempt, number, choose(item))


def submit(client, attempt, **how):
    return client.post(page_of(attempt, "check"), **how)


def words(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def in_words(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


# --- Starting -------------------------------------------------------------------------------------


def test_starting_leads_to_the_first_question(enrolment, zoe):
    first = zoe.post(start_address(enrolment.course))["Location"]
    assert first == page_of(Attempt.objects.get(), 1)
    assert "Question 1 of 3" in zoe.get(first).content.decode()


def test_going_on_leads_to_the_first_open_question(enrolment, attempt, zoe):
    answer(zoe, attempt, 1, right_answer(attempt.paper.items[0]))
    assert zoe.post(start_address(enrolment.course))["Location"] == page_of(attempt, 2)


def test_going_on_with_every_question_answered_leads_to_the_first(enrolment, attempt, zoe):
    answer_by_row(attempt)
    assert zoe.post(start_address(enrolment.course))["Location"] == page_of(attempt, 1)


def test_a_refusal_to_start_is_a_sentence_on_the_page_of_the_quiz(enrolment, zoe):
    AttemptFactory(enrolment=enrolment, passed=True)
    response = zoe.post(start_address(enrolment.course))
    assert response["Location"] == quiz().url
    assert words(response) == ["You have passed this quiz. There is nothing more to do here."]


def test_the_page_of_the_quiz_says_when_to_come_back(enrolment, zoe, time_machine):
    time_machine.move_to(NOW)
    AssessmentPage.objects.update(cool_down_hours=24)
    AttemptFactory(enrolment=enrolment, not_yet_passed=True)
    page = in_words(zoe.get(quiz().url))
    assert "You can try again from Tuesday 21 April, 10:30." in page


def test_a_quiz_of_a_later_edition_is_not_found(enrolment, zoe):
    added = AssessmentPageFactory(parent=ModulePage.objects.get(), questions=1)
    assert zoe.post(start_address(enrolment.course, added.activity_key)).status_code == 404
    assert not Attempt.objects.exists()


def test_a_lesson_is_no_quiz(enrolment, zoe):
    lesson = LessonPage.objects.get()
    assert zoe.post(start_address(enrolment.course, lesson.activity_key)).status_code == 404


@pytest.mark.parametrize("kind", [AssessmentPage, ModulePage])
def test_a_quiz_that_is_being_updated_does_not_start(kind, enrolment, zoe):
    kind.objects.get().unpublish()
    response = zoe.post(start_address(enrolment.course))
    assert (response["Location"], "being updated" in words(response)[0]) == ("/courses/small-steps/", True)
    assert not Attempt.objects.exists()


# --- Answering ------------------------------------------------------------------------------------


def test_an_answer_is_saved_and_leads_to_the_next_question(attempt, zoe):
    chosen = right_answer(attempt.paper.items[0])
    assert answer(zoe, attempt, 1, chosen)["Location"] == page_of(attempt, 2)
    assert Response.objects.get().chosen == chosen


def test_the_last_answer_leads_to_the_check(attempt, zoe):
    assert answer(zoe, attempt, 3, right_answer(attempt.paper.items[2]))["Location"] == page_of(attempt, "check")


def test_an_answer_given_before_is_chosen_when_the_question_is_opened_again(attempt, zoe):
    [chosen] = wrong_answer(attempt.paper.items[0])
    answer(zoe, attempt, 1, [chosen])
    assert re.search(rf'value="{chosen}"[^>]*checked', zoe.get(page_of(attempt, 1)).content.decode())


def test_no_answer_is_answered_with_a_sentence_and_nothing_is_lost(attempt, zoe):
    response = zoe.post(page_of(attempt, 1))
    assert response.status_code == 422
    assert "Choose an answer, or leave the question for later." in in_words(response)


@pytest.mark.parametrize("forged", ["forged", "00000000-0000-0000-0000-000000000000", "<script>alert(1)</script>"])
def test_a_forged_option_is_refused_and_not_echoed_as_markup(forged, attempt, zoe):
    response = answer(zoe, attempt, 1, [forged])
    assert (response.status_code, b"<script>alert" in response.content) == (422, False)
    assert not Response.objects.exists()


def test_an_option_of_another_question_is_refused(attempt, zoe):
    other = right_answer(attempt.paper.items[1])
    assert answer(zoe, attempt, 1, other).status_code == 422
    assert not Response.objects.exists()


@pytest.mark.parametrize("number", [0, 4, 999])
def test_a_question_that_does_not_exist_is_not_found(number, attempt, zoe):
    assert zoe.get(page_of(attempt, number)).status_code == 404
    assert zoe.post(page_of(attempt, number)).status_code == 404


# --- Checking and handing in ----------------------------------------------------------------------


def test_the_check_says_in_words_what_is_still_open(attempt, zoe):
    answer(zoe, attempt, 1, right_answer(attempt.paper.items[0]))
    page = in_words(zoe.get(page_of(attempt, "check")))
    assert (page.count("Not answered"), "2 questions have no answer yet." in page) == (2, True)


def test_looking_at_the_check_hands_nothing_in(attempt, zoe):
    zoe.get(page_of(attempt, "check"))
    assert Attempt.objects.in_progress().exists()


def test_right_answers_pass_and_say_so(attempt, zoe):
    answer_all(zoe, attempt, right_answer)
    page = in_words(submit(zoe, attempt, follow=True))
    assert "You had 3 of 3 right (100 %)." in page
    assert ActivityCompletion.objects.count() == 1


def test_wrong_answers_do_not_pass_and_lead_back_to_the_quiz(attempt, zoe):
    answer_all(zoe, attempt, wrong_answer)
    page = submit(zoe, attempt, follow=True).content.decode()
    assert "Not yet passed" in page
    assert f'href="{quiz().url}"' in page


def test_handing_in_twice_counts_once(attempt, zoe):
    answer_all(zoe, attempt, right_answer)
    addresses = [submit(zoe, attempt)["Location"] for _ in range(2)]
    assert addresses == [page_of(attempt, "result")] * 2
    assert ActivityCompletion.objects.count() == 1


def test_an_answer_after_handing_in_changes_nothing_and_says_so(attempt, zoe):
    submit(zoe, attempt)
    response = answer(zoe, attempt, 1, right_answer(attempt.paper.items[0]))
    assert (response["Location"], "handed in" in words(response)[0]) == (page_of(attempt, "result"), True)
    assert not Response.objects.exists()


def test_an_empty_answer_after_handing_in_shows_the_result_not_the_question(attempt, zoe):
    submit(zoe, attempt)
    assert zoe.post(page_of(attempt, 1))["Location"] == page_of(attempt, "result")


@pytest.mark.parametrize("page", [1, "check"])
def test_pages_for_answering_lead_to_the_result_once_it_is_over(page, attempt, zoe):
    submit(zoe, attempt)
    assert zoe.get(page_of(attempt, page))["Location"] == page_of(attempt, "result")


def test_the_result_leads_back_to_the_check_while_it_is_in_progress(attempt, zoe):
    assert zoe.get(page_of(attempt, "result"))["Location"] == page_of(attempt, "check")


def test_two_tabs_answer_the_same_attempt(attempt, client_of, cast):
    for tab, choose in ((client_of(cast.zoe), wrong_answer), (client_of(cast.zoe), right_answer)):
        answer_all(tab, attempt, choose)
    assert "100 %" in in_words(submit(client_of(cast.zoe), attempt, follow=True))


def test_a_quiz_unpublished_meanwhile_is_still_finished(attempt, zoe):
    quiz().unpublish()
    answer_all(zoe, attempt, right_answer)
    assert submit(zoe, attempt, follow=True).status_code == 200
    assert Attempt.objects.passed().exists()


def test_passing_and_reading_finish_the_course(enrolment, attempt, zoe):
    answer_all(zoe, attempt, right_answer)
    submit(zoe, attempt)
    record_completion(enrolment=enrolment, activity_key=LessonPage.objects.get().activity_key, by=None, at=NOW)
    assert Enrolment.objects.completed().get() == enrolment


# --- Whose it is ----------------------------------------------------------------------------------


@pytest.mark.parametrize("page", [1, "check", "result"])
@pytest.mark.parametrize("who", ["amir", "office", "editor"])
def test_another_learners_attempt_is_not_found(who, page, attempt, client_of, cast):
    EnrolmentFactory(learner=getattr(cast, who), course=attempt.enrolment.course)
    client = client_of(getattr(cast, who))
    answers = [client.get(page_of(attempt, page)), client.post(page_of(attempt, page))]
    assert {one.status_code for one in answers} <= {404, 405}
    assert Attempt.objects.in_progress().exists()


@pytest.mark.parametrize("page", [1, "check", "result"])
def test_a_stranger_signs_in_first(page, attempt, client):
    assert client.get(page_of(attempt, page))["Location"].startswith("/accounts/login/?next=/learn/attempts/")


@pytest.mark.parametrize("page", [1, "check", "result"])
def test_what_comes_first_holds_on_every_page_of_a_quiz(page, enrolment, attempt, zoe):
    CoursePrerequisite.objects.create(course=enrolment.course, requires=CourseFactory(title="First things"))
    response = zoe.get(page_of(attempt, page))
    assert (response.status_code, "Please finish First things first." in in_words(response)) == (403, True)


@pytest.mark.parametrize("page", [1, "check"])
def test_what_comes_first_holds_for_answering_and_handing_in(page, enrolment, attempt, zoe):
    CoursePrerequisite.objects.create(course=enrolment.course, requires=CourseFactory())
    assert zoe.post(page_of(attempt, page)).status_code == 403
    assert Attempt.objects.in_progress().exists()


def test_what_comes_first_holds_for_starting(enrolment, zoe):
    CoursePrerequisite.objects.create(course=enrolment.course, requires=CourseFactory())
    assert zoe.post(start_address(enrolment.course)).status_code == 403
    assert not Attempt.objects.exists()


def test_whoever_does_not_take_the_course_cannot_start_its_quiz(enrolment, client_of, cast):
    assert client_of(cast.amir).post(start_address(enrolment.course)).status_code == 403
    assert not Attempt.objects.exists()


def test_an_unpublished_course_is_not_found_by_others(enrolment, client_of, cast):
    enrolment.course.unpublish()
    assert client_of(cast.amir).post(start_address(enrolment.course)).status_code == 404


def test_coming_back_from_signing_in_leads_to_the_course(enrolment, client, zoe):
    back = client.post(start_address(enrolment.course))["Location"].partition("?next=")[2]
    assert zoe.get(back)["Location"] == "/courses/small-steps/"


@pytest.mark.parametrize("page", [1, "check"])
def test_nobody_can_be_made_to_answer_from_another_site(page, attempt, cast):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.zoe)
    assert browser.post(page_of(attempt, page)).status_code == 403
    assert Attempt.objects.in_progress().exists()
