"""The people admin: who sees whom, what can be changed, what cannot be done at all."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lms.accounts.models import User
from lms.accounts.roles import Role
from lms.accounts.services.roles import roles_of
from tests.accounts.doors import is_signed_in, letters_to, link
from tests.cast import Cast
from tests.factories.people import UserFactory
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db
HOME = "/cms/users/"
NEW = {"full_name": "Rowan Bell", "email": "Rowan@Example.org", "is_active": "on"}


@pytest.fixture
def office(client_of, cast: Cast) -> Client:
    browser: Client = client_of(cast.office)
    return browser


@pytest.fixture
def root() -> User:
    person: User = UserFactory(full_name="Robin Root", is_superuser=True, is_staff=True)
    return person


def save(browser: Client, person: User, **fields: Any) -> Any:
    kept = {"full_name": person.full_name, "email": person.email or "", "is_active": "on"}
    return browser.post(f"{HOME}edit/{person.pk}/", {**kept, **fields})


def test_the_list_shows_name_way_to_sign_in_and_roles(office: Client, cast: Cast) -> None:
    inside = UserFactory(full_name="Rowan Bell", email=None, sign_in_name="rowan.7")
    page = office.get(HOME).content.decode()
    shown = [cast.office.full_name, "orla@example.org", "Central Office", inside.full_name, "rowan.7"]
    assert [text for text in shown if text not in page] == []


@pytest.mark.parametrize("words", ["bell", "rowan.7", "ro the great"])
def test_people_are_found_by_name_and_way_to_sign_in(words: str, office: Client, cast: Cast) -> None:
    UserFactory(full_name="Rowan Bell", known_as="Ro the Great", email=None, sign_in_name="rowan.7")
    page = office.get(f"{HOME}results/", {"q": words}).content.decode()
    assert ("Rowan Bell" in page, cast.office.full_name in page) == (True, False)


def test_a_longer_list_costs_no_more_statements(office: Client) -> None:
    UserFactory.create_batch(3, editor=True)
    office.get(HOME)
    with assert_statements(at_most=1000) as few:
        office.get(HOME)
    UserFactory.create_batch(15, editor=True)
    with assert_statements(at_most=len(few)):
        office.get(HOME)


@pytest.mark.parametrize("who", ["editor", "zoe"])
@pytest.mark.parametrize("path", [HOME, f"{HOME}new/"])
def test_only_central_office_gets_at_people(path: str, who: str, client_of, cast: Cast) -> None:
    assert client_of(getattr(cast, who)).get(path).status_code in {302, 403}


def test_a_new_person_gets_a_link_and_chooses_a_password(office: Client) -> None:
    office.post(f"{HOME}new/", NEW)
    browser = Client()
    form = browser.get(link(letters_to("rowan@example.org")[-1], "password/reset/key")).url
    browser.post(form, {"password1": "an-otter-in-the-reeds", "password2": "an-otter-in-the-reeds"})
    assert is_signed_in(browser)


def test_a_new_person_without_an_address_is_written_to_by_nobody(office: Client) -> None:
    office.post(f"{HOME}new/", {"full_name": "Rowan Bell", "sign_in_name": "Rowan.7", "is_active": "on"})
    assert User.objects.get(sign_in_name="rowan.7").email is None


def test_ticked_roles_are_given_with_everything_that_belongs_to_them(office: Client) -> None:
    office.post(f"{HOME}new/", {**NEW, "roles": [Role.EDITOR.value]})
    person = User.objects.get(email="rowan@example.org")
    assert (person.is_staff, roles_of(person)) == (True, {Role.EDITOR})


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"email": ""}, "__all__"),
        ({"email": "zoe@example.org"}, "email"),
        ({"full_name": "http://example.org"}, "full_name"),
        ({"sign_in_name": "rowan bell"}, "sign_in_name"),
        ({"roles": ["Emperor"]}, "roles"),
    ],
)
def test_what_does_not_do_is_shown_in_the_form(fields: dict[str, Any], error: str, office: Client, cast: Cast) -> None:
    assert cast.zoe.pk
    answer = office.post(f"{HOME}new/", {**NEW, **fields})
    assert list(answer.context["form"].errors) == [error]


def test_the_refusal_of_a_service_is_shown_in_the_form(client_of, cast: Cast, root: User) -> None:
    answer = save(client_of(root), cast.office, roles=[])
    assert "this is the last one" in str(answer.context["form"].non_field_errors())
    assert roles_of(cast.office) == {Role.CENTRAL_OFFICE}


def test_a_person_is_changed_and_the_change_is_in_the_history(office: Client, cast: Cast) -> None:
    save(office, cast.zoe, full_name="Zoë Bell", known_as="Zo", roles=[Role.EDITOR.value])
    cast.zoe.refresh_from_db()
    assert (cast.zoe.full_name, cast.zoe.known_as, cast.zoe.is_staff) == ("Zoë Bell", "Zo", True)
    history = office.get(f"{HOME}history/{cast.zoe.pk}/").content.decode()
    assert ("Account changed" in history, "Role given" in history) == (True, True)


def test_a_switched_off_account_is_signed_out_everywhere(office: Client, client_of, cast: Cast) -> None:
    browser = client_of(cast.zoe)
    save(office, cast.zoe, is_active="")
    assert browser.get("/accounts/").status_code == 302


def test_nobody_changes_their_own_roles_or_access(office: Client, cast: Cast) -> None:
    save(office, cast.office, full_name="Orla F. Finch", roles=[], is_active="")
    cast.office.refresh_from_db()
    assert (cast.office.full_name, cast.office.is_active) == ("Orla F. Finch", True)
    assert roles_of(cast.office) == {Role.CENTRAL_OFFICE}


def test_no_form_makes_an_administrator_or_sets_a_password(office: Client, cast: Cast) -> None:
    before = cast.zoe.password
    save(office, cast.zoe, is_superuser="on", is_staff="on", password1="abc", password2="abc")
    cast.zoe.refresh_from_db()
    assert (cast.zoe.is_superuser, cast.zoe.is_staff, cast.zoe.password) == (False, False, before)


@pytest.mark.parametrize("view", ["edit", "history", "history-results", "usage"])
def test_central_office_cannot_reach_an_administrator(view: str, office: Client, root: User) -> None:
    path = f"{HOME}{view}/{root.pk}/"
    assert [answer.status_code for answer in (office.get(path), office.post(path))] == [302, 302]
    assert root.full_name not in office.get(HOME).content.decode()


def test_administrators_see_each_other(client_of, root: User) -> None:
    browser = client_of(root)
    assert root.full_name in browser.get(HOME).content.decode()
    assert browser.get(f"{HOME}edit/{root.pk}/").status_code == 200


@pytest.mark.parametrize("who", ["office", "root"])
def test_nobody_deletes_a_person(who: str, client_of, cast: Cast, root: User) -> None:
    browser = client_of({"office": cast.office, "root": root}[who])
    pages = [browser.get(path).content for path in (HOME, f"{HOME}edit/{cast.zoe.pk}/")]
    assert not any(b"/delete/" in page for page in pages)
    assert browser.post(f"{HOME}delete/{cast.zoe.pk}/").status_code == 404


@pytest.mark.parametrize("action", ["delete", "assign_role", "set_active_state"])
def test_nothing_is_done_to_people_in_bulk(action: str, client_of, cast: Cast, root: User) -> None:
    role = {"role": cast.editor.groups.get().pk, "mark_as_active": ""}
    client_of(root).post(f"/cms/bulk/accounts/user/{action}/?id={cast.zoe.pk}", role)
    cast.zoe.refresh_from_db()
    assert (cast.zoe.is_active, cast.zoe.groups.count()) == (True, 0)


def test_the_account_page_of_the_admin_opens_saves_and_leads_to_ones_own_account(client_of, cast: Cast) -> None:
    browser = client_of(cast.editor)
    page = browser.get("/cms/account/").content.decode()
    assert ("first_name" in page, 'href="/accounts/"' in page) == (False, True)
    assert browser.post("/cms/account/", {"theme-theme": "dark"}).status_code in {200, 302}
    cast.editor.refresh_from_db()
    assert cast.editor.full_name == "Edie Marsh"


def test_a_refusal_is_said_once_above_the_form(office: Client) -> None:
    page = office.post(reverse("wagtailusers_users:add"), {"full_name": "Nobody", "is_active": "on"}).content.decode()
    assert page.count("Give an e-mail address or a sign-in name.") == 1
