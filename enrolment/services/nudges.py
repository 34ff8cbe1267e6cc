"""A kind reminder to somebody on a place: seldom, and never to whoever said that they pause (domain B 6)."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from enrolment.access import is_source_alive
from enrolment.models import Enrolment, Nomination, Nudge
from enrolment.services.nominations import on_behalf
from lms.accounts.models import User
from lms.core import audit
from lms.core.errors import DomainError
from lms.notifications.services.outbox import queue_email


@transaction.atomic
def nudge(*, nomination: Nomination, by: User, at: datetime) -> Nudge:
    """Send the learner of `nomination` a kind reminder, and return it.

    Arguments: `nomination`, which the caller may act upon; `by`, the Lead or coordinator, whom the message names.
    Refuses: `not_learning`, `suspended`, `paused`, `too_soon` (with the day from which), `no_address`.
    """
    # All that the person learns: two presses for two places of theirs at one organisation meet here.
    list(Enrolment.objects.active().filter(learner=nomination.learner_id).order_by("pk").locked())
    current = Nomination.objects.select_related("learner", "allowance__licence__site").get(pk=nomination.pk)
    refuse_unless_nudgeable(current, at=at)
    made = Nudge.objects.create(nomination=current, sent_at=at, sent_by=by)
    audit.record("enrolment.nudge", current, by=by, data={"nudge": made.pk, **on_behalf(current.allowance, by, at)})
    learner = current.learner
    refs = {"nudge": made.pk}
    queue_email(key=f"nudge:{made.pk}", kind="nudge", to=learner.email or "", user=learner, refs=refs, at=at)  # type: ignore[union-attr]  # refused above without one
    return made


def refuse_unless_nudgeable(nomination: Nomination, *, at: datetime) -> None:
    """Refuse with `not_learning`, `suspended`, `paused` or `too_soon` where a reminder would be no kindness."""
    learning = enrolment_learning(nomination, at=at)
    if learning is None:
        raise DomainError(
            "not_learning", _("This person is not learning on this place, so there is nothing to remind of.")
        )
    if not is_source_alive(learning, on=timezone.localdate(at)):
        raise DomainError(
            "suspended", _("Their courses wait for the licence to be renewed, so they cannot go on at the moment.")
        )
    if nomination.paused_at:
        raise DomainError(
            "paused", _("They have said that they pause. Their place is kept, and we do not remind them.")
        )
    day = next_nudge_on(nomination)
    if day and timezone.localdate(at) < day:
        words = {"day": date_format(day, "j F Y")}
        raise DomainError(
            "too_soon", _("They have had a reminder lately. You can send the next one from %(day)s.") % words
        )


def enrolment_learning(nomination: Nomination, *, at: datetime) -> Enrolment | None:
    """Return an enrolment that came from the place and is not finished, with what keeps it alive; None without one."""
    if nomination.learner_id is None:
        return None
    mine = Enrolment.objects.active().filter(nomination=nomination, nomination__in=Nomination.objects.redeemed())
    return mine.with_licence_day(on=timezone.localdate(at)).first()


def next_nudge_on(nomination: Nomination) -> date | None:
    """Return the first day on which the person may be reminded again; None if they never were.

    Reminders for other places at the same organisation count: they reach the same person.
    """
    site = nomination.allowance.licence.site
    mine = Nudge.objects.filter(
        nomination__learner=nomination.learner_id,
        nomination__allowance__licence__site__organisation=site.organisation_id,
    )
    last = mine.order_by("-sent_at").first()
    return timezone.localdate(last.sent_at) + timedelta(days=settings.NUDGE_DAYS) if last else None
