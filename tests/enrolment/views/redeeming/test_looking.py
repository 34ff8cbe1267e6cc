"""Typing a code, and looking at the page it leads to: nothing is written, and what has ended says so."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext

from enrolment.links import code_of, mailed_link, spoken_code
from enrolment.models import Enrolment
from enrolment.rules.places import NominationStatus, TokenStatus
from tests.cast import NOW
from tests.enrolment.views.redeeming.answers import status_of, text_of
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.partners import TokenFactory
from tests.factories.people import UserFactory
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db
NOBODY = "/enrol/0000-0000-0000/"


@pytest.mark.parametrize(
    "write", [str, str.lower, spoken_code, lambda code: f" {spoken_code(code).replace('-', ' ')} "]
)
def test_the_code_leads_to_its_page_however_it_is_written(write, place, code, client):
    assert client.post("/enrol/", {"code": write(code_of(place, 1))})["Location"] == code


def test_look_alikes_are_forgiven(place, code, client):
    typed = code_of(place, 1).replace("0", "o").replace("1", "l")
    assert client.post("/enrol/", {"code": typed})["Location"] == code


def test_a_whole_link_will_do(place, letter, client):
    assert client.post("/enrol/", {"code": mailed_link(place, 1)})["Location"] == letter


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Please type the code"),
        ("7K2M-9QRX-4BT", "this has 11"),
        ("7K2M-9QRX-4BTD", "We do not know this code"),
        ("<b>never a code</b>", "this has 2"),
    ],
)
def test_what_is_no_code_is_said_and_stays_in_the_box(typed, said, client):
    answer = client.post("/enrol/", {"code": typed})
    assert (answer.status_code, said in answer.content.decode()) == (422, True)
    assert answer.context["form"]["code"].value() == typed


def test_the_page_for_codes_is_open_to_everybody(client):
    answer = client.get("/enrol/")
    assert (answer.status_code, "Enter your code" in answer.content.decode()) == (200, True)


def test_trying_codes_out_ends_after_some_tries(client, code, settings):
    settings.ENROL_RATE_LIMITS = {"enrol": "2/m/ip"}
    client.post("/enrol/", {"code": "7K2M-9QRX-4BTD"})
    client.get(NOBODY)
    answers = [client.get(code), client.post("/enrol/", {"code": "7K2M-9QRX-4BTD"})]
    assert [(answer.status_code, answer["Retry-After"]) for answer in answers] == [(429, "60")] * 2


def test_a_mailed_link_works_even_where_others_have_tried_codes_out(client, letter, settings):
    settings.ENROL_RATE_LIMITS = {"enrol": "1/m/ip"}
    client.get(NOBODY)
    assert [client.get(NOBODY).status_code, client.get(letter).status_code] == [429, 200]


def test_right_codes_never_count(place, code, client, settings):
    settings.ENROL_RATE_LIMITS = {"enrol": "2/m/ip"}
    answers = [client.post("/enrol/", {"code": code_of(place, 1)}, follow=True) for _ in range(5)]
    assert {answer.status_code for answer in answers} == {200}


# --- Looking --------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize("end", ["", "decline/"])
def test_looking_writes_nothing_at_all(method, end, letter, client):
    with CaptureQueriesContext(connection) as asked:
        assert getattr(client, method)(letter + end, {"answer": "yes"}).status_code == 200
    assert [query["sql"] for query in asked if not query["sql"].startswith("SELECT")] == []
    assert not Session.objects.exists()


def test_looking_while_signed_in_writes_nothing_at_all(letter, zoe):
    with CaptureQueriesContext(connection) as asked:
        assert zoe.get(letter).status_code == 200
    assert [query["sql"] for query in asked if not query["sql"].startswith("SELECT")] == []


def test_looking_costs_little(letter, zoe):
    zoe.get(letter)
    with assert_statements(at_most=6):
        zoe.get(letter)


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options"])
def test_other_methods_are_not_allowed(method, letter, client):
    assert getattr(client, method)(letter).status_code == 405


@pytest.mark.parametrize(
    "said",
    [
        "Harbour Recovery has put your name forward",
        "Harbour Recovery, Quay Street",
        "Ada Ŵyn",
        "Lena Hartley",
        "First steps",
        "Leading",
        "About 11 h in all",
        "aged 18 or over",
        "Monday 18 May 2026, 10:29",
        "What Harbour Recovery will see",
        "Nobody there sees your answers",
    ],
)
def test_the_page_says_what_somebody_must_know_first(said, letter, client):
    assert said in text_of(client.get(letter))


def test_what_is_finished_already_is_said(path, letter, client_of, cast):
    EnrolmentFactory(learner=cast.zoe, course=path[0], completed=True)
    page = text_of(client_of(cast.zoe).get(letter))
    assert "You have finished this" in page
    assert "About 10 h of it are still to do" in page


def test_only_the_mailed_link_shows_the_address(code, letter, client):
    assert "ada@example.org" in text_of(client.get(letter))
    page = text_of(client.get(code))
    assert ("ada@example.org" in page, "a…@e….org" in page) == (False, True)


def test_somebody_known_by_that_address_reads_it(code, client_of):
    assert "ada@example.org" in text_of(client_of(UserFactory(email="ada@example.org")).get(code))


def test_who_is_signed_in_is_named_and_can_sign_out(letter, zoe):
    page = text_of(zoe.get(letter))
    assert "Zoë Ŵyn-Łukasz" in page
    assert zoe.post("/accounts/logout/", {"next": letter})["Location"] == letter


def test_the_page_is_kept_by_nobody_and_found_by_nobody(letter, client):
    headers = client.get(letter).headers
    assert "no-store" in headers["Cache-Control"]
    assert headers["X-Robots-Tag"] == "noindex"
    assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("end", ["", "decline/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_an_unknown_code_is_a_kind_page_with_a_way_on(method, end, client):
    answer = getattr(client, method)(NOBODY + end)
    assert (answer.status_code, 'action="/enrol/"' in answer.content.decode()) == (404, True)
    assert "mailto:" in answer.content.decode()


# --- What has ended -------------------------------------------------------------------------------


ENDINGS = [
    (TokenStatus.REPLACED, "Please use the newest message"),
    (TokenStatus.REVOKED, "This invitation has ended"),
    (TokenStatus.DECLINED, "This invitation has ended"),
    (TokenStatus.USED, "This link has been used"),
]


@pytest.mark.parametrize(("status", "said"), ENDINGS)
@pytest.mark.parametrize("end", ["", "decline/"])
def test_an_ended_link_says_what_to_do(end, status, said, place, letter, client):
    place.tokens.end(to=status, at=NOW)
    answer = client.get(letter + end)
    assert (answer.status_code, said in answer.content.decode()) == (410, True)
    assert "Ada " not in answer.content.decode()


@pytest.mark.parametrize(("status", "said"), ENDINGS)
@pytest.mark.parametrize("end", ["", "decline/"])
def test_an_ended_link_does_nothing(end, status, said, place, letter, zoe):
    place.tokens.end(to=status, at=NOW)
    answer = zoe.post(letter + end)
    assert (answer.status_code, said in answer.content.decode()) == (409, True)
    assert (status_of(place), Enrolment.objects.count()) == (NominationStatus.INVITED, 0)


@pytest.mark.parametrize(("method", "status"), [("get", 410), ("post", 409)])
def test_after_28_days_the_link_is_over(method, status, letter, client, time_machine):
    time_machine.move_to(NOW + timedelta(days=28), tick=False)
    answer = getattr(client, method)(letter)
    assert (answer.status_code, "its time is over" in answer.content.decode()) == (status, True)


def test_a_minute_before_it_still_works(letter, client, time_machine):
    time_machine.move_to(NOW + timedelta(days=28, minutes=-1), tick=False)
    assert client.get(letter).status_code == 200


def test_a_code_of_an_older_generation_leads_to_the_newest_message(place, code, client):
    place.tokens.end(to=TokenStatus.REPLACED, at=NOW)
    TokenFactory(nomination=place, generation=2)
    assert "Please use the newest message" in text_of(client.get(code))
    assert client.get(f"/enrol/{code_of(place, 2)}/").status_code == 200


def test_after_the_address_was_changed_the_old_letter_proves_nothing(place, letter, code, client):
    place.email = "ada.wyn@example.org"
    place.save()
    assert [client.get(letter).status_code, client.get(code).status_code] == [404, 200]
