"""Checking certificates over HTTP: one shape, no names, sentences for mistakes, and a limit."""

import json

import pytest

from tests.cast import NOW
from tests.factories.awards import AwardFactory
from tests.factories.delivering import let_deliver
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/certificates/verify"
NOT_FOUND = {"status": "not_found", "programme": None, "issued_on": None, "may_register_meetings": False}
WRONG = [
    ("{", "Please send an object in JSON."),
    ("[]", "Please check what you sent."),
    ("serial=1&surname=2", "Please send an object in JSON."),
    ("{}", "Please check what you sent."),
]


@pytest.fixture
def award():
    return AwardFactory(enrolment__learner__full_name="Zoë Ŵyn-Łukasz")


def ask(client, body, **extra):
    content = body if isinstance(body, str) else json.dumps(body)
    return client.post(ADDRESS, content, content_type="application/json", **extra)


def test_a_valid_certificate_is_described_without_a_name(client, award, time_machine):
    time_machine.move_to(NOW)
    let_deliver(award)
    answer = ask(client, {"serial": award.serial.lower(), "surname": "wyn-lukasz"})
    about = {"programme": award.programme_name, "issued_on": "2026-04-20"}
    assert answer.json() == {"status": "valid", **about, "may_register_meetings": True}
    assert answer["Cache-Control"] == "no-store"


def test_a_valid_certificate_alone_registers_no_meetings(client, award):
    answer = ask(client, {"serial": award.serial, "surname": award.printed_name}).json()
    assert (answer["status"], answer["may_register_meetings"]) == ("valid", False)


@pytest.mark.parametrize("state", ["revoked", "superseded"])
def test_one_that_has_ended_says_so(client, state):
    award = AwardFactory(**{state: True})
    answer = ask(client, {"serial": award.serial, "surname": award.printed_name}).json()
    assert (answer["status"], answer["may_register_meetings"]) == (state, False)


def test_another_surname_and_another_number_get_the_same_answer(client, award):
    wrong_surname = ask(client, {"serial": award.serial, "surname": "Hassan"})
    wrong_number = ask(client, {"serial": "UKSR-2222-2222", "surname": "Hassan"})
    assert wrong_surname.json() == wrong_number.json() == NOT_FOUND
    assert wrong_surname.status_code == wrong_number.status_code == 200


@pytest.mark.parametrize("serial", ["UKSR-2222-2222", "no number", "\u0000"])
@pytest.mark.parametrize("surname", ["Hassan", "Łukasz"])
def test_every_answer_costs_two_statements(client, award, serial, surname):
    for number in (serial, award.serial):
        with assert_statements(at_most=2) as counted:
            ask(client, {"serial": number, "surname": surname})
        assert len(counted) == 2


@pytest.mark.parametrize(("body", "sentence"), WRONG)
def test_a_body_that_is_none_is_refused_in_a_sentence(client, body, sentence):
    answer = ask(client, body)
    assert (answer.status_code, answer.json()["sentence"]) == (422, sentence)


def test_each_field_has_its_own_sentence(client):
    answer = ask(client, {"serial": 7, "surname": "x" * 151}).json()["problems"]
    assert answer == [
        {"field": "serial", "sentence": "This must be text."},
        {"field": "surname", "sentence": "At most 150 characters, please."},
    ]


def test_whoever_asks_too_often_is_told_how_long_to_wait(client, award, settings):
    settings.VERIFY_RATE_LIMITS = {"verify": "2/m/ip"}
    answers = [ask(client, {"serial": "x", "surname": "y"}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2]["Retry-After"] == "60"
    assert answers[2].json()["sentence"].endswith("try again in 60 seconds.")


def test_it_is_posted_to_never_read(client):
    assert client.get(ADDRESS).status_code == 405


def test_no_token_is_needed(client_of, cast, award):
    browser = client_of(cast.zoe)
    browser.handler.enforce_csrf_checks = True
    assert ask(browser, {"serial": "x", "surname": "y"}).status_code == 200


def test_the_api_describes_itself_and_has_no_page(client):
    described = client.get("/api/v1/openapi.json").json()
    assert set(described["paths"]) == {"/api/v1/certificates/verify"}
    assert set(described["paths"]["/api/v1/certificates/verify"]["post"]["responses"]) == {"200", "422", "429"}
    assert client.get("/api/v1/docs/").status_code == client.get("/api/v1/").status_code == 404
