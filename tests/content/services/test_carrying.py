"""The words that are meant on a page, read and said again: no more and no fewer, each with who said so first."""

import pytest

from content.models import AllowedWord
from content.services.carrying import LONGEST, say_what_is_meant, words_meant_on
from content.services.language import allow_word
from tests.cast import NOW
from tests.content.writing import plain_page
from tests.refusals import refused

pytestmark = pytest.mark.django_db
ONE = {"phrase": "addict", "passage": "The addict came.", "reason": "A quotation."}
TWO = {"phrase": "addict", "passage": "An addict left.", "reason": "An example."}


def say(page, *words, by=None) -> list[dict[str, str]]:
    say_what_is_meant(page=page, words=words, by=by, at=NOW)
    return words_meant_on(page)


def test_exactly_these_are_meant_in_one_order():
    page = plain_page()
    assert say(page, ONE, TWO) == [TWO, ONE]
    assert say(page, ONE) == [ONE]
    assert say(page) == []


def test_what_is_meant_already_keeps_whoever_said_so(cast):
    page = plain_page()
    allow_word(page=page, by=cast.editor, at=NOW, **ONE)
    say(page, ONE, TWO)
    assert AllowedWord.objects.get(passage=ONE["passage"]).allowed_by == cast.editor


def test_another_reason_is_another_allowance(cast):
    page = plain_page()
    say(page, ONE)
    assert say(page, {**ONE, "reason": "Said in a film."}, by=cast.editor)[0]["reason"] == "Said in a film."
    assert AllowedWord.objects.get().allowed_by == cast.editor


def test_no_other_page_is_touched():
    other, page = plain_page(), plain_page()
    say(other, ONE)
    say(page, TWO)
    assert words_meant_on(other) == [ONE]


def test_a_reason_is_needed_and_then_nothing_is_said():
    page = plain_page()
    with refused("no_reason"):
        say(page, ONE, {**TWO, "reason": " "})
    assert words_meant_on(page) == []


@pytest.mark.parametrize("name", LONGEST)
def test_the_limits_are_those_of_the_columns(name):
    assert LONGEST[name] == AllowedWord._meta.get_field(name).max_length
