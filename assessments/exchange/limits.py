"""How much of a file is read."""

from typing import Final

from django.utils.translation import gettext as _

from assessments.exchange.drafts import EXCHANGED
from assessments.rules import Kind
from lms.core.errors import DomainError

MEGABYTE: Final = 1_000_000
MOST_BYTES: Final = 2 * MEGABYTE
MOST_QUESTIONS: Final = 2_000


def refuse_too_large(size: int) -> None:
    """Refuse (`file_too_large`) more than 2 MB."""
    if size > MOST_BYTES:
        words = _("This file is larger than %(size)d MB. Please divide it, or leave pictures out of it.")
        raise DomainError("file_too_large", words % {"size": MOST_BYTES // MEGABYTE})


def refuse_too_many(questions: int) -> None:
    """Refuse (`too_many_questions`) more than 2,000 questions."""
    if questions > MOST_QUESTIONS:
        words = _("There are more than %(count)d questions in this file. Please divide it.")
        raise DomainError("too_many_questions", words % {"count": MOST_QUESTIONS})


def refuse_unwritable(kind: Kind) -> None:
    """Refuse (`not_writable`) a kind of question that the formats do not have."""
    if kind not in EXCHANGED:
        raise DomainError("not_writable", _("A scenario has no place in GIFT or Moodle XML. Please leave it out."))
