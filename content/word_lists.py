"""Reference rows of the language check: the lists an installation starts with, and who keeps them."""

from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.utils.translation import gettext as _

from content.models import WatchedWord, WordList
from lms.accounts.roles import Role
from lms.accounts.services.roles import permit_role

SOURCE = Path(__file__).resolve().parent / "reference" / "word_lists.yaml"
# Not deleted: loading the reference rows would bring it back. Its words may go.
KEPT_BY_EDITORS = ("content.view_wordlist", "content.add_wordlist", "content.change_wordlist")


def load_word_lists() -> str:
    """Make each list unless it is there; a list that is there belongs to the editors, word by word."""
    for row in _lists():
        _make(row["key"], row["name"], row["is_general"], row["words"])
    permit_role(role=Role.EDITOR, permissions=KEPT_BY_EDITORS)
    return _("%(count)d word lists") % {"count": WordList.objects.count()}


def general_words() -> list[list[str]]:
    """Return phrase, kind, reason and alternative of the words that an installation starts with."""
    return [word for row in _lists() if row["is_general"] for word in row["words"]]


def _lists() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = yaml.safe_load(SOURCE.read_text(encoding="utf-8"))
    return rows


@transaction.atomic
def _make(key: str, name: str, is_general: bool, words: list[list[str]]) -> None:
    word_list, made = WordList.objects.get_or_create(key=key, defaults={"name": name, "is_general": is_general})
    if made:
        WatchedWord.objects.bulk_create(
            WatchedWord(word_list=word_list, phrase=phrase, kind=kind, reason=reason, instead=instead)
            for phrase, kind, reason, instead in words
        )
