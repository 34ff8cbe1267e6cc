"""Agreeing to a declaration and confirming the name to be printed: what the learner does in person (domain B 30)."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from enrolment.models import ConfirmedName, Declaration, DeclarationPage, Enrolment, NameConfirmationPage
from enrolment.services.progress import lock_enrolment, record_completion, refuse_outside_edition
from lms.accounts.models import NAME_SENTENCES, User
from lms.accounts.rules import name_problem, tidy_name
from lms.core import audit
from lms.core.errors import DomainError

NAME_LENGTH = 150


@transaction.atomic
def make_declaration(
    *, enrolment: Enrolment, page: DeclarationPage, words_seen: str, by: User, at: datetime
) -> Declaration:
    """Keep that the learner agrees to the words of `page`, complete the activity, and return what is kept.

    Arguments: `words_seen`, the digest of the words the learner was shown; `by`, the learner; `at`, now.
    Agreeing twice is harmless: the first time stands, whatever the page says by now.
    Refuses: `own_only`, `not_in_edition`, `words_changed`, `enrolment_ended`.
    """
    locked = _own(enrolment, page.activity_key, by)
    made = Declaration.objects.filter(enrolment=locked, activity_key=page.activity_key).first()
    if made:
        return made
    if words_seen != page.words_digest:
        raise DomainError(
            "words_changed",
            _("We changed these words a moment ago. Please read them again, then tick the box if you agree."),
        )
    made = Declaration.objects.create(
        enrolment=locked, activity_key=UUID(page.activity_key), words=page.words, made_at=at
    )
    audit.record("enrolment.make_declaration", locked, by=by, data={"activity": page.activity_key})
    record_completion(enrolment=locked, activity_key=page.activity_key, by=by, at=at)
    return made


@transaction.atomic
def confirm_name(
    *, enrolment: Enrolment, page: NameConfirmationPage, name: str, by: User, at: datetime
) -> ConfirmedName:
    """Keep `name` as the one to be printed, complete the activity, and return what is kept.

    The account keeps its own name: somebody may want another one on a certificate. Arguments: `by`, the learner;
    `at`, now. Confirming the same name again is harmless; another one may replace it until the course is completed.
    Refuses: `own_only`, `not_in_edition`, `invalid_name`, `already_issued`, `enrolment_ended`.
    """
    wanted = _checked(name)
    locked = _own(enrolment, page.activity_key, by)
    if locked.is_completed and wanted != printed_name_of(locked):
        raise DomainError("already_issued", name_stands())
    kept = ConfirmedName.objects.filter(enrolment=locked).first()
    if kept is None or kept.name != wanted:
        kept, _is_new = ConfirmedName.objects.update_or_create(
            enrolment=locked, defaults={"name": wanted, "confirmed_at": at}
        )
        audit.record("enrolment.confirm_name", locked, by=by, data={"activity": page.activity_key})
    record_completion(enrolment=locked, activity_key=page.activity_key, by=by, at=at)
    return kept


def printed_name_of(enrolment: Enrolment) -> str:
    """Return the name to be printed on the certificate: the confirmed one, else the account's full name."""
    kept = ConfirmedName.objects.filter(enrolment=enrolment).first()
    return kept.name if kept else enrolment.learner.full_name


def name_stands() -> str:
    """Return the sentence that says why the name can no longer be changed here, and who can change it."""
    return _("Your certificate is made with this name. To change it, please write to Central Office at %(email)s.") % {
        "email": settings.CONTACT_EMAIL
    }


def _own(enrolment: Enrolment, activity_key: str, by: User) -> Enrolment:
    """Return the enrolment locked; refuse everybody but its learner, and what does not stand in its edition."""
    if by.pk != enrolment.learner_id:
        raise DomainError("own_only", _("Only the person who takes the course can do this."))
    locked = lock_enrolment(enrolment)
    refuse_outside_edition(locked, activity_key)
    return locked


def _checked(name: str) -> str:
    wanted = tidy_name(name)
    problem = name_problem(wanted)
    if problem:
        raise DomainError("invalid_name", NAME_SENTENCES[problem])
    if len(wanted) > NAME_LENGTH:
        raise DomainError("invalid_name", _("Please give a name of at most %(n)d letters.") % {"n": NAME_LENGTH})
    return wanted
