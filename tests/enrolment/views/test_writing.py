"""Words on shared computers: nobody is shown another's, nor keeps them; and who was signed out fills no table."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from enrolment.models import Enrolment, LessonNote, PrivateEntry
from enrolment.unsaved import MOST, owner_mark
from tests.cast import NOW
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.people import UserFactory
from tests.factories.study import block, practice_course, practice_lesson

pytestmark = pytest.mark.django_db
HERS, SAID = "Ring Jo on Friday.", "That page had been opened by somebody else"
NOWHERE = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def lesson(cast):
    """The lesson that Zoë has open on the computer in the library."""
    lesson = practice_lesson(practice_course())
    EnrolmentFactory(learner=cast.zoe, course=lesson.course)
    return lesson


@pytest.fixture
def amir(lesson, cast):
    """Amir at that computer, who takes the course too."""
    EnrolmentFactory(learner=cast.amir, course=lesson.course)
    return signed_in(cast.amir)


def signed_in(person):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(person)
    return browser


def place(lesson, name):
    args = [lesson.course.slug, lesson.activity_key, block(lesson, "worksheet").key]
    return reverse(f"enrolment:{name}", args=args if name == "entry" else args[:2])


def sent(owner, words=HERS, **more):
    """What a form of the page of `owner` sends: a worksheet's and a note's at once."""
    return {"a": words, "note": words, "_owner": owner_mark(owner.pk), **more}


def page_after(browser, address, form):
    """Send it and return all that is shown on the way."""
    answer = browser.post(address, form)
    return answer.content.decode() + browser.get(address, follow=True).content.decode()


def kept():
    return PrivateEntry.objects.count() + LessonNote.objects.count()


BOTH = pytest.mark.parametrize("name", ["entry", "lesson-note"])


# --- Somebody else's page ---------------------------------------------------------------------------


@BOTH
def test_what_somebody_left_open_is_not_shown_to_the_next(name, lesson, amir, cast):
    shown = page_after(amir, place(lesson, name), sent(cast.zoe))
    assert (HERS in shown, SAID in shown, kept()) == (False, True, 0)


@BOTH
def test_nor_is_it_saved_as_theirs_when_the_token_fits(name, lesson, amir, cast):
    page = amir.get(lesson.url).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    answer = amir.post(place(lesson, name), sent(cast.zoe, csrfmiddlewaretoken=token))
    assert (answer.status_code, kept()) == (302, 0)


@BOTH
def test_nor_to_somebody_who_may_not_study_the_course(name, lesson, cast):
    shown = page_after(signed_in(cast.amir), place(lesson, name), sent(cast.zoe))
    assert (HERS in shown, SAID in shown) == (False, True)


@BOTH
def test_nor_when_the_page_is_being_updated_meanwhile(name, lesson, amir, cast):
    address = place(lesson, name)
    lesson.unpublish()
    shown = page_after(amir, address, sent(cast.zoe))
    assert (HERS in shown, SAID in shown) == (False, True)


@BOTH
def test_ones_own_words_are_shown_once_more_as_before(name, lesson, cast):
    answer = signed_in(cast.zoe).post(place(lesson, name), sent(cast.zoe))
    assert (answer.status_code, HERS in answer.content.decode()) == (403, True)


def test_ones_own_words_are_kept_when_the_secret_key_was_changed_meanwhile(lesson, cast, client_of):
    form = sent(cast.zoe) | {"_owner": f"{cast.zoe.pk}.00000000000000000000"}
    client_of(cast.zoe).post(place(lesson, "lesson-note"), form)
    assert LessonNote.objects.get().text == HERS


# --- Signed out -------------------------------------------------------------------------------------


@BOTH
def test_what_was_sent_while_signed_out_is_kept_without_the_token(name, lesson, cast, client):
    answer = client.post(place(lesson, name), sent(cast.zoe, csrfmiddlewaretoken="x" * 64))
    assert (answer.status_code, Session.objects.count()) == (302, 1)
    assert "csrfmiddlewaretoken" not in client.session["unsaved"]["sent"]


@pytest.mark.parametrize("address", ["/learn/{slug}/note/{key}/", "/learn/entries/{slug}/{key}/{key}/"])
@pytest.mark.parametrize("slug", ["practice", "nothing"])
def test_nothing_is_kept_for_what_is_no_activity_of_theirs(slug, address, lesson, cast, client):
    answer = client.post(address.format(slug=slug, key=NOWHERE), sent(cast.zoe))
    assert (answer.status_code, Session.objects.exists()) == (302, False)


def test_nothing_is_kept_for_a_course_they_do_not_take(lesson, client):
    client.post(place(lesson, "lesson-note"), sent(UserFactory()))
    assert not Session.objects.exists()


def test_it_is_kept_for_a_course_they_have_left(lesson, cast, client):
    Enrolment.objects.mark_withdrawn(at=NOW)
    client.post(place(lesson, "lesson-note"), sent(cast.zoe))
    assert Session.objects.count() == 1


def test_more_than_a_form_holds_is_shown_and_not_kept(lesson, cast, client):
    answer = client.post(place(lesson, "lesson-note"), sent(cast.zoe, "x" * MOST))
    assert (answer.status_code, "x" * MOST in answer.content.decode(), answer["Cache-Control"]) == (
        413,
        True,
        "private, no-store",
    )
    assert not Session.objects.exists()


@pytest.mark.parametrize("rate", ["2/m/ip", "2/m/key"])
def test_what_comes_too_often_is_shown_and_not_kept(rate, lesson, cast, settings):
    settings.UNSAVED_RATE_LIMITS = {"unsaved": rate}
    answers = [Client().post(place(lesson, "lesson-note"), sent(cast.zoe)) for _press in range(4)]
    assert [answer.status_code for answer in answers] == [302, 302, 429, 429]
    assert (HERS in answers[-1].content.decode(), Session.objects.count()) == (True, 2)


def test_a_limit_by_page_holds_nobody_else_up(lesson, cast, settings):
    settings.UNSAVED_RATE_LIMITS = {"unsaved": "1/m/key"}
    EnrolmentFactory(learner=cast.amir, course=lesson.course)
    answers = [Client().post(place(lesson, "lesson-note"), sent(who)) for who in (cast.zoe, cast.zoe, cast.amir)]
    assert [answer.status_code for answer in answers] == [302, 429, 302]


# --- Versions that are no moment --------------------------------------------------------------------

NO_MOMENTS = ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-04-20T09:00:00", "2026-04-20", "\x00", ""]


@BOTH
@pytest.mark.parametrize("seen", NO_MOMENTS)
def test_a_version_that_is_no_moment_counts_as_none(seen, name, lesson, cast, client_of):
    zoe = client_of(cast.zoe)
    answers = [zoe.post(place(lesson, name), sent(cast.zoe, text, _seen=seen)) for text in ("One.", "Two.")]
    assert [answer.status_code for answer in answers] == [302, 409]
