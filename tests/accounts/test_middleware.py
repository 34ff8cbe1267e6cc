"""The gates: /cms/ and the compulsory second step."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from lms.accounts.models import User
from lms.accounts.permissions import lacks_second_factor, may_enter_admin
from tests.cast import Cast
from tests.factories.people import UserFactory
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db

DOORS = ["/cms/", "/cms/pages/", "/cms/account/", "/cms/password_reset/", "/cms/no-such-page/"]


@pytest.mark.parametrize("path", DOORS)
def test_a_stranger_at_the_admin_is_led_to_the_one_sign_in(path: str, client: Client) -> None:
    assert client.get(path).url == f"/accounts/login/?next={path}"


def test_a_script_of_the_editor_that_lost_its_session_is_told_so(client: Client) -> None:
    assert client.get("/cms/pages/", headers={"x-requested-with": "XMLHttpRequest"}).status_code == 403


def test_wagtails_own_sign_in_leads_to_the_one_sign_in(client: Client) -> None:
    assert client.get("/cms/login/?next=/cms/pages/").url == "/accounts/login/?next=/cms/pages/"
    assert client.get("/_util/login/").url == "/accounts/login/"


@pytest.mark.parametrize("path", DOORS)
def test_a_learner_at_the_admin_gets_403_and_a_sentence(path: str, client_of, cast: Cast) -> None:
    answer = client_of(cast.zoe).get(path)
    assert answer.status_code == 403
    assert b"people who look after the platform" in answer.content


def test_a_learner_following_wagtails_sign_in_ends_at_403_not_in_a_loop(client_of, cast: Cast) -> None:
    answer = client_of(cast.zoe).get("/cms/login/?next=/cms/", follow=True)
    assert (answer.status_code, len(answer.redirect_chain)) == (403, 2)


@pytest.mark.parametrize("who", ["editor", "office"])
def test_staff_enter_the_admin(who: str, client_of, cast: Cast) -> None:
    assert client_of(getattr(cast, who)).get("/cms/").status_code == 200


@pytest.mark.parametrize(("who", "shown"), [("editor", True), ("zoe", False)])
def test_only_staff_see_the_way_into_the_admin(who: str, shown: bool, client_of, cast: Cast) -> None:
    assert (b'href="/cms/"' in client_of(getattr(cast, who)).get("/accounts/").content) is shown


def test_wagtails_own_password_pages_do_not_exist(client_of, cast: Cast) -> None:
    assert client_of(cast.office).get("/cms/password_reset/").status_code == 404


def test_the_office_address_leads_into_the_admin(client_of, cast: Cast) -> None:
    assert client_of(cast.office).get("/office/", follow=True).status_code == 200
    assert client_of(cast.zoe).get("/office/", follow=True).status_code == 403


def test_asking_about_a_learner_costs_no_statement(cast: Cast) -> None:
    zoe = User.objects.get(pk=cast.zoe.pk)
    with assert_statements(at_most=0):
        assert not may_enter_admin(zoe)
        assert not lacks_second_factor(zoe)


@pytest.fixture
def compulsory(settings) -> None:
    settings.MFA_REQUIRED = True


@pytest.mark.usefixtures("compulsory")
@pytest.mark.parametrize("path", ["/cms/", "/courses/", "/learn/", "/"])
def test_staff_without_a_second_step_are_led_to_set_one_up(path: str, client_of, cast: Cast) -> None:
    browser = client_of(cast.editor)
    assert browser.get(path).url == "/accounts/second-step/"
    assert b"/accounts/2fa/totp/activate/" in browser.get("/accounts/second-step/").content


@pytest.mark.usefixtures("compulsory")
@pytest.mark.parametrize("path", ["/accounts/", "/accounts/2fa/", "/accounts/logout/", "/healthz"])
def test_what_setting_one_up_needs_stays_open(path: str, client_of, cast: Cast) -> None:
    assert client_of(cast.office).get(path).status_code == 200


@pytest.mark.usefixtures("compulsory")
def test_administrators_need_one_too(client_of) -> None:
    root = UserFactory(is_superuser=True, is_staff=True)
    assert client_of(root).get("/cms/").url == "/accounts/second-step/"


@pytest.mark.usefixtures("compulsory")
def test_with_a_second_step_staff_go_on(client_of, cast: Cast) -> None:
    Authenticator.objects.create(user=cast.office, type=Authenticator.Type.TOTP, data={"secret": "x"})
    assert client_of(cast.office).get("/cms/").status_code == 200


@pytest.mark.usefixtures("compulsory")
def test_learners_and_strangers_need_none(client: Client, client_of, cast: Cast) -> None:
    assert client.get("/courses/").status_code == 200
    assert client_of(cast.zoe).get("/courses/").status_code == 200


def test_where_it_is_optional_nobody_is_stopped(client_of, cast: Cast) -> None:
    assert client_of(cast.editor).get("/cms/").status_code == 200
