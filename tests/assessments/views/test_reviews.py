"""The trainer's page about one piece of work: reading, deciding, releasing, and every way in that is closed."""

import re

import pytest
from django.test import Client

from assessments.forms.reviews import field_name
from assessments.models import Attempt, Review, Status
from assessments.services.trainers import appoint_trainer
from enrolment.models import Enrolment
from enrolment.signals import enrolment_withdrawn
from tests.assessments.views.test_attempts import in_words, words
from tests.cast import NOW
from tests.factories.attempts import TEXT, AttemptFactory, ReviewFactory, levels_of
from tests.factories.partners import NominationFactory, PartnerFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def work(cast):
    """What Zoë handed in, on a course of which Tom is a trainer."""
    attempt = AttemptFactory(awaiting_review=True, enrolment__learner=cast.zoe)
    appoint(cast.trainer, attempt)
    return attempt


@pytest.fixture
def tom(client_of, cast):
    """Tom's browser."""
    return client_of(cast.trainer)


@pytest.fixture
def nadia(client_of, work):
    """The browser of another trainer of the course."""
    return client_of(appoint(UserFactory(full_name="Nadia Petrov"), work))


def appoint(person, attempt):
    appoint_trainer(course=attempt.enrolment.course, person=person, by=None, at=NOW)
    return person


def address(work, more=""):
    return f"/review/{work.pk}/{more}"


def filled(work, level=2, version=0, comment="Clear and kind.", **more):
    levels = {field_name(key): value for key, value in levels_of(work, first=level).items()}
    return {**levels, "comment": comment, "version": version, **more}


def decide(client, work, **given):
    return client.post(address(work), filled(work, **given))


# --- Reading --------------------------------------------------------------------------------------


def test_prompt_answer_and_rubric_stand_on_one_page(work, tom):
    page = in_words(tom.get(address(work)))
    assert all(words in page for words in ("Zoë Ŵyn-Łukasz", "First I would listen.", "Listens, level 0", "To read"))


def test_markup_in_an_answer_is_shown_as_it_was_typed(work, tom):
    work.responses.update(text="<script>alert(1)</script>")
    assert "<script>alert" not in tom.get(address(work)).content.decode()


def test_earlier_attempts_and_what_was_said_of_them_are_folded_below(work, tom, cast):
    ReviewFactory(attempt=work, not_yet_passed=True, released=True, comment="The first answer.")
    Attempt.objects.update(status=Status.NOT_YET_PASSED, finished_at=NOW)
    second = AttemptFactory(enrolment=work.enrolment, number=2, awaiting_review=True)
    page = in_words(tom.get(address(second)))
    assert all(words in page for words in ("Attempt 1, 20 April 2026: Not yet passed", "The first answer."))


# --- Deciding -------------------------------------------------------------------------------------


def test_saving_a_decision_holds_it(work, tom):
    assert decide(tom, work, hold="yes")["Location"] == address(work)
    page = in_words(tom.get(address(work)))
    assert ("Decided, not released" in page, "Release" in page) == (True, True)
    assert Attempt.objects.get().status == Status.AWAITING_REVIEW


def test_deciding_and_releasing_leads_back_to_the_queue(work, tom):
    response = decide(tom, work, release="yes")
    assert (response["Location"], words(response)) == ("/review/", ["Released. Zoë Ŵyn-Łukasz can read it now."])
    assert Attempt.objects.get().is_passed


def test_a_borderline_is_saved_and_waits_for_a_colleague(work, tom):
    response = decide(tom, work, level=1, release="yes")
    assert "A second trainer reads this before it is released." in words(response)[0]
    assert Attempt.objects.get().is_awaiting_review


def test_a_held_decision_is_released_by_its_own_button(work, tom):
    decide(tom, work)
    assert tom.post(address(work, "release/"), {"version": 1})["Location"] == "/review/"
    assert Attempt.objects.get().is_passed


def test_a_missing_level_is_told_and_what_was_typed_is_kept(work, tom):
    response = tom.post(address(work), {"comment": "Half written.", "version": 0})
    assert (response.status_code, "Half written." in response.content.decode()) == (422, True)
    assert "Please choose a level." in in_words(response)


