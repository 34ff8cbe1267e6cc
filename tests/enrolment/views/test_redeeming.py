"""Taking up a place at home: the code, the page it leads to, one press, and everything that can go wrong."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.messages import get_messages
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from enrolment.links import code_of, mailed_link, spoken_code
from enrolment.models import Enrolment, Source
from enrolment.rules.places import NominationStatus, TokenStatus
from lms.accounts.models import User
from tests.accounts.doors import is_signed_in, letters_to, link, sign_in, sign_up
from tests.cast import NOW
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.partners import AllowanceFactory, NominationFactory, TokenFactory
from tests.factories.paths import short_path
from tests.factories.people import UserFactory
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db
NOBODY = "/enrol/0000-0000-0000/"


@pytest.fixture(autouse=True)
def monday(time_machine):
    """Everything happens at NOW."""
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def path():
    """First steps, then Leading."""
    return short_path()


@pytest.fixture
def place(path, cast):
    """Ada, invited to a place of Lena's organisation."""
    allowance = AllowanceFactory(licence__site__organisation=cast.partner, licence__site__name="Quay Street")
    return NominationFactory(
        invited=True, allowance=allowance, name="Ada Ŵyn", email="ada@example.org", nominated_by=cast.lead
    )


@pytest.fixture
def code(place):
    """The address of the page for the code, which anybody may have typed."""
    return f"/enrol/{code_of(place, 1)}/"


@pytest.fixture
def letter(place):
    """The address in Ada's mail, which proves that it is hers."""
    return mailed_link(place, 1).removeprefix("http://testserver")


@pytest.fixture
def zoe(client_of, cast):
    """Zoë's browser."""
    return client_of(cast.zoe)


