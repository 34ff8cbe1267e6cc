"""The words that are meant on a page, as something that travels with it: read from one place, said again in another."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from wagtail.models import Page

from content.models import AllowedWord
from content.rules.language import LONGEST_PASSAGE
from content.services.language import LONGEST_REASON, allow_word, withdraw_allowance

Meant = dict[str, str]
# What belongs to a word that is meant, and how long each may be.
LONGEST = {"phrase": 80, "passage": LONGEST_PASSAGE, "reason": LONGEST_REASON}


def words_meant_on(page: Page) -> list[Meant]:
    """Return phrase, passage and reason of each word that is meant on `page`, in the order of phrase and passage."""
    return [_meant(row) for row in AllowedWord.objects.filter(page=page.pk).order_by("phrase", "passage")]


@transaction.atomic
def say_what_is_meant(*, page: Page, words: Iterable[Meant], by: Any, at: datetime) -> None:
    """Let these `words`, each with phrase, passage and reason, and no others be meant on `page`.

    What is meant already stays as it is, with whoever said so; another reason is another allowance.
    Arguments: `by`, who says so (None: the system); `at`, when. Refuses what `allow_word` refuses.
    """
    wanted = list(words)
    for row in AllowedWord.objects.filter(page=page.pk):
        if _meant(row) not in wanted:
            withdraw_allowance(allowed=row, by=by)
    known = words_meant_on(page)
    for meant in wanted:
        if meant not in known:
            allow_word(page=page, by=by, at=at, **meant)


def _meant(row: AllowedWord) -> Meant:
    return {"phrase": row.phrase, "passage": row.passage, "reason": row.reason}
