"""Saving each answer at once: what a script is told, what two windows see, and what a sign-out leaves."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from assessments.models import AssessmentPage, Attempt, Response
from assessments.rules import Kind
from assessments.services.attempts import submit_attempt
from courses.models import CoursePrerequisite
from enrolment.unsaved import owner_mark
from tests.assessments.views.quizzes import attempt_at, fields_of, page_of, worst_answer
from tests.cast import NOW
from tests.factories.pages import CourseFactory, QuestionFactory

pytestmark = pytest.mark.django_db
QUIET = {"headers": {"Accept": "application/json"}}
OTHER = "<q>Somewhere else.</q>"


@pytest.fixture
def attempt(cast, time_machine):
    """Zoë answers a short text, a choice and an order."""
    time_machine.move_to(NOW, tick=False)
    return attempt_at(cast, *(QuestionFactory(kind=kind) for kind in (Kind.SHORT_TEXT, Kind.SINGLE, Kind.ORDERING)))


@pytest.fixture
def zoe(cast, client_of):
    return client_of(cast.zoe)


def key(attempt, number=1):
    return attempt.paper.items[number - 1].key


def sent(attempt, text, *, seen=None, page="here", number=1, **more):
    said = {} if seen is None else {f"_seen-{key(attempt, number)}": seen}
    return {f"question-{key(attempt, number)}": text, "_page": page, **said, **more}


def quietly(browser, attempt, text, number=1, **about):
    return browser.post(page_of(attempt, number), sent(attempt, text, number=number, **about), **QUIET)


def saved_text():
    return Response.objects.get().text


def words(answer):
    return answer.content.decode()


# --- What a script is told ------------------------------------------------------------------------


def test_a_script_is_told_when_its_answer_was_saved(attempt, zoe):
    told = quietly(zoe, attempt, "an urge", seen=0).json()
    assert (told["state"], told["words"], saved_text()) == ("saved", "Saved at 10:30.", "an urge")
    assert told["seen"] == {f"_seen-{key(attempt)}": 1}


def test_an_answer_taken_back_is_saved_as_none(attempt, zoe):
    quietly(zoe, attempt, "an urge", seen=0)
    assert (quietly(zoe, attempt, "", seen=1).json()["state"], saved_text()) == ("saved", "")


def test_the_same_answer_from_another_window_is_no_conflict(attempt, zoe):
    quietly(zoe, attempt, "an urge", seen=0)
    assert quietly(zoe, attempt, "an urge", seen=0, page="there").json()["state"] == "saved"
    assert Response.objects.get().saved_from == "there"


def test_what_is_not_complete_yet_is_neither_saved_nor_blamed(attempt, zoe):
    line = attempt.paper.items[2].options[0].key
    answer = zoe.post(page_of(attempt, 3), {f"question-{key(attempt, 3)}-{line}": "1"}, **QUIET)
    assert (answer.status_code, answer.json()["state"]) == (200, "unfinished")
    assert not Response.objects.exists()


def test_after_handing_in_nothing_is_saved_any_more(attempt, zoe, cast):
    submit_attempt(attempt=attempt, by=cast.zoe, at=NOW)
    answer = quietly(zoe, attempt, "too late")
    assert (answer.status_code, answer.json()["state"]) == (409, "stopped")
    assert "has been handed in" in answer.json()["words"]


def test_an_answer_there_is_not_stops_the_script(attempt, zoe):
    answer = quietly(zoe, attempt, "none of these", number=2)
    assert (answer.json()["state"], Response.objects.exists()) == ("unfinished", False)


# --- Two windows ----------------------------------------------------------------------------------


def test_another_window_is_never_overwritten_unseen(attempt, zoe):
    quietly(zoe, attempt, OTHER, seen=0, page="there")
    answer = quietly(zoe, attempt, "from here", seen=0)
    assert (answer.status_code, answer.json()["state"], saved_text()) == (409, "elsewhere", OTHER)


def test_pressing_shows_both_answers_and_pressing_again_takes_this_one(attempt, zoe):
    quietly(zoe, attempt, OTHER, seen=0, page="there")
    page = zoe.post(page_of(attempt, 1), sent(attempt, "from here", seen=0))
    assert page.status_code == 409
    shown = [part in words(page) for part in ("&lt;q&gt;Somewhere else.", 'value="from here"', "Keep what is saved")]
    assert (shown, "Use the answer from this page" in words(page)) == ([True] * 3, True)
    zoe.post(page_of(attempt, 1), sent(attempt, "from here", seen=seen_on(page, attempt)))
    assert saved_text() == "from here"


def seen_on(page, attempt):
    return re.search(rf'name="_seen-{key(attempt)}" value="(\d+)"', words(page))[1]


def test_a_page_may_overwrite_what_it_saved_without_hearing_that_it_arrived(attempt, zoe):
    quietly(zoe, attempt, "first", seen=0, page="here:1")
    assert quietly(zoe, attempt, "second", seen=0, page="here:2").json()["state"] == "saved"
    assert (saved_text(), Response.objects.get().revision) == ("second", 2)


LATE = "what came late"


def test_what_a_page_sent_before_and_comes_late_overwrites_nothing(attempt, zoe):
    quietly(zoe, attempt, "second", seen=0, page="here:2")
    assert quietly(zoe, attempt, LATE, seen=0, page="here:1").status_code == 409
    assert saved_text() == "second"


def test_nor_when_the_page_had_saved_the_same_before(attempt, zoe):
    for number in (1, 3):
        quietly(zoe, attempt, "as it was", seen=0, page=f"here:{number}")
    assert quietly(zoe, attempt, LATE, seen=0, page="here:2").status_code == 409


def test_nor_when_another_page_saved_the_same_meanwhile(attempt, zoe):
    quietly(zoe, attempt, "as it was", seen=0, page="here:1")
    quietly(zoe, attempt, "as it was", seen=1, page="reloaded:1")
    assert quietly(zoe, attempt, LATE, seen=0, page="here:2").status_code == 409
    assert saved_text() == "as it was"


@pytest.mark.parametrize("page", ["here:", "here:x", "here:-1", ":5", "h" * 500 + ":7"])
def test_a_mark_that_makes_no_sense_does_no_harm(page, attempt, zoe):
    assert quietly(zoe, attempt, "an urge", seen=0, page=page).json()["state"] == "saved"
    assert quietly(zoe, attempt, "another", seen=0, page=page).status_code == 409


@pytest.mark.parametrize("seen", [None, "", "x", "-1", "9" * 5000])
def test_whoever_does_not_say_what_they_saw_overwrites(seen, attempt, zoe):
    quietly(zoe, attempt, OTHER, seen=0, page="there")
    zoe.post(page_of(attempt, 1), sent(attempt, "from a script", seen=seen, page=""))
    assert saved_text() == "from a script"


def test_on_one_page_only_the_question_answered_elsewhere_is_asked_about(attempt, zoe):
    AssessmentPage.objects.update(on_one_page=True)
    quietly(zoe, attempt, OTHER, seen=0, page="there")
    choice = fields_of(attempt.paper.items[1], worst_answer(attempt.paper.items[1]))
    page = zoe.post(page_of(attempt, "questions"), sent(attempt, "from here", seen=0, **choice))
    assert (page.status_code, Response.objects.count(), "from here" in words(page)) == (409, 2, True)
    assert words(page).count("Keep what is saved") == 1


def test_a_question_left_alone_on_one_page_stays_as_another_window_saved_it(attempt, zoe):
    AssessmentPage.objects.update(on_one_page=True)
    quietly(zoe, attempt, OTHER, seen=0, page="there")
    page = zoe.post(page_of(attempt, "questions"), sent(attempt, "", seen=0))
    assert (page.status_code, saved_text()) == (302, OTHER)


# --- Signed out -----------------------------------------------------------------------------------


def owned(attempt, text, owner):
    return sent(attempt, text, seen=0, _owner=owner_mark(owner.pk))


def test_a_script_is_told_that_its_person_was_signed_out(attempt, client, cast):
    answer = client.post(page_of(attempt, 1), owned(attempt, "mine", cast.zoe), **QUIET)
    assert (answer.status_code, answer.json()["state"]) == (401, "signed-out")
    assert not Session.objects.exists()


def test_the_button_leads_through_sign_in_back_to_the_question_with_the_answer(attempt, client, cast):
    answer = client.post(page_of(attempt, 1), owned(attempt, "mine", cast.zoe))
    assert answer["Location"] == f"{reverse('account_login')}?next={page_of(attempt, 1)}"
    client.post(reverse("account_login"), {"login": cast.zoe.email, "password": "a-long-walk-by-the-sea"})
    page = words(client.get(page_of(attempt, 1)))
    assert ('value="mine"' in page, "please save it once more" in page, Response.objects.exists()) == (
        True,
        True,
        False,
    )
    assert 'value="mine"' not in words(client.get(page_of(attempt, 1)))


def test_the_next_person_at_the_computer_sees_nothing_of_it(attempt, client, cast):
    client.post(page_of(attempt, 1), owned(attempt, "mine", cast.zoe))
    client.force_login(cast.amir)
    assert client.get(page_of(attempt, 1)).status_code == 404
    assert "unsaved" not in client.session


def test_nothing_is_kept_for_an_attempt_of_somebody_else(attempt, client, cast):
    client.post(page_of(attempt, 1), owned(attempt, "mine", cast.amir))
    assert not Session.objects.exists()


def test_what_somebody_else_left_open_is_dropped(attempt, client_of, cast, zoe):
    answer = zoe.post(page_of(attempt, 1), owned(attempt, "not hers", cast.amir))
    assert (answer.status_code, Response.objects.exists()) == (302, False)
    assert zoe.post(page_of(attempt, 1), owned(attempt, "not hers", cast.amir), **QUIET).status_code == 401


@pytest.mark.parametrize("on_one_page", [False, True])
def test_a_page_of_before_the_last_sign_in_keeps_what_was_answered(on_one_page, attempt, cast):
    AssessmentPage.objects.update(on_one_page=on_one_page)
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.zoe)
    page = browser.post(page_of(attempt, "questions" if on_one_page else 1), owned(attempt, "mine", cast.zoe))
    assert (page.status_code, 'value="mine"' in words(page), Response.objects.exists()) == (403, True, False)
    assert quietly(browser, attempt, "mine").json()["state"] == "signed-out"


# --- What stands in the way -----------------------------------------------------------------------

TEXT = "What I wrote this morning."


def test_who_may_not_study_any_more_is_shown_what_they_wrote(attempt, zoe):
    CoursePrerequisite.objects.create(course=attempt.enrolment.course, requires=CourseFactory())
    page = zoe.post(page_of(attempt, 1), sent(attempt, TEXT))
    assert (page.status_code, TEXT in words(page)) == (403, True)


def test_what_was_never_handed_in_tells_no_mark(attempt, zoe):
    Attempt.objects.withdraw(at=NOW)
    page = words(zoe.get(page_of(attempt, "result")))
    assert ("This was not handed in" in page, " right (" in page, "You earned" in page) == (True, False, False)
