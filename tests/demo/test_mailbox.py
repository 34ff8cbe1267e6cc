"""The demo's mailbox: what was delivered, newest first, for people and for scripts."""

import pytest
from django.core.mail import EmailMultiAlternatives

from lms.demo.mailbox import FolderTransport, letters, links_in

pytestmark = pytest.mark.django_db
FIELDS = ["id", "to", "subject", "text", "html", "links", "sent_at"]


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MAILBOX_DIR = tmp_path / "mailbox"
    return settings.MAILBOX_DIR


def post(subject="Hello", text="See https://example.org/a/.", html="", to="Zoë <zoe@example.org>"):
    message = EmailMultiAlternatives(subject, text, to=[to])
    if html:
        message.attach_alternative(html, "text/html")
    return FolderTransport().send_messages([message])


def test_the_outbox_of_the_demo_delivers_into_the_folder(settings, django_capture_on_commit_callbacks):
    settings.OUTBOX_TRANSPORT = "lms.demo.mailbox.FolderTransport"
    with django_capture_on_commit_callbacks(execute=True):
        EmailMultiAlternatives("Confirm", "Text", to=["zoe@example.org"]).send()
    assert [(letter.to, letter.subject) for letter in letters()] == [("zoe@example.org", "Confirm")]


def test_the_json_holds_exactly_what_the_contract_names(client):
    post(html='<a href="https://example.org/b/">b</a>')
    (letter,) = client.get("/demo/mailbox.json").json()
    assert sorted(letter) == sorted(FIELDS)
    assert (letter["to"], letter["text"]) == ("zoe@example.org", "See https://example.org/a/.")
    assert letter["links"] == ["https://example.org/a/", "https://example.org/b/"]


def test_the_newest_message_comes_first(client):
    for subject in ("first", "second", "third"):
        post(subject)
    assert [letter["subject"] for letter in client.get("/demo/mailbox.json").json()] == ["third", "second", "first"]


def test_the_list_leads_to_the_message(client):
    post("A subject")
    page = client.get("/demo/mailbox/").content.decode()
    assert "A subject" in page
    assert f"/demo/mailbox/{next(letters()).id}/" in page


def test_an_empty_mailbox_says_what_to_do(client):
    assert "Nothing has arrived yet" in client.get("/demo/mailbox/").content.decode()


def test_a_message_is_shown_as_text_with_its_links(client):
    post(text="Dear <Zoë>\n\nhttps://example.org/a/")
    page = client.get(f"/demo/mailbox/{next(letters()).id}/").content.decode()
    assert "Dear &lt;Zoë&gt;" in page
    assert 'href="https://example.org/a/"' in page


def test_the_html_of_a_message_may_style_itself_and_nothing_else(client):
    post(html="<p style='color:teal'>Hello</p>")
    answer = client.get(f"/demo/mailbox/{next(letters()).id}/html/")
    assert answer.content == b"<p style='color:teal'>Hello</p>"
    policy = answer.headers["Content-Security-Policy"]
    assert "style-src 'unsafe-inline'" in policy
    assert "script-src 'none'" in policy


@pytest.mark.parametrize(
    "address", ["/demo/mailbox/nothing/", "/demo/mailbox/nothing/html/", "/demo/mailbox/..%2F..%2Fx/"]
)
def test_a_message_that_is_not_there_is_not_found(address, client):
    assert client.get(address).status_code == 404


def test_a_message_without_html_has_no_html_page(client):
    post()
    assert client.get(f"/demo/mailbox/{next(letters()).id}/html/").status_code == 404


def test_a_message_to_two_people_arrives_twice():
    message = EmailMultiAlternatives("Hello", "Text", to=["zoe@example.org", "amir@example.org"])
    assert FolderTransport().send_messages([message]) == 1
    assert {letter.to for letter in letters()} == {"zoe@example.org", "amir@example.org"}


def test_half_written_messages_are_not_seen(folder):
    post()
    (folder / ".unfinished.part").write_text("{")
    assert len(list(letters())) == 1


@pytest.mark.parametrize(
    ("text", "html", "links"),
    [
        ("", "", []),
        ("(https://a.example/x?y=1&z=2).", "", ["https://a.example/x?y=1&z=2"]),
        ("https://a.example/", '<a href="https://a.example/">x</a>', ["https://a.example/"]),
        ("", '<a href="https://a.example/?a=1&amp;b=2">x</a>', ["https://a.example/?a=1&b=2"]),
        ("", '<a href="mailto:x@a.example">x</a><a>y</a>', []),
    ],
)
def test_links_are_found_once_and_unescaped(text, html, links):
    assert links_in(text, html) == links
