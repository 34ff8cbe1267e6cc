"""The lists an installation starts with: whole, sensible, kept by editors from then on."""

import pytest
from django.core.management import call_command
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset

from content.language import Watch
from content.models import WatchedWord, WordKind, WordList
from courses.models import Programme
from tests.courses.admin import nested_form_data

pytestmark = pytest.mark.django_db

# What the lists must know (the facts of UKSR among them), by the list that applies.
KNOWN = ["addict", "alcoholics", "druggie", "overeater", "sex addict", "ex-offender", "dirty urine", "better than AA"]
PLAIN = ["addiction", "relapse", "service user", "a clean flipchart", "Alcoholics Anonymous", "12-step meetings", "NA"]


@pytest.mark.parametrize("words", KNOWN)
def test_the_general_list_knows(words):
    assert [one.found for one in Watch().matcher_for("").find(f"So {words} it is.")] == [words]


@pytest.mark.parametrize("words", PLAIN)
def test_plain_words_and_names_of_other_routes_are_no_findings(words):
    assert Watch().matcher_for("").find(f"So {words} it is.") == []


def test_no_alternative_or_reason_is_itself_watched():
    matcher = Watch().matcher_for("")
    told = [text for row in WatchedWord.objects.values_list("reason", "instead") for text in row]
    assert [finding.passage for text in told for finding in matcher.find(text)] == []


def test_the_list_for_young_people_belongs_to_its_programme():
    assert Programme.objects.get(key="start-smart").word_list.words.filter(phrase="addictive*").exists()


def test_what_editors_changed_stays():
    words = WordList.objects.get(key="general").words
    words.filter(phrase="addict").delete()
    words.filter(phrase="cult").update(reason="Our own reason.")
    call_command("load_reference", verbosity=0)
    assert not words.filter(phrase="addict").exists()
    assert words.get(phrase="cult").reason == "Our own reason."


def test_an_editor_adds_a_word(client_of, cast):
    kept = WordList.objects.create(key="ours", name="Ours")
    words = [{"phrase": "wibble", "kind": WordKind.OUT_OF_DATE, "reason": "Because.", "instead": "wobble"}]
    form = nested_form_data({"name": "Ours", "is_general": "on", "words": inline_formset(words)})
    client_of(cast.editor).post(reverse("wagtailsnippets_content_wordlist:edit", args=[kept.pk]), form)
    assert [one.found for one in Watch().matcher_for("").find("A wibble.")] == ["wibble"]


@pytest.mark.parametrize("who", ["editor", "office"])
def test_nobody_deletes_a_list(who, client_of, cast):
    kept = WordList.objects.get(key="general")
    client_of(getattr(cast, who)).post(reverse("wagtailsnippets_content_wordlist:delete", args=[kept.pk]))
    assert WordList.objects.filter(pk=kept.pk).exists()


def test_an_editor_begins_lists_without_thinking_of_keys(client_of, cast):
    address, words = reverse("wagtailsnippets_content_wordlist:add"), inline_formset([])
    for name in ("Veterans", "Übungen"):
        client_of(cast.editor).post(address, nested_form_data({"name": name, "words": words}))
    assert WordList.objects.filter(name__in=["Veterans", "Übungen"]).exclude(key="").count() == 2
