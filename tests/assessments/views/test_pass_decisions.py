"""Passes to decide: who sees which, the form, and what it says once decided."""

import pytest
from django.urls import reverse

from assessments.models import Attempt, Question, Remark
from assessments.services.remarking import mark_again
from assessments.services.trainers import appoint_trainer
from enrolment.models import Enrolment
from tests.assessments.corrections import WRONG_KEY, correct, handed_in, quiz_of_one
from tests.cast import NOW
from tests.factories.partners import NominationFactory
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db
LIST = "assessments:corrections"


@pytest.fixture
def quiz(cast):
    """A quiz of a gated course of which Tom is a trainer."""
    quiz = quiz_of_one(awarding=True)
    appoint_trainer(course=quiz.course, person=cast.trainer, by=None, at=NOW)
    return quiz


@pytest.fixture
def remark(quiz, cast):
    """Zoë's pass, which waits for a decision."""
    handed_in(quiz, WRONG_KEY, learner=cast.zoe)
    mark_again(question=correct(Question.objects.get()), reason="Red was right.", by=cast.editor, at=NOW)
    return Remark.objects.get()


@pytest.fixture
def office(client_of, cast):
    return client_of(cast.office)


def page(remark):
    return reverse("assessments:decide-pass", args=[remark.pk])


def decide(client, remark, **more):
    return client.post(page(remark), {"decision": "taken_back", "reason": "They had it wrong.", **more})


def words_of(response):
    return response.content.decode()


@pytest.mark.parametrize("who", ["office", "trainer"])
def test_who_helps_the_learner_finds_it_and_decides(who, remark, client_of, cast):
    client = client_of(getattr(cast, who))
    assert page(remark) in words_of(client.get(reverse(LIST)))
    assert decide(client, remark).url == reverse(LIST)
    words = words_of(client.get(reverse(LIST)))
    assert "was taken back." in words
    assert "No pass waits for a decision." in words
    assert Attempt.objects.get().status == "not_yet_passed"


@pytest.mark.parametrize(
    ("who", "status"), [("zoe", 404), ("amir", 404), ("editor", 404), ("lead", 404), ("trainer", 200)]
)
def test_nobody_else_does(who, status, remark, client_of, cast):
    client = client_of(getattr(cast, who))
    assert [client.get(address).status_code for address in (reverse(LIST), page(remark))] == [status, status]


def test_a_trainer_sees_their_courses_alone(quiz, client_of, cast):
    other = quiz_of_one(awarding=True)
    handed_in(other, WRONG_KEY, learner=cast.zoe)
    [question] = Question.objects.filter(uses__page=other)
    mark_again(question=correct(question), reason="Red.", by=cast.editor, at=NOW)
    client = client_of(cast.trainer)
    assert "No pass waits" in words_of(client.get(reverse(LIST)))
    assert client.get(page(Remark.objects.get())).status_code == 404


def test_nobody_decides_on_their_own_pass(quiz, client_of, cast):
    handed_in(quiz, WRONG_KEY, learner=cast.office)
    mark_again(question=correct(Question.objects.get()), reason="Red.", by=cast.editor, at=NOW)
    client = client_of(cast.office)
    assert "No pass waits" in words_of(client.get(reverse(LIST)))
    assert client.get(page(Remark.objects.get())).status_code == 404


def test_a_trainer_of_the_same_organisation_reads_why_not(remark, client_of, cast):
    place = NominationFactory(redeemed=True, learner=cast.zoe)
    NominationFactory(redeemed=True, learner=cast.trainer, allowance=place.allowance)
    response = client_of(cast.trainer).get(page(remark))
    assert (response.status_code, "of the same organisation" in words_of(response)) == (403, True)


def test_the_page_says_what_changed_and_shows_no_key(remark, office):
    words = words_of(office.get(page(remark)))
    told = ["100 %", "0 %; 80 % is needed to pass", "Red was right.", "Edie Marsh"]
    assert [one for one in told if one not in words] == []
    assert "Blue" not in words


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"decision": ""}, "Please choose one of the two."),
        ({"reason": " "}, "Please say why, for colleagues who look back."),
        ({"reason": "x" * 301}, "Please shorten the reason to 300 characters."),
    ],
)
def test_what_was_typed_is_kept_when_something_is_missing(typed, words, remark, office):
    response = decide(office, remark, **typed)
    assert (response.status_code, words in words_of(response)) == (422, True)
    assert typed.get("reason", "They had it wrong.").strip() in words_of(response)


def test_a_finished_course_says_why_the_pass_stays(remark, office):
    Enrolment.objects.update(status="completed", completed_at=NOW)
    response = decide(office, remark)
    assert (response.status_code, "a certificate may rest on this pass" in words_of(response)) == (409, True)
    assert decide(office, remark, decision="kept").url == reverse(LIST)


def test_what_is_decided_stands_on_its_page(remark, office):
    decide(office, remark, decision="kept")
    words = words_of(office.get(page(remark)))
    assert ["The pass stands" in words, "They had it wrong." in words, "<textarea" in words] == [True, True, False]
    again = decide(office, remark)
    assert (again.status_code, "decided already" in words_of(again)) == (409, True)


def test_what_needs_no_decision_has_no_page(remark, office):
    Remark.objects.update(decision="not_needed")
    assert office.get(page(remark)).status_code == 404


def test_the_list_costs_the_same_for_few_and_many(quiz, remark, office, cast):
    office.get(reverse(LIST))
    with assert_statements(at_most=100) as few:
        office.get(reverse(LIST))
    for person in (cast.amir, cast.lead):
        handed_in(quiz, "Blue (right)", learner=person)
    Remark.objects.bulk_create(_copies_of(remark))
    with assert_statements(at_most=len(few)):
        office.get(reverse(LIST))


def _copies_of(remark):
    others = Attempt.objects.exclude(pk=remark.attempt_id)
    return [Remark(**{**_values_of(remark), "attempt_id": other.pk, "id": None}) for other in others]


def _values_of(remark):
    return {field.attname: getattr(remark, field.attname) for field in Remark._meta.concrete_fields}
