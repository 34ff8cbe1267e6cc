"""The packs of a course: for whoever may study it, made on request, handed out when they are ready."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from courses.models import CoursePack, CoursePage, CoursePrerequisite, LessonPage
from enrolment.models import Enrolment, Source, Status
from tests.cast import NOW
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.packs import CoursePackFactory
from tests.factories.pages import CourseFactory
from tests.factories.partners import AllowanceFactory, NominationFactory
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def course(cast):
    made = CourseFactory(modules=2, lessons=2, title="First steps")
    EnrolmentFactory(learner=cast.zoe, course=made)
    return made


@pytest.fixture
def zoe(client_of, cast):
    return client_of(cast.zoe)


def address(name: str, course: CoursePage, *args) -> str:
    return reverse(f"coursepacks:{name}", args=[course.slug, *args])


def ask(browser, course, **about):
    return browser.post(address("ask", course), {"kind": "print", "module": "", **about})


def test_the_page_offers_the_whole_course_and_each_module_in_both_kinds(zoe, course):
    page = zoe.get(address("list", course)).content.decode()
    assert page.count("Make it") == 6
    assert all(words in page for words in ("The whole course", "PDF to print", "Pages for a computer without internet"))


def test_the_page_of_the_course_leads_whoever_takes_it_there(zoe, client_of, cast, course):
    link = f'href="{address("list", course)}"'
    assert link in zoe.get(f"/courses/{course.slug}/").content.decode()
    assert link not in client_of(cast.amir).get(f"/courses/{course.slug}/").content.decode()


def test_looking_makes_nothing_and_pressing_does(zoe, course, django_capture_on_commit_callbacks):
    zoe.get(address("list", course))
    assert not CoursePack.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        assert ask(zoe, course).url == address("list", course)
    assert "made on 20 April 2026" in zoe.get(address("list", course)).content.decode()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Waiting for its turn."),
        ({"begun": True, "parts": 20, "done_parts": 7}, "7 of 20 parts done."),
        ({"begun": True, "parts": 20, "done_parts": 20}, "All 20 parts are gathered"),
        ({"state": "failed"}, "This could not be made."),
    ],
)
def test_the_page_says_how_far_it_is(zoe, course, fields, words):
    CoursePackFactory(edition=course.editions.get(), **fields)
    assert words in zoe.get(address("list", course)).content.decode()


@pytest.mark.parametrize(
    ("minutes", "words", "may_ask"), [(9, "try again from 10:40 on", 5), (10, "Please try again;", 6)]
)
def test_what_could_not_be_made_may_be_asked_for_after_a_pause(zoe, course, time_machine, minutes, words, may_ask):
    CoursePackFactory(edition=course.editions.get(), state="failed", begun_at=NOW)
    time_machine.move_to(NOW + timedelta(minutes=minutes), tick=False)
    page = zoe.get(address("list", course)).content.decode()
    assert words in page
    assert page.count("Make it") == may_ask


def test_asking_too_soon_after_a_failure_is_refused_in_a_sentence(zoe, course, django_capture_on_commit_callbacks):
    CoursePackFactory(edition=course.editions.get(), state="failed", begun_at=NOW)
    with django_capture_on_commit_callbacks() as woken:
        answer = ask(zoe, course)
    assert woken == []
    assert "could not be made a short while ago" in zoe.get(answer.url).content.decode()


def test_pressing_again_wakes_nobody(zoe, course, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as first:
        ask(zoe, course)
    with django_capture_on_commit_callbacks() as again:
        ask(zoe, course)
    assert (len(first), len(again)) == (1, 0)


def test_only_what_is_under_way_is_looked_at_again(zoe, course):
    CoursePackFactory(edition=course.editions.get())
    CoursePackFactory(edition=course.editions.get(), kind="offline", ready=True)
    page = zoe.get(address("list", course)).content.decode()
    assert page.count("data-waiting") == 1


def test_a_ready_pack_is_downloaded_under_the_name_of_the_course(zoe, course):
    pack = CoursePackFactory(edition=course.editions.get(), ready=True)
    answer = zoe.get(address("download", course, pack.pk))
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert answer["Content-Disposition"] == 'attachment; filename="first-steps.pdf"'
    assert answer["Cache-Control"] == "private, no-store"


def test_once_the_words_have_changed_only_a_new_one_is_to_be_had(zoe, course):
    pack = CoursePackFactory(edition=course.editions.get(), ready=True)
    LessonPage.objects.filter(path__startswith=course.path).update(title="Corrected")
    assert zoe.get(address("download", course, pack.pk)).url == address("list", course)
    page = zoe.get(address("list", course)).content.decode()
    assert "The lessons have changed since the last one was made." in page
    assert "Make a new one" in page
    assert address("download", course, pack.pk) not in page


@pytest.mark.parametrize("fields", [{}, {"begun": True}, {"state": "failed"}])
def test_what_is_not_ready_cannot_be_downloaded(zoe, course, fields):
    pack = CoursePackFactory(edition=course.editions.get(), **fields)
    assert zoe.get(address("download", course, pack.pk)).status_code == 404


def test_packs_of_another_course_or_edition_are_not_handed_out(zoe, course):
    other = CoursePackFactory(ready=True)
    assert zoe.get(address("download", course, other.pk)).status_code == 404


@pytest.mark.parametrize("about", [{"kind": "film"}, {"module": "elsewhere"}])
def test_what_there_is_not_is_refused_in_a_sentence(zoe, course, about):
    answer = zoe.post(address("ask", course), {"kind": "print", "module": "", **about}, follow=True)
    assert not CoursePack.objects.exists()
    assert 'class="messages"' in answer.content.decode()


def test_coming_without_a_form_leads_to_the_list(zoe, course):
    assert zoe.get(address("ask", course)).url == address("list", course)


@pytest.mark.parametrize("lessons", [2, 20])
def test_the_list_costs_the_same_whatever_the_length(zoe, cast, lessons):
    course = CourseFactory(modules=3, lessons=lessons)
    EnrolmentFactory(learner=cast.zoe, course=course)
    zoe.get(address("list", course))
    with assert_statements(at_most=13):
        assert zoe.get(address("list", course)).status_code == 200


# --- The gate -------------------------------------------------------------------------------------


def answers(browser, course) -> list[int]:
    pack = CoursePackFactory(edition=course.editions.get(), ready=True)
    file = browser.get(address("download", course, pack.pk))
    asked = [browser.get(address("list", course)), ask(browser, course), file]
    return [answer.status_code for answer in asked if answer.getvalue() is not None]


def test_strangers_are_led_to_the_sign_in(client, course):
    assert answers(client, course) == [302, 302, 302]
    assert CoursePack.objects.count() == 1


def test_somebody_who_does_not_take_the_course_gets_nothing(client_of, cast, course):
    assert answers(client_of(cast.amir), course) == [403, 403, 403]


def test_whoever_has_a_place_of_a_licence_that_ended_gets_nothing_for_now(zoe, cast, course):
    place = NominationFactory(redeemed=True, learner=cast.zoe, allowance=AllowanceFactory(starts_on=date(2024, 1, 1)))
    Enrolment.objects.update(source=Source.PLACE, nomination=place)
    assert answers(zoe, course) == [403, 403, 403]


def test_whoever_has_something_to_finish_first_gets_nothing_for_now(zoe, course):
    CoursePrerequisite.objects.create(course=course, requires=CourseFactory(lessons=1))
    assert answers(zoe, course) == [403, 403, 403]


def test_whoever_left_gets_nothing(zoe, course):
    Enrolment.objects.update(status=Status.WITHDRAWN, withdrawn_at=NOW)
    assert answers(zoe, course) == [403, 403, 403]


def test_whoever_finished_keeps_reading(zoe, course):
    Enrolment.objects.update(status=Status.COMPLETED, completed_at=NOW)
    assert answers(zoe, course) == [200, 302, 200]


def test_a_course_nobody_knows_of_is_not_there(zoe, cast, course):
    CoursePage.objects.filter(pk=course.pk).update(live=False)
    Enrolment.objects.all().delete()
    assert answers(zoe, course) == [404, 404, 404]


def test_a_course_that_is_being_updated_says_so_to_whoever_takes_it(zoe, course):
    CoursePage.objects.filter(pk=course.pk).update(live=False)
    assert answers(zoe, course) == [302, 302, 302]
