"""One's own account page."""

import pytest
from django.test import Client

from lms.accounts.models import User
from tests.cast import Cast
from tests.factories.people import UserFactory
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/accounts/", "/accounts/details/", "/accounts/second-step/"])
def test_strangers_are_led_to_sign_in(path: str, client: Client) -> None:
    assert client.get(path).url == f"/accounts/login/?next={path}"


def test_the_page_shows_the_person_and_every_way_to_change_things(client_of, cast: Cast) -> None:
    page = client_of(cast.zoe).get("/accounts/").content.decode()
    ways = [
        "/accounts/details/",
        "/accounts/email/",
        "/accounts/password/change/",
        "/accounts/2fa/",
        "/accounts/logout/",
    ]
    assert cast.zoe.full_name in page
    assert [way for way in ways if f'"{way}"' not in page] == []


def test_people_without_an_address_see_their_sign_in_name(client_of) -> None:
    inside = UserFactory(email=None, sign_in_name="rowan.7")
    assert b"rowan.7" in client_of(inside).get("/accounts/").content


def test_the_page_is_cheap(client_of, cast: Cast) -> None:
    browser = client_of(cast.zoe)
    with assert_statements(at_most=6):
        browser.get("/accounts/")


def test_a_new_name_is_tidied_and_saved(client_of, cast: Cast) -> None:
    answer = client_of(cast.zoe).post("/accounts/details/", {"full_name": "  Zoë   Ŵyn ", "known_as": "Zo"})
    cast.zoe.refresh_from_db()
    assert (answer.url, cast.zoe.full_name, cast.zoe.known_as) == ("/accounts/", "Zoë Ŵyn", "Zo")


def test_a_refused_name_is_shown_at_its_field_and_renames_nobody(client_of, cast: Cast) -> None:
    answer = client_of(cast.zoe).post("/accounts/details/", {"full_name": "www.example.org"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["full_name"])
    assert answer.context["user"].full_name == User.objects.get(pk=cast.zoe.pk).full_name == "Zoë Ŵyn-Łukasz"


def test_only_names_can_be_changed_there(client_of, cast: Cast) -> None:
    client_of(cast.zoe).post("/accounts/details/", {"full_name": "Zoë", "is_staff": "on", "email": "x@example.org"})
    cast.zoe.refresh_from_db()
    assert (cast.zoe.is_staff, cast.zoe.email) == (False, "zoe@example.org")
