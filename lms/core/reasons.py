"""The reason that staff give for what they do for somebody: asked for, trimmed, and not endless."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.core.errors import DomainError
from lms.core.models import LONGEST_REASON

if TYPE_CHECKING:
    from django.utils.functional import Promise

FOR_COLLEAGUES = gettext_lazy("Please say why, for colleagues who look back.")


def given_reason(reason: str, *, ask: "str | Promise" = FOR_COLLEAGUES, most: int = LONGEST_REASON) -> str:
    """Return `reason` as it is kept.

    Arguments: `ask`, the sentence for whoever gave none; `most`, the width of its column in characters.
    Refuses: `reason_needed`, `reason_too_long`.
    """
    words = reason.strip()
    if not words:
        raise DomainError("reason_needed", ask)
    if len(words) > most:
        raise DomainError("reason_too_long", _("Please shorten the reason to %(most)d characters.") % {"most": most})
    return words
