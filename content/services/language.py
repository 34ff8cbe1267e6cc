"""Saying that a watched word is meant where it stands, and taking that back."""

from collections.abc import Mapping
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _
from wagtail.models import Page

from content.models import AllowedWord
from lms.accounts.models import User
from lms.core import audit
from lms.core.errors import DomainError

LONGEST_REASON = 200


@transaction.atomic
def allow_word(*, page: Page, phrase: str, passage: str, reason: str, by: User | None, at: datetime) -> AllowedWord:
    """Allow the watched word `phrase` on `page` where it stands in `passage`; whoever was first stays named.

    Arguments: `phrase` as in its list; `passage`, the words around it as the check shows them; `reason`, a quotation or
    a teaching example, say; `by`, who allows it (None: the system); `at`, when.
    Returns the allowance.
    Refuses: `no_reason`, `reason_too_long` (more than 200 characters).
    """
    return _allow(page, (phrase, passage), reason, by, at)


@transaction.atomic
def allow_words(*, on: Model, reasons: Mapping[tuple[str, str], str], by: User | None, at: datetime) -> None:
    """Allow several watched words on a page, or in a row of a kind that `further_texts` knows.

    Arguments: `reasons`, by watched word and passage; `by` and `at` as in `allow_word`.
    Refuses as `allow_word` does; then none is allowed.
    """
    for key, reason in reasons.items():
        _allow(on, key, reason, by, at)


def _allow(on: Model, key: tuple[str, str], reason: str, by: User | None, at: datetime) -> AllowedWord:
    why = " ".join(reason.split())
    if not why:
        raise DomainError("no_reason", _("Please say why this word is meant here."))
    if len(why) > LONGEST_REASON:
        raise DomainError("reason_too_long", _("Please say it in 200 characters or less."))
    phrase, passage = key
    known = {**_named(on), "phrase": phrase, "passage": passage}
    about = {"reason": why, "allowed_by": by, "allowed_at": at}
    allowed, made = AllowedWord.objects.get_or_create(**known, defaults=about)
    if made:
        audit.record("content.allow_word", on, by=by, data={"allowed_word": allowed.pk})
    return allowed


def _named(on: Model) -> dict[str, object]:
    """Return by which columns an allowance names a page, or a row beside pages."""
    if isinstance(on, Page):
        return {"page_id": on.pk}
    return {"content_type": ContentType.objects.get_for_model(on), "object_id": on.pk}


@transaction.atomic
def withdraw_allowance(*, allowed: AllowedWord, by: User | None) -> None:
    """Take an allowance back: the word is found again from now on. Taking it back twice changes nothing.

    Arguments: `by`, who takes it back (None: the system).
    """
    on = allowed.stands_on
    gone, _kinds = AllowedWord.objects.filter(pk=allowed.pk).delete()
    if gone and on:
        audit.record("content.withdraw_allowance", on, by=by, data={"allowed_word": allowed.pk})
