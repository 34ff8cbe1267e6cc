"""A learner's own note beside any activity: saved, found again, removed after a question; for nobody else."""

import pytest
from django.test import Client

from assessments.models import AssessmentPage
from courses.models import CoursePrerequisite, LessonPage
from enrolment.models import Enrolment, LessonNote
from tests.cast import NOW
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.pages import CourseFactory
from tests.factories.study import NoteFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(time_machine):
    """Half past ten on a Monday in London."""
    time_machine.move_to(NOW, tick=True)


@pytest.fixture
def course():
    return CourseFactory(questions=1)


@pytest.fixture
def lesson(course):
    return LessonPage.objects.descendant_of(course).first()


@pytest.fixture
def enrolment(course, cast):
    """Zoë's enrolment."""
    return EnrolmentFactory(learner=cast.zoe, course=course)


@pytest.fixture
def zoe(enrolment, client_of, cast):
    """Zoë's browser."""
    return client_of(cast.zoe)


def address(page, end=""):
    return f"/learn/{page.course.slug}/note/{page.activity_key}/{end}"


def words(answer):
    return answer.content.decode()


def seen(client, page):
    form = words(client.get(page.url)).split(f'action="{address(page)}"')[1]
    return form.split('name="_seen" value="')[1].partition('"')[0]


def test_a_note_is_kept_and_the_page_says_when(lesson, zoe):
    assert zoe.post(address(lesson), {"note": "Ring Jo."})["Location"] == f"{lesson.url}#note"
    page = words(zoe.get(lesson.url))
    assert ("Ring Jo." in page, "Saved 10:30" in page) == (True, True)


def test_it_can_be_changed(lesson, zoe):
    zoe.post(address(lesson), {"note": "Ring Jo."})
    zoe.post(address(lesson), {"note": "Ring Jo and Sam.", "_seen": seen(zoe, lesson)})
    assert LessonNote.objects.get().text == "Ring Jo and Sam."


def test_there_is_room_beside_a_quiz_too(course, zoe):
    quiz = AssessmentPage.objects.descendant_of(course).get()
    assert zoe.post(address(quiz), {"note": "Read it again."})["Location"] == f"{quiz.url}#note"
    assert "Read it again." in words(zoe.get(quiz.url))


@pytest.mark.parametrize(("text", "sentence"), [(" ", "nothing written yet"), ("x" * 10_001, "10,000 letters")])
def test_what_cannot_be_kept_stays_on_the_page(text, sentence, lesson, zoe):
    answer = zoe.post(address(lesson), {"note": text})
    assert (answer.status_code, sentence in words(answer), text in words(answer)) == (422, True, True)
    assert not LessonNote.objects.exists()


def test_a_sign_that_cannot_be_kept_is_said_and_nothing_is_taken_away(lesson, zoe):
    zoe.post(address(lesson), {"note": "Ring Jo."})
    answer = zoe.post(address(lesson), {"note": "Ring \x00 Sam.", "_seen": seen(zoe, lesson)})
    assert (answer.status_code, "Sam." in words(answer)) == (422, True)
    assert LessonNote.objects.get().text == "Ring Jo."


def test_ten_thousand_letters_fit(lesson, zoe):
    assert zoe.post(address(lesson), {"note": "ŵ" * 10_000}).status_code == 302


def test_a_refusal_beside_a_quiz_shows_the_quiz_again(course, zoe):
    quiz = AssessmentPage.objects.descendant_of(course).get()
    answer = zoe.post(address(quiz), {"note": ""})
    assert (answer.status_code, quiz.title in words(answer)) == (422, True)


def test_a_second_tab_is_told_and_shown_both_and_then_wins(lesson, zoe):
    zoe.post(address(lesson), {"note": "From the kitchen."})
    answer = zoe.post(address(lesson), {"note": "From the garden."})
    page = words(answer)
    assert (answer.status_code, "From the kitchen." in page, "From the garden." in page) == (409, True, True)
    zoe.post(address(lesson), {"note": "From the garden.", "_seen": seen(zoe, lesson)})
    assert LessonNote.objects.get().text == "From the garden."


