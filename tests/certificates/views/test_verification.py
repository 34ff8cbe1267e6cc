"""Checking a certificate on the site: a plain verdict, the same for everybody, never kept, never indexed."""

import pytest

from tests.cast import NOW
from tests.factories.awards import AwardFactory
from tests.factories.delivering import let_deliver

pytestmark = pytest.mark.django_db


@pytest.fixture
def award():
    return AwardFactory(printed_name="Zoë Ŵyn-Łukasz")


def asked(client, serial: str, surname: str):
    return client.post("/verify/", {"serial": serial, "surname": surname})


def test_serial_and_surname_bring_the_verdict_and_what_to_compare(client, award):
    page = asked(client, award.serial, "wyn lukasz").content.decode()
    said = ["This certificate is valid", award.programme_name, "20 April 2026"]
    assert [words for words in said if words not in page] == []
    assert award.printed_name not in page


def test_the_code_brings_the_name_as_printed_too(client, award):
    page = client.get(f"/verify/{award.code}/").content.decode()
    assert "This certificate is valid" in page
    assert "Zoë Ŵyn-Łukasz" in page


def test_the_page_says_whether_meetings_may_be_registered_today(client, award, time_machine):
    time_machine.move_to(NOW)
    assert "licensed site and a current check" in client.get(f"/verify/{award.code}/").content.decode()
    let_deliver(award)
    assert "licensed site and a current check" not in client.get(f"/verify/{award.code}/").content.decode()


@pytest.mark.parametrize(("trait", "words"), [("revoked", "was taken back"), ("superseded", "replaced by a newer one")])
def test_one_that_has_ended_says_so(client, trait, words):
    award = AwardFactory(**{trait: True})
    assert words in client.get(f"/verify/{award.code}/").content.decode()
    assert words in asked(client, award.serial, award.printed_name).content.decode()


def test_another_surname_and_another_number_get_the_same_page(client, award):
    pages = [asked(client, serial, "Hassan") for serial in (award.serial, "UKSR-2222-2222")]
    texts = [page.content.decode().replace(award.serial, "UKSR-2222-2222") for page in pages]
    assert "We found no such certificate" in texts[0]
    assert len(set(map(len, texts))) == 1


def test_an_unknown_code_is_404_with_the_same_verdict(client):
    answer = client.get("/verify/222/")
    assert answer.status_code == 404
    assert "We found no such certificate" in answer.content.decode()


def test_what_is_missing_is_said_and_what_was_typed_is_kept(client):
    answer = asked(client, "UKSR-2222", "")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Please enter the surname." in page
    assert 'value="UKSR-2222"' in page


@pytest.mark.parametrize("address", ["/verify/", "/verify/222/"])
def test_nothing_is_indexed_kept_or_told_to_the_next_site(client, address):
    answer = client.get(address)
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "same-origin"


def test_whoever_checks_too_often_is_told_how_long_to_wait(client, award, settings):
    settings.VERIFY_RATE_LIMITS = {"verify": "2/m/ip"}
    answers = [asked(client, "x", "y"), client.get("/verify/222/"), asked(client, award.serial, "Lukasz")]
    assert [answer.status_code for answer in answers] == [200, 404, 429]
    assert answers[2]["Retry-After"] == "60"
    assert "Please try again in 60 seconds." in answers[2].content.decode()
    assert client.get("/verify/").status_code == 200
