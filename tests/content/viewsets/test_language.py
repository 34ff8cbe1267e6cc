"""Whoever saved a list of words reads what of the site it now concerns, with a way there."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from content.models import WordList
from tests.content.further import MAKERS
from tests.content.writing import allow, plain_page

pytestmark = pytest.mark.django_db
NEW = "wagtailsnippets_content_wordlist:add"
OLD = "wagtailsnippets_content_wordlist:edit"


@pytest.fixture
def told(client_of, cast):
    """Return a function that saves a list of one word, and returns what the editor is told."""

    def save(phrase: str, *, general: bool = True, address: str = "") -> str:
        word = {"phrase": phrase, "kind": "stigma", "reason": "Why not.", "instead": "Another."}
        form = {"name": "Ours", "words": inline_formset([word]), **({"is_general": "on"} if general else {})}
        answer = client_of(cast.editor).post(address or reverse(NEW), nested_form_data(form))
        return " ".join(str(message) for message in get_messages(answer.wsgi_request))

    return save


def test_published_pages_and_other_texts_are_counted_with_a_way_to_the_report(told):
    plain_page()
    plain_page(title="Another")
    plain_page(title="Draft", live=False)
    MAKERS["glossary"]()
    said = told("they said")
    assert "2 published pages have a word of this list that waits" in said
    assert "So has 1 text beside the pages." in said
    assert reverse("content_language_report") in said


def test_a_list_that_was_there_says_so_too(told):
    plain_page()
    kept = WordList.objects.create(name="Ours")
    assert "1 published page has a word" in told("they said", address=reverse(OLD, args=[kept.pk]))


@pytest.mark.parametrize(("phrase", "general"), [("Heisenberg", True), ("they said", False), ("pier", True)])
def test_words_that_stand_nowhere_apply_nowhere_or_are_meant_do_not_count(phrase, general, told):
    plain_page()
    allow(plain_page(title="Another", text="A pier."), phrase="pier", passage="A pier.")
    assert "0 published pages" in told(phrase, general=general)
