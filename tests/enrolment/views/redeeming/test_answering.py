"""Taking up the place by one press, or saying no to it."""

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from enrolment.models import Enrolment, Source
from enrolment.rules.places import NominationStatus
from tests.enrolment.views.redeeming.answers import status_of, text_of, words
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


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


def test_who_gets_a_further_address_is_told_of_it(place, letter, zoe):
    assert any(place.email in said and "remove it" in said for said in words(zoe.post(letter)))