def text_of(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def words(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


def status_of(place):
    place.refresh_from_db()
    return place.status


# --- Typing the code ------------------------------------------------------------------------------


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
    assert "Ada" not in answer.content.decode()


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


# --- Taking it up ---------------------------------------------------------------------------------


def test_one_press_takes_up_the_place_and_opens_the_whole_path(place, path, letter, zoe, cast):
    answer = zoe.post(letter)
    assert (answer["Location"], status_of(place), place.learner) == ("/learn/", NominationStatus.REDEEMED, cast.zoe)
    made = Enrolment.objects.order_by("course__path").values_list("course", "learner", "source", "nomination")
    assert list(made) == [
        (path[0].pk, cast.zoe.pk, Source.SELF, None),
        (path[1].pk, cast.zoe.pk, Source.PLACE, place.pk),
    ]
    assert "The place is yours" in words(answer)[0]


def test_the_first_step_is_on_top_afterwards(letter, zoe):
    page = text_of(zoe.post(letter, follow=True))
    assert page.index("Your next step") < page.index("First steps") < page.index("After First steps")


def test_the_mailed_link_makes_the_address_a_second_one(letter, zoe, cast):
    zoe.post(letter)
    addresses = EmailAddress.objects.filter(user=cast.zoe).order_by("pk")
    assert list(addresses.values_list("email", "verified", "primary")) == [
        ("zoe@example.org", True, True),
        ("ada@example.org", True, False),
    ]


def test_a_typed_code_proves_no_address(code, zoe):
    zoe.post(code)
    assert not EmailAddress.objects.filter(email="ada@example.org").exists()


def test_an_address_of_another_account_stays_there_and_that_is_said(place, letter, zoe):
    UserFactory(email="ada@example.org")
    answer = zoe.post(letter)
    assert status_of(place) == NominationStatus.REDEEMED
    assert "belongs to another account" in words(answer)[1]


def test_without_an_address_a_typed_code_is_refused_with_the_way_on(place, code, client_of):
    answer = client_of(UserFactory(email=None, sign_in_name="rowan.7")).post(code)
    assert (answer.status_code, 'href="/accounts/email/"' in answer.content.decode()) == (409, True)
    assert status_of(place) == NominationStatus.INVITED


def test_who_has_begun_the_training_keeps_the_place_for_somebody_else(place, path, letter, client_of, cast):
    EnrolmentFactory(learner=cast.zoe, course=path[1])
    answer = client_of(cast.zoe).post(letter)
    assert (answer.status_code, "taking this training already" in answer.content.decode()) == (409, True)
    assert status_of(place) == NominationStatus.INVITED


def test_a_second_press_is_harmless(letter, zoe):
    zoe.post(letter)
    assert [zoe.post(letter)["Location"], zoe.get(letter)["Location"]] == ["/learn/", "/learn/"]
    assert Enrolment.objects.count() == 2


def test_nobody_else_can_use_a_used_link(place, letter, zoe, client_of, cast):
    zoe.post(letter)
    answer = client_of(cast.amir).post(letter)
    assert (answer.status_code, "Zoë" in answer.content.decode()) == (409, False)
    assert not Enrolment.objects.filter(learner=cast.amir).exists()


@pytest.mark.parametrize("end", ["", "decline/"])
def test_nobody_can_be_made_to_act_from_another_site(end, place, letter, cast):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.zoe)
    assert browser.post(letter + end).status_code == 403
    assert status_of(place) == NominationStatus.INVITED


# --- Saying no ------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", [None, "zoe"])
def test_saying_no_is_one_more_press_signed_in_or_not(who, place, letter, client_of, cast):
    browser = client_of(getattr(cast, who) if who else None)
    answer = browser.post(letter + "decline/")
    assert (answer["Location"], status_of(place)) == ("/learn/" if who else "/", NominationStatus.DECLINED)
    assert "You have said no" in text_of(browser.get(answer["Location"]))


def test_after_saying_no_the_link_is_closed(letter, client):
    client.post(letter + "decline/")
    assert [client.get(letter).status_code, client.post(letter + "decline/").status_code] == [410, 409]


# --- Coming without an account, or signed out -----------------------------------------------------


def test_a_press_while_signed_out_takes_nothing_and_leads_to_a_filled_in_form(place, letter, client):
    answer = client.post(letter)
    assert (answer["Location"], status_of(place)) == (
        f"/accounts/signup/?next={letter}%23answer",
        NominationStatus.INVITED,
    )
    form = client.get(answer["Location"]).context["form"]
    assert [form["full_name"].value(), form["email"].value()] == ["Ada Ŵyn", "ada@example.org"]


def test_whoever_has_an_account_is_led_to_sign_in(letter, client):
    UserFactory(email="ada@example.org")
    answer = client.post(letter)
    assert answer["Location"] == f"/accounts/login/?next={letter}%23answer"
    assert client.get(answer["Location"]).context["form"]["login"].value() == "ada@example.org"


def test_the_press_goes_to_the_page_itself_wherever_on_it_one_stands(letter, zoe):
    assert f'action="{letter}"' in zoe.get(letter).content.decode()  # else "#answer" would stick to the next page


def test_a_typed_code_tells_neither_the_address_nor_whether_it_has_an_account(code, client):
    UserFactory(email="ada@example.org")
    answer = client.post(code)
    assert answer["Location"] == f"/accounts/signup/?next={code}%23answer"
    assert "ada@example.org" not in client.get(answer["Location"]).content.decode()


def test_a_new_person_needs_no_second_letter_and_comes_back_to_press_once_more(place, letter, client):
    client.post(letter)
    answer = sign_up(client, full_name="Ada Ŵyn", email="Ada@Example.org", next=letter + "#answer")
    assert (answer["Location"], is_signed_in(client), letters_to("ada@example.org")) == (letter + "#answer", True, [])
    assert status_of(place) == NominationStatus.INVITED
    assert client.post(letter)["Location"] == "/learn/"
    assert User.objects.get(email="ada@example.org").nominations.get() == place


def test_another_address_is_proved_as_always_and_becomes_the_accounts_own(letter, client):
    client.post(letter)
    answer = sign_up(client, email="rowan@example.org", next=letter + "#answer")
    assert (answer["Location"], is_signed_in(client)) == ("/accounts/confirm-email/", False)
    person = User.objects.get(email="rowan@example.org")
    addresses = person.emailaddress_set.values_list("email", "verified", "primary")
    assert list(addresses) == [("rowan@example.org", False, True)]


def test_after_proving_another_address_one_is_back_at_the_place(letter, client):
    client.post(letter)
    sign_up(client, next=letter + "#answer")
    assert client.post(link(letters_to("rowan@example.org")[-1], "confirm-email"))["Location"] == letter + "#answer"
    assert client.post(letter)["Location"] == "/learn/"


def test_with_a_typed_code_the_address_is_proved_as_always(code, client):
    client.post(code)
    assert sign_up(client, email="ada@example.org", next=code + "#answer")["Location"] == "/accounts/confirm-email/"
    assert len(letters_to("ada@example.org")) == 1


def test_signing_in_leads_back_to_the_place(letter, client, cast):
    client.post(letter)
    assert sign_in(client, cast.zoe.email, next=letter + "#answer")["Location"] == letter + "#answer"


def test_the_next_person_at_the_same_computer_sees_nothing_of_it(letter, client, cast):
    client.post(letter)
    for door in ("/accounts/signup/", "/accounts/login/", "/accounts/signup/?next=/learn/"):
        assert "ada" not in client.get(door).content.decode().lower().replace("ready", "")
    assert sign_in(client, cast.zoe.email)["Location"] == "/learn/"


def test_the_next_person_at_the_same_computer_gets_an_account_of_their_own(letter, client):
    client.post(letter)
    answer = sign_up(client, email="ada@example.org")
    assert answer["Location"] == "/accounts/confirm-email/"
    assert not EmailAddress.objects.get(email="ada@example.org").verified


def test_signing_in_changes_the_session_and_signing_out_empties_it(letter, client, cast):
    client.post(letter)
    before = client.session.session_key
    sign_in(client, cast.zoe.email, next=letter + "#answer")
    assert client.session.session_key != before
    client.post("/accounts/logout/")
    assert "newcomer" not in client.session


def test_taking_it_up_forgets_who_was_expected(letter, client, cast):
    client.post(letter)
    sign_in(client, cast.zoe.email, next=letter + "#answer")
    client.post(letter)
    assert "newcomer" not in client.session


@pytest.mark.parametrize("next_page", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_nobody_is_led_to_another_site(next_page, letter, client, cast):
    client.post(f"{letter}?next={next_page}", {"next": next_page})
    assert sign_in(client, cast.zoe.email, next=next_page)["Location"] == "/learn/"
