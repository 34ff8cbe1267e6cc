"""What the message about a note says, and that it says nothing once there is no note."""

import pytest

from certificates.mail import render_completion_note

pytestmark = pytest.mark.django_db


def rendered(enrolment):
    return render_completion_note({"enrolment": str(enrolment.pk)}, enrolment.learner)


def test_the_subject_says_nothing_about_recovery(finished) -> None:
    assert rendered(finished).subject == "Your training: a note to keep"


def test_text_and_html_name_the_course_and_lead_to_the_note(finished) -> None:
    message = rendered(finished)
    address = f"http://testserver/accounts/login/?next=/learn/notes/{finished.pk}/"
    assert "Hello Zoë," in message.text
    assert "You finished Introduction to SMART." in message.text
    assert address in message.text
    assert address in message.html


def test_the_link_leads_somebody_signed_in_to_the_note(client_of, finished) -> None:
    link = rendered(finished).text.partition("http://testserver")[2].split()[0]
    response = client_of(finished.learner).get(link, follow=True)
    assert response.redirect_chain[-1][0] == f"/learn/notes/{finished.pk}/"


def test_without_a_note_the_message_is_cancelled(cast, enrolment_of) -> None:
    assert rendered(enrolment_of(cast.zoe, completed_at=None)) is None


def test_without_a_person_the_message_is_cancelled(finished) -> None:
    assert render_completion_note({"enrolment": str(finished.pk)}, None) is None
