"""check_language: every finding with its page and passage, and a failure as long as one has no reason."""

import pytest
from django.core.management import CommandError, call_command

from tests.content.writing import LABEL, allow, plain_page

pytestmark = pytest.mark.django_db


def test_reference_pages_come_out_clean(capsys):
    call_command("check_language", "--drafts")
    assert "0 words wait for a look" in capsys.readouterr().out


def test_a_word_without_a_reason_fails_and_is_shown(capsys):
    plain_page(title="A story")
    with pytest.raises(CommandError) as failure:
        call_command("check_language")
    assert failure.value.returncode == 1
    out = capsys.readouterr().out
    assert all(words in out for words in ("A story · Body › Text", LABEL, "“addict”: Names a whole person", "Instead:"))


def test_a_word_with_a_reason_is_counted_and_passes(capsys):
    allow(plain_page())
    call_command("check_language")
    assert "0 words wait for a look, 1 are allowed" in capsys.readouterr().out


def test_drafts_are_looked_at_when_asked_for():
    plain_page(live=False)
    call_command("check_language")
    with pytest.raises(CommandError):
        call_command("check_language", "--drafts")
