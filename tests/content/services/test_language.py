"""Allowing a word takes a reason and keeps who gave it; taking it back makes the word found again."""

import pytest
from wagtail.models import PageLogEntry

from content.models import AllowedWord
from content.services.language import allow_word, withdraw_allowance
from lms.core.errors import DomainError
from tests.cast import NOW
from tests.content.writing import LABEL, plain_page

pytestmark = pytest.mark.django_db


def allowed_on(page, by, reason="A quotation.") -> AllowedWord:
    return allow_word(page=page, phrase="addict", passage=LABEL, reason=reason, by=by, at=NOW)


def test_an_allowance_keeps_reason_person_and_time(cast):
    row = allowed_on(plain_page(), cast.editor, "  A quotation\n of 1970. ")
    assert (row.reason, row.allowed_by, row.allowed_at) == ("A quotation of 1970.", cast.editor, NOW)
    assert PageLogEntry.objects.filter(action="content.allow_word", user=cast.editor).count() == 1


def test_whoever_allowed_a_word_first_stays_named(cast):
    page = plain_page()
    allowed_on(page, cast.editor)
    assert allowed_on(page, cast.office, "Another reason.").reason == "A quotation."
    assert PageLogEntry.objects.filter(action="content.allow_word").count() == 1


@pytest.mark.parametrize(("reason", "code"), [(" \n ", "no_reason"), ("x" * 201, "reason_too_long")])
def test_an_allowance_without_a_fitting_reason_is_refused(reason, code, cast):
    with pytest.raises(DomainError) as refusal:
        allowed_on(plain_page(), cast.editor, reason)
    assert refusal.value.code == code
    assert not AllowedWord.objects.exists()


def test_taking_an_allowance_back_twice_is_written_down_once(cast):
    row = allowed_on(plain_page(), cast.editor)
    withdraw_allowance(allowed=row, by=cast.office)
    withdraw_allowance(allowed=AllowedWord(pk=row.pk or 1, page=row.page), by=cast.office)
    assert not AllowedWord.objects.exists()
    assert PageLogEntry.objects.filter(action="content.withdraw_allowance", user=cast.office).count() == 1


def test_a_deleted_page_takes_its_allowances_along(cast):
    page = plain_page()
    allowed_on(page, cast.editor)
    page.delete()
    assert not AllowedWord.objects.exists()
