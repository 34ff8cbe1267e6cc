"""Mail of libraries enters the outbox like any other."""

import pytest
from django.core.mail import EmailMessage, EmailMultiAlternatives, send_mail

from lms.notifications.models import OutboundEmail, Status

pytestmark = pytest.mark.django_db


def test_mail_of_a_library_becomes_one_row_per_recipient():
    sent = send_mail("Hello", "Text", None, ["Zoë <zoe@example.org>", "amir@example.org"])
    assert sent == 1
    assert set(OutboundEmail.objects.values_list("to", "kind")) == {
        ("zoe@example.org", "library"),
        ("amir@example.org", "library"),
    }


def test_it_goes_out_and_its_text_is_not_kept(django_capture_on_commit_callbacks, mailoutbox):
    with django_capture_on_commit_callbacks(execute=True):
        send_mail("Confirm", "Your link:\n\nhttps://testserver/confirm/abc/", None, ["zoe@example.org"])
    row = OutboundEmail.objects.get()
    assert (row.status, row.subject, row.text, row.html) == (Status.SENT, "Confirm", "", "")
    assert "https://testserver/confirm/abc/" in mailoutbox[0].body


def test_plain_text_gets_our_frame_and_its_lonely_link_a_button(django_capture_on_commit_callbacks, mailoutbox):
    with django_capture_on_commit_callbacks(execute=True):
        send_mail("Confirm", "Hello <Zoë>\n\nhttps://testserver/confirm/abc/", None, ["zoe@example.org"])
    html = mailoutbox[0].alternatives[0][0]
    assert html.count('href="https://testserver/confirm/abc/"') == 2
    assert "Hello &lt;Zoë&gt;" in html


def test_html_a_library_made_is_kept_as_it_is(django_capture_on_commit_callbacks, mailoutbox):
    message = EmailMultiAlternatives("Hello", "Text", to=["zoe@example.org"])
    message.attach_alternative("<p>Own</p>", "text/html")
    with django_capture_on_commit_callbacks(execute=True):
        message.send()
    assert mailoutbox[0].alternatives[0][0] == "<p>Own</p>"


def test_html_alone_also_goes_out_as_text():
    message = EmailMessage("Hello", "<p>Only <b>HTML</b></p>", to=["zoe@example.org"])
    message.content_subtype = "html"
    message.send()
    assert OutboundEmail.objects.get().text == "Only HTML"


def test_a_subject_cannot_smuggle_a_second_header():
    send_mail("Hello\nBcc: all@example.org", "Text", None, ["zoe@example.org"])
    assert OutboundEmail.objects.get().subject == "Hello Bcc: all@example.org"
