"""“Messages” in the Wagtail admin: Central Office looks, finds and sends again; nobody else sees anything."""

import csv
from io import StringIO

import pytest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from lms.notifications.models import OutboundEmail, Status
from tests.factories.messages import MessageFactory
from tests.performance.budget import assert_statements

pytestmark = pytest.mark.django_db
LIST = "/cms/messages/"


@pytest.fixture
def office(client_of, cast):
    return client_of(cast.office)


def addresses(message):
    return [LIST, f"{LIST}results/", f"{LIST}inspect/{message.pk}/", f"{LIST}resend/{message.pk}/"]


def test_central_office_sees_every_page(office):
    answers = [office.get(address).status_code for address in addresses(MessageFactory(failed=True))]
    assert answers == [200] * 4


@pytest.mark.parametrize("who", ["editor", "zoe"])
def test_an_editor_and_a_learner_see_no_page(who, client_of, cast):
    client, message = client_of(getattr(cast, who)), MessageFactory(failed=True)
    answers = [client.get(address) for address in addresses(message)]
    assert not any(answer.status_code == 200 or b"zoe@example.org" in answer.content for answer in answers)


def test_a_stranger_is_asked_to_sign_in(client):
    answers = [client.get(address).status_code for address in addresses(MessageFactory(failed=True))]
    assert answers == [302] * 4


@pytest.mark.parametrize("who", ["editor", "zoe"])
def test_an_editor_and_a_learner_cannot_send_again(who, client_of, cast):
    message = MessageFactory(failed=True)
    client_of(getattr(cast, who)).post(f"{LIST}resend/{message.pk}/")
    assert OutboundEmail.objects.get().status == Status.FAILED


def test_seeing_messages_is_not_enough_to_send_again(client_of, cast):
    cast.office.groups.first().permissions.filter(codename="resend_outboundemail").delete()
    message = MessageFactory(failed=True)
    assert client_of(cast.office).post(f"{LIST}resend/{message.pk}/").status_code in {302, 403}
    assert OutboundEmail.objects.get().status == Status.FAILED


@pytest.mark.parametrize("view", ["add", "edit", "delete", "copy", "history", "usage"])
def test_messages_cannot_be_written_in_the_admin(view):
    with pytest.raises(NoReverseMatch):
        reverse(f"messages:{view}")


def test_the_list_is_searched_by_address(office):
    MessageFactory(to="amir@example.org", subject="For Amir")
    MessageFactory(to="zoe@example.org", subject="For Zoë")
    page = office.get(LIST, {"q": "amir@"}).content.decode()
    assert "For Amir" in page
    assert "For Zoë" not in page


@pytest.mark.parametrize("chosen", [{"status": "failed"}, {"kind": "library"}])
def test_the_list_is_filtered_by_status_and_kind(chosen, office):
    MessageFactory(failed=True, kind="library", subject="Found")
    MessageFactory(subject="Left out")
    page = office.get(LIST, chosen).content.decode()
    assert "Found" in page
    assert "Left out" not in page


def test_the_list_is_exported(office):
    MessageFactory(sent=True, subject="Hello", to="zoe@example.org")
    answer = office.get(LIST, {"export": "csv"})
    rows = list(csv.DictReader(StringIO(b"".join(answer.streaming_content).decode())))
    assert [(row["Status"], row["To"], row["Subject"]) for row in rows] == [("Sent", "zoe@example.org", "Hello")]


def test_an_export_holds_no_formula(office):
    MessageFactory(to="=cmd@example.org")
    text = b"".join(office.get(LIST, {"export": "csv"}).streaming_content).decode()
    assert "'=cmd@example.org" in text


def test_the_text_of_a_message_is_never_shown(office):
    message = MessageFactory(failed=True, kind="library", personal=True, text="https://testserver/secret-link/")
    assert "secret-link" not in office.get(f"{LIST}inspect/{message.pk}/").content.decode()


@pytest.mark.parametrize(
    ("trait", "offered"), [("failed", True), ("uncertain", True), ("sent", False), ("sending", False)]
)
def test_sending_again_is_offered_only_where_it_is_possible(trait, offered, office):
    message = MessageFactory(**{trait: True})
    resend = f"{LIST}resend/{message.pk}/"
    assert (resend in office.get(LIST).content.decode()) is offered
    assert (resend in office.get(f"{LIST}inspect/{message.pk}/").content.decode()) is offered


def test_asking_first_changes_nothing_and_warns_that_it_may_come_twice(office):
    message = MessageFactory(uncertain=True)
    page = office.get(f"{LIST}resend/{message.pk}/").content.decode()
    assert "may get it twice" in page
    assert OutboundEmail.objects.get().status == Status.UNCERTAIN


def test_central_office_sends_again(office, django_capture_on_commit_callbacks, mailoutbox):
    message = MessageFactory(failed=True, next_attempt_at=timezone.now())
    with django_capture_on_commit_callbacks(execute=True):
        answer = office.post(f"{LIST}resend/{message.pk}/", follow=True)
    assert "will go out again" in answer.content.decode()
    assert len(mailoutbox) == 1


def test_a_refusal_to_send_again_is_shown_as_a_sentence(office):
    message = MessageFactory(failed=True, kind="library")
    assert "no longer kept" in office.get(f"{LIST}resend/{message.pk}/").content.decode()
    assert "no longer kept" in office.post(f"{LIST}resend/{message.pk}/", follow=True).content.decode()


@pytest.mark.parametrize(
    ("trait", "shown"), [("uncertain", True), ("failed", True), ("sent", False), ("sending", False)]
)
def test_the_home_page_names_messages_only_when_they_need_a_person(trait, shown, office):
    MessageFactory(**{trait: True})
    assert ("Messages that need you" in office.get("/cms/").content.decode()) is shown


def test_the_home_page_of_an_editor_names_no_messages(client_of, cast):
    MessageFactory(failed=True)
    assert "Messages that need you" not in client_of(cast.editor).get("/cms/").content.decode()


@pytest.mark.parametrize("rows", [2, 20])
def test_the_list_costs_the_same_for_few_and_many(rows, office):
    MessageFactory.create_batch(rows, failed=True)
    office.get(LIST)
    with assert_statements(at_most=14):
        office.get(LIST)


@pytest.mark.parametrize(
    ("kind", "words"), [("library", "Account"), ("tests-note", "Tests note"), ("gone_kind", "Gone kind")]
)
def test_staff_read_kinds_in_words(kind, words, office):
    message = MessageFactory(kind=kind)
    assert words in office.get(LIST).content.decode()
    assert words in office.get(f"{LIST}inspect/{message.pk}/").content.decode()
