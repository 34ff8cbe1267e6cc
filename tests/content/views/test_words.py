"""The words that wait are listed with passage, reason and alternative; reasons for all let the page be published."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from content.language import open_findings
from content.models import AllowedWord, StandardPage
from tests.content.writing import LABEL, allow, plain_page, publish, settle_address

pytestmark = pytest.mark.django_db
TWO = f"{LABEL}</p><p>A word about an offender."


@pytest.fixture
def editor(client_of, cast):
    """The browser of an editor."""
    return client_of(cast.editor)


def told(response) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def reasons(page, **given: str) -> dict[str, str]:
    """Return the form with a reason beside each of the words named."""
    return {one.key: given.get(one.finding.found, "") for one in open_findings(page)}


def test_each_word_stands_there_with_passage_reason_and_alternative(editor):
    page = editor.get(settle_address(plain_page(TWO))).content.decode()
    assert "He is an <mark>addict</mark>, they said." in page
    assert "A word about an <mark>offender</mark>." in page
    assert "Names a whole person after one thing they do." in page
    assert "a person on probation" in page


def test_a_page_without_such_words_leads_back_to_the_text(editor):
    page = plain_page("Kind words.")
    shown = editor.get(settle_address(page)).content.decode()
    assert "No word of this page waits" in shown
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in shown


def test_a_reason_for_every_word_leads_back_to_publish(editor, cast):
    page = plain_page(TWO)
    answer = editor.post(settle_address(page), reasons(page, addict="A quotation.", offender="An example."))
    assert answer.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert "You can publish the page" in told(answer)
    publish(editor, page, TWO)
    assert "offender" in str(StandardPage.objects.get(pk=page.pk).body)
    assert set(AllowedWord.objects.values_list("phrase", "allowed_by")) == {
        ("addict", cast.editor.pk),
        ("offender*", cast.editor.pk),
    }


def test_a_reason_for_one_word_leaves_the_other_waiting(editor):
    page = plain_page(TWO)
    answer = editor.post(settle_address(page), reasons(page, addict="A quotation."))
    assert answer.url == settle_address(page)
    assert "1 word still waits." in told(answer)
    assert [one.finding.found for one in open_findings(page)] == ["offender"]


def test_no_reason_at_all_is_refused_in_a_sentence(editor):
    page = plain_page()
    answer = editor.post(settle_address(page), reasons(page))
    assert answer.status_code == 422
    assert "Give a reason for at least one word" in answer.content.decode()


def test_a_reason_too_long_is_kept_and_refused(editor):
    page = plain_page()
    answer = editor.post(settle_address(page), reasons(page, addict="long " * 50))
    assert answer.status_code == 422
    assert "long long" in answer.content.decode()


def test_the_newest_version_is_looked_at(editor):
    page = plain_page("Kind words.")
    publish(editor, page, LABEL)
    assert "<mark>addict</mark>" in editor.get(settle_address(page)).content.decode()


def test_taking_back_asks_once_and_then_looks_again(editor):
    page = plain_page()
    address = reverse("content_withdraw_allowance", args=[allow(page).pk])
    assert LABEL in editor.get(address).content.decode()
    editor.post(address)
    assert len(open_findings(page)) == 1


@pytest.mark.parametrize("method", ["get", "post"])
def test_whoever_publishes_no_page_gets_no_further(method, client_of, cast):
    page = plain_page()
    addresses = [settle_address(page), reverse("content_withdraw_allowance", args=[allow(page).pk])]
    answers = [getattr(client_of(cast.office), method)(address) for address in addresses]
    assert [answer.url for answer in answers] == [reverse("wagtailadmin_home")] * 2
    assert AllowedWord.objects.count() == 1
