"""What one person is given in every timed or counted assessment, because they need it."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from lms.accounts.models import Adjustment, User
from lms.core import audit
from lms.core.errors import DomainError
from lms.core.reasons import given_reason


@transaction.atomic
def set_adjustment(
    *, person: User, extra_per_cent: int, extra_attempts: int, reason: str, by: User, at: datetime
) -> Adjustment:
    """Give `person` extra time and attempts in place of what they had, and return that; 0 of both ends it.

    Arguments: `extra_per_cent`, added to every time limit, 0-300; `extra_attempts`, added to every number of attempts,
    0-5; `reason`, for staff; `by`, who decides. The same once more changes nothing.
    Refuses: `own_adjustment`, `cannot_sign_in` (an erased or inactive person), `out_of_range`, `reason_needed`,
    `reason_too_long`, `nothing_given` (0 of both for somebody who has nothing).
    """
    _refuse_person(person, by)
    said = given_reason(reason)
    if not (0 <= extra_per_cent <= Adjustment.MOST_PER_CENT and 0 <= extra_attempts <= Adjustment.MOST_ATTEMPTS):
        most = {"time": Adjustment.MOST_PER_CENT, "attempts": Adjustment.MOST_ATTEMPTS}
        raise DomainError("out_of_range", _("Please give up to %(time)d %% and up to %(attempts)d attempts.") % most)
    User.objects.filter(pk=person.pk).update(is_active=F("is_active"))  # two at once wait for each other
    given = {"extra_per_cent": extra_per_cent, "extra_attempts": extra_attempts}
    had = Adjustment.objects.filter(person=person).first()
    if had and had.reason == said and given == {name: getattr(had, name) for name in given}:
        return had
    if not any(given.values()) and not (had and had.is_in_force):
        raise DomainError("nothing_given", _("Please say how much time or how many attempts to add."))
    about = {**given, "reason": said, "granted_by": by, "granted_at": at}
    adjustment, _new = Adjustment.objects.update_or_create(person=person, defaults=about)
    action = "accounts.adjust" if adjustment.is_in_force else "accounts.end_adjustment"
    audit.record(action, adjustment, by=by, data=given)
    return adjustment


def _refuse_person(person: User, by: User) -> None:
    if by.pk == person.pk:
        raise DomainError("own_adjustment", _("You cannot give yourself extra time or attempts. A colleague does."))
    if not person.is_active:
        raise DomainError("cannot_sign_in", _("This person can no longer sign in, so there is nothing to add to."))
