"""Making enrolment tokens, for one nomination or many, and writing to the nominees (domain B 19)."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.conf import settings
from django.db.models import Count
from django.utils.translation import gettext as _

from enrolment.links import code_of, digest_of
from enrolment.models import EnrolmentToken, Nomination, PlaceAllowance
from enrolment.rules.licences import DAY
from enrolment.rules.places import TAKEN_BACK, token_lapses_at
from enrolment.statements import year_over_at
from lms.accounts.models import User
from lms.core.errors import DomainError
from lms.notifications.services.mailing import Letter, queue_emails


def invite(
    nominations: Sequence[Nomination], allowance: PlaceAllowance, *, generation: int = 1, by: User, at: datetime
) -> list[EnrolmentToken]:
    """Make a token of `generation` for each nomination of `allowance`, and mail it; return the tokens, in order.

    The caller holds the allowance's lock, has moved the nominations and ended the tokens before.
    """
    lapse = token_lapses_at(issued_at=at, days=settings.ENROLMENT_TOKEN_DAYS, year_over_at=year_over_at(allowance))
    about = {"generation": generation, "issued_at": at, "issued_by": by, "expires_at": lapse}
    tokens = EnrolmentToken.objects.bulk_create(
        EnrolmentToken(nomination=nomination, code_digest=digest_of(code_of(nomination, generation)), **about)
        for nomination in nominations
    )
    queue_emails(kind="invitation", letters=[_letter(token) for token in tokens], at=at)
    return tokens


def invite_one(
    nomination: Nomination, allowance: PlaceAllowance, *, generation: int = 1, by: User, at: datetime
) -> EnrolmentToken:
    """Do what `invite` does, for one nomination; return its token. Refuses: `sent_too_often`."""
    if overdone([nomination.email], allowance, at=at):
        raise DomainError(
            "sent_too_often",
            _("Very many invitations went out within the last day, so no more goes out now. Please try tomorrow."),
        )
    [token] = invite([nomination], allowance, generation=generation, by=by, at=at)
    return token


def overdone(emails: Collection[str], allowance: PlaceAllowance, *, at: datetime) -> frozenset[str]:
    """Return those of `emails` (in small letters) to which no further invitation goes out now; two statements.

    So that nobody writes to strangers by our name, an address is sent at most settings.INVITATIONS_TO_ONE_ADDRESS
    within a day, whoever sends them; and once settings.INVITATIONS_TAKEN_BACK of a licence year were replaced or taken
    back within a day of being sent, no more go out for it.
    """
    lately = EnrolmentToken.objects.filter(issued_at__gt=at - DAY)
    taken_back = lately.filter(nomination__allowance=allowance, status__in=TAKEN_BACK).count()
    if taken_back >= settings.INVITATIONS_TAKEN_BACK:
        return frozenset(emails)
    sent = lately.filter(nomination__email__in=emails).values("nomination__email").annotate(sent=Count("pk"))
    often = sent.filter(sent__gte=settings.INVITATIONS_TO_ONE_ADDRESS)
    return frozenset(often.order_by().values_list("nomination__email", flat=True))


def _letter(token: EnrolmentToken) -> Letter:
    nomination, generation = token.nomination, token.generation
    refs = {"nomination": str(nomination.pk), "generation": generation}
    return Letter(f"invitation:{nomination.pk}:{generation}", to=nomination.email, refs=refs)
