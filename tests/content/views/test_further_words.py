"""The report and the page about words know rows beside pages as they know pages."""

import pytest
from django.urls import reverse

from content.language import open_at
from content.models import AllowedWord
from content.places import place_of
from content.services.language import allow_words
from tests.cast import NOW
from tests.content.further import MAKERS, manual_saying, settle_row_address
from tests.content.writing import LABEL

pytestmark = pytest.mark.django_db
REPORT = "/cms/reports/language/"


@pytest.fixture
def editor(client_of, cast):
    """The browser of an editor."""
    return client_of(cast.editor)


@pytest.mark.parametrize("kind", MAKERS)
def test_the_report_names_a_row_and_leads_to_its_form_and_its_words(kind, editor):
    place = place_of(MAKERS[kind]())
    shown = editor.get(REPORT).content.decode()
    assert all(words in shown for words in (place.title.replace("'", "&#x27;"), place.editor, place.settle))
    assert [editor.get(address).status_code for address in (place.editor, place.settle)] == [200, 200]


@pytest.mark.parametrize("kind", MAKERS)
def test_a_reason_is_given_and_taken_back(kind, editor, cast):
    place = place_of(MAKERS[kind]())
    editor.post(place.settle, {open_at(place)[0].key: "A quotation."})
    assert AllowedWord.objects.get().stands_on == place.row
    address = reverse("content_withdraw_allowance", args=[AllowedWord.objects.get().pk])
    assert address in editor.get(REPORT, {"show": "allowed"}).content.decode()
    editor.post(address)
    assert not AllowedWord.objects.exists()


def test_drafts_of_manuals_stand_with_the_drafts(editor):
    manual_saying(LABEL, published=False)
    shown = [editor.get(REPORT, {"show": show}).content.decode() for show in ("live", "drafts")]
    assert [LABEL in page for page in shown] == [False, True]


def test_without_words_that_wait_the_page_leads_back(editor):
    row = manual_saying("Kind words.")
    shown = editor.get(settle_row_address(row)).content.decode()
    assert "No word of this text waits" in shown
    assert place_of(row).editor in shown


@pytest.mark.parametrize("address", ["/cms/language/further/odd/1/", "/cms/language/further/manuals/999999/"])
def test_what_is_not_there_is_not_found(address, editor):
    assert editor.get(address).status_code == 404


@pytest.mark.parametrize("kind", MAKERS)
def test_whoever_may_not_write_a_row_gives_no_reasons(kind, client_of, cast):
    row = MAKERS[kind]()
    allow_words(on=row, reasons={("addict", LABEL): "A quotation."}, by=None, at=NOW)
    addresses = [settle_row_address(row), reverse("content_withdraw_allowance", args=[AllowedWord.objects.get().pk])]
    assert [client_of(cast.zoe).post(address).status_code for address in addresses] == [403, 403]
    assert AllowedWord.objects.exists()
