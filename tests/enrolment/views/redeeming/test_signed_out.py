"""Coming without an account or signed out, and the next person at the same computer."""

import pytest
from allauth.account.models import EmailAddress

from enrolment.rules.places import NominationStatus
from lms.accounts.models import User
from tests.accounts.doors import is_signed_in, letters_to, link, sign_in, sign_up
from tests.enrolment.views.redeeming.answers import status_of
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


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
        page = client.get(door).content.decode().lower()
        assert [told for told in ("ada ŵyn", "ada@") if told in page] == []
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
