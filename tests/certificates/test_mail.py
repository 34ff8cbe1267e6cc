"""What our messages say, and that they say nothing once there is no reason to write."""

import pytest

from certificates.mail import render_certificate, render_completion_note
from tests.factories.awards import AwardFactory

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


def about(award):
    return render_certificate({"award": str(award.pk)}, award.learner)


def test_the_message_about_a_certificate_is_as_discreet(cast):
    award = AwardFactory(enrolment__learner=cast.zoe)
    message = about(award)
    address = f"http://testserver/accounts/login/?next=/learn/certificates/{award.pk}/"
    assert message.subject == "Your training: something to keep"
    assert [text for text in (message.text, message.html) if address not in text] == []
    assert f"You finished {award.course_title}." in message.text


@pytest.mark.parametrize("trait", ["revoked", "superseded"])
def test_without_an_award_that_holds_the_message_is_cancelled(trait):
    assert about(AwardFactory(**{trait: True})) is None


def test_nobody_is_written_to_about_somebody_else_s_certificate(cast):
    assert render_certificate({"award": str(AwardFactory().pk)}, cast.amir) is None
