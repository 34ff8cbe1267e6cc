"""What somebody names at the command line: a bank by its name, a way of writing by its usual name."""

from typing import Final

from django.utils.translation import gettext as _

from assessments.exchange.taking_out import Written
from assessments.models import QuestionBank
from lms.core.errors import DomainError

FORMATS: Final = {"gift": Written.GIFT, "moodle-xml": Written.MOODLE}


def bank_named(name: str) -> QuestionBank:
    """Return the bank of this name; capitals count only where two names differ by nothing else.

    Refuses: `unknown_bank`, naming those that there are.
    """
    alike = list(QuestionBank.objects.filter(name__iexact=name.strip()))
    found = next((bank for bank in alike if bank.name == name.strip()), alike[0] if len(alike) == 1 else None)
    if found is None:
        known = "; ".join(QuestionBank.objects.values_list("name", flat=True)) or _("none yet")
        words = _("There is no question bank “%(name)s”. There are: %(known)s.")
        raise DomainError("unknown_bank", words % {"name": name, "known": known})
    return found