def test_emptying_it_asks_whether_to_remove_it(lesson, zoe):
    zoe.post(address(lesson), {"note": "Ring Jo."})
    answer = zoe.post(address(lesson), {"note": "", "_seen": seen(zoe, lesson)})
    assert (answer["Location"], LessonNote.objects.count()) == (address(lesson, "remove/"), 1)


def test_removing_is_asked_about_first(lesson, zoe):
    zoe.post(address(lesson), {"note": "Ring Jo."})
    assert "Ring Jo." in words(zoe.get(address(lesson, "remove/")))
    assert LessonNote.objects.exists()
    assert zoe.post(address(lesson, "remove/"))["Location"] == "/learn/notes/"
    assert not LessonNote.objects.exists()


def test_after_signing_in_again_the_words_are_there(lesson, zoe, cast):
    owner = words(zoe.get(lesson.url)).split('name="_owner" value="')[1].partition('"')[0]
    zoe.logout()
    assert zoe.post(address(lesson), {"note": "Ring Jo.", "_owner": owner})["Location"].startswith("/accounts/login/")
    zoe.force_login(cast.zoe)
    page = words(zoe.get(address(lesson)))
    assert ("You had been signed out" in page, "Ring Jo." in page) == (True, True)


def test_a_page_from_before_the_last_sign_in_keeps_the_words(lesson, enrolment, cast):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.zoe)
    answer = browser.post(address(lesson), {"note": "Ring Jo."})
    assert (answer.status_code, "Ring Jo." in words(answer), LessonNote.objects.exists()) == (403, True, False)


def test_a_get_leads_to_the_page(lesson, zoe):
    assert zoe.get(address(lesson))["Location"] == f"{lesson.url}#note"


# --- Who may --------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["amir", "lead", "office", "editor", "coordinator", "trainer"])
def test_nobody_else_finds_it_or_writes_into_it(who, lesson, enrolment, cast, client_of):
    note = NoteFactory(learner=cast.zoe, course=enrolment.course, activity_key=lesson.activity_key)
    client = client_of(getattr(cast, who))
    assert client.post(address(lesson), {"note": "Mine."}).status_code == 403
    assert {
        client.get(address(lesson, "remove/")).status_code,
        client.post(address(lesson, "remove/")).status_code,
    } == {404}
    note.refresh_from_db()
    assert note.text == "Ring Jo on Friday."


def test_another_learner_of_the_course_does_not_see_it(lesson, enrolment, cast, client_of):
    NoteFactory(learner=cast.zoe, course=enrolment.course, activity_key=lesson.activity_key)
    EnrolmentFactory(learner=cast.amir, course=enrolment.course)
    assert "Ring Jo" not in words(client_of(cast.amir).get(lesson.url))


def test_whoever_may_not_study_now_saves_none_and_removes_their_own(lesson, enrolment, cast, zoe):
    NoteFactory(learner=cast.zoe, course=enrolment.course, activity_key=lesson.activity_key)
    CoursePrerequisite.objects.create(course=enrolment.course, requires=CourseFactory(title="First things"))
    answer = zoe.post(address(lesson), {"note": "More."})
    assert (answer.status_code, "Please finish First things first." in words(answer)) == (403, True)
    assert zoe.post(address(lesson, "remove/")).status_code == 302


def test_it_is_kept_when_the_enrolment_ends(lesson, enrolment, zoe):
    zoe.post(address(lesson), {"note": "Ring Jo."})
    Enrolment.objects.mark_withdrawn(at=NOW)
    assert zoe.post(address(lesson), {"note": "More."}).status_code == 403
    assert "Ring Jo." in words(zoe.get("/learn/notes/"))