@pytest.mark.parametrize("forged", ["4", "-1", "two", "<script>"])
def test_a_forged_level_is_refused(forged, work, tom):
    assert decide(tom, work, level=forged).status_code == 422
    assert not Review.objects.exists()


def test_no_words_for_somebody_who_has_not_passed_are_asked_for(work, tom):
    response = decide(tom, work, level=0, comment="")
    assert (response.status_code, "what would help the learner" in in_words(response)) == (422, True)


def test_a_form_that_is_behind_answers_so_and_keeps_what_was_typed(work, tom):
    decide(tom, work)
    response = decide(tom, work, level=0, comment="Typed in another tab.")
    assert (response.status_code, Review.objects.get().outcome) == (409, "passed")
    page = response.content.decode()
    assert ("Typed in another tab." in page, "Somebody has changed this" in page) == (True, True)
    assert 'name="version" value="1"' in page


def test_after_the_learner_left_the_page_says_so_and_keeps_what_was_typed(work, tom):
    enrolment_withdrawn.send(sender=Enrolment, enrolment=work.enrolment, at=NOW)
    response = decide(tom, work, comment="Just typed.")
    assert (response.status_code, "The learner has left this course" in in_words(response)) == (409, True)
    assert "Just typed." in response.content.decode()


@pytest.mark.parametrize("version", ["", "forged", "-1", "99"])
def test_a_release_of_something_else_than_was_seen_is_refused(version, work, tom):
    decide(tom, work)
    assert tom.post(address(work, "release/"), {"version": version}).status_code == 409
    assert Attempt.objects.get().is_awaiting_review


def test_a_second_release_says_that_it_is_done(work, tom):
    decide(tom, work, release="yes")
    response = tom.post(address(work, "release/"), {"version": 2})
    assert (response.status_code, "released to the learner already" in in_words(response)) == (409, True)


# --- The second mark ------------------------------------------------------------------------------


def test_the_second_trainer_sees_nothing_of_the_first_mark(work, tom, nadia):
    decide(tom, work, level=1, comment="The first opinion.")
    page = nadia.get(address(work)).content.decode()
    told = re.findall(r'The first opinion|name="level-[^>]*checked|Borderline', page)
    assert (told, "Second mark" in page) == ([], True)


def test_the_second_mark_is_released(work, tom, nadia):
    decide(tom, work, level=1)
    decide(nadia, work, version=1, release="yes")
    assert Attempt.objects.get().is_passed


def test_a_colleague_sees_a_decision_that_is_held_and_may_release_it(work, tom, nadia):
    decide(tom, work)
    page = in_words(nadia.get(address(work)))
    assert ("A colleague has decided" in page, "Clear and kind." in page) == (True, True)
    nadia.post(address(work, "release/"), {"version": 1})
    assert Attempt.objects.get().is_passed


# --- Ways in that are closed ----------------------------------------------------------------------


@pytest.mark.parametrize("who", ["zoe", "amir", "editor", "office", "lead", "coordinator"])
@pytest.mark.parametrize("more", ["", "release/"])
def test_nobody_but_trainers_of_the_course_finds_it(who, more, work, client_of, cast):
    client = client_of(getattr(cast, who))
    answers = [client.get(address(work, more)), client.post(address(work, more), filled(work, release="yes"))]
    assert {one.status_code for one in answers} == {404}
    assert not Review.objects.exists()


def test_work_of_another_course_is_not_found(work, tom):
    other = AttemptFactory(awaiting_review=True)
    assert {tom.get(address(other)).status_code, decide(tom, other).status_code} == {404}


def test_somebody_of_the_same_organisation_reads_a_sentence_and_not_the_work(work, tom, cast):
    partner = PartnerFactory(lead=cast.trainer)
    NominationFactory(redeemed=True, learner=cast.zoe, allowance__licence__site__organisation=partner)
    response = tom.get(address(work))
    assert (response.status_code, "same organisation" in in_words(response)) == (403, True)
    assert TEXT.partition("\n")[0] not in response.content.decode()
    assert decide(tom, work).status_code == 403


def test_nobody_can_be_made_to_release_from_another_site(work, cast):
    ReviewFactory(attempt=work, reviewer=cast.trainer)
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.trainer)
    assert browser.post(address(work, "release/"), {"version": 0}).status_code == 403
    assert Attempt.objects.get().is_awaiting_review
