"""The people a Lead should know of today: where the way has stopped, and what can be done."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from enrolment.managers import NominationQuerySet
from enrolment.models import Nomination
from enrolment.rules.flags import Flag
from enrolment.rules.places import ENDED, PENDING, NominationStatus
from enrolment.rules.words import Word
from lms.dashboards.desk.flags import in_flag
from lms.dashboards.desk.invitations import UNDELIVERED, delivery_of, with_delivery
from lms.dashboards.desk.words import with_word
from lms.dashboards.journeys import flag_label_of, label_of

# A place that came back is news for as long as an invitation is good for.
NEWS = timedelta(days=28)
SHOWN = 5
WHAT_TO_DO: dict[Word, Callable[[], str]] = {
    Word.LAPSED: lambda: _(
        "The invitation was not taken up in time, so the place has come back. It can be sent again while places are "
        "left, or you can nominate somebody else."
    ),
    Word.DECLINED: lambda: _("They said no to the place, and it has come back. You can nominate somebody else."),
    Word.REFUSED: lambda: _("Your Community Coordinator did not send the invitation. The place has come back."),
    Word.NOT_YET_PASSED: lambda: _(
        "Their written work has not passed yet. They know what to work on and can hand it in again. A kind word helps."
    ),
}


# What a Lead can do about it at once: the name of an address that takes the nomination, and words for the link.
STEPS: dict[str, tuple[str, Callable[[], str]]] = {
    "undelivered": ("enrolment:correct-address", lambda: _("Correct the address")),
    Word.LAPSED: ("enrolment:send-again", lambda: _("Send it again")),
    "stalled": ("enrolment:nudge", lambda: _("Send a kind reminder")),
}


@dataclass(frozen=True)
class Need:
    """One person, and what to know of them."""

    nomination: Any

    @property
    def word(self) -> Word:
        """Return the word for where they stand."""
        return Word(self.nomination.word)

    @property
    def reason(self) -> str:
        """Return why they stand here: an invitation that did not arrive, the word, or a long silence."""
        if self.word is Word.INVITED:
            return "undelivered"
        return self.word if self.word in WHAT_TO_DO else "stalled"

    @property
    def label(self) -> str:
        """Return the word as desks write it."""
        return flag_label_of(Flag.STALLED) if self.reason == "stalled" else label_of(self.word)

    @property
    def what_to_do(self) -> str:
        """Return a sentence or two."""
        if self.reason == "undelivered":
            delivery = delivery_of(self.nomination)
            return delivery.words if delivery else ""
        if self.reason == "stalled":
            return _("Nothing has been done for some weeks. Perhaps something came up: a kind word helps.")
        return WHAT_TO_DO[self.word]()

    @property
    def next_step(self) -> str:
        """Return the name of the address where something can be done at once; empty without one."""
        return STEPS[self.reason][0] if self.reason in STEPS else ""

    @property
    def next_step_words(self) -> str:
        """Return the words of the link to it."""
        return STEPS[self.reason][1]() if self.reason in STEPS else ""


@dataclass(frozen=True)
class Needs:
    """The first of those people; `has_more`: the list below has others."""

    first: tuple[Need, ...]
    has_more: bool


def needs_among(rows: NominationQuerySet, *, at: datetime) -> Needs:
    """Return who of `rows` needs somebody at this moment, latest nominated first; one statement.

    A place that came back is told while it can be given again, unless the same address has been nominated anew.
    """
    day = timezone.localdate(at)
    running = Q(allowance__starts_on__lte=day, allowance__ends_on__gte=day)
    anew = Nomination.objects.open().filter(allowance=OuterRef("allowance"), email=OuterRef("email"))
    came_back = Q(status__in=ENDED, ended_at__gte=at - NEWS) & ~Q(Exists(anew))
    # The word costs more to ask than the states: those who cannot be meant are left out first.
    meant = running & (came_back | Q(status__in=PENDING)) | Q(status=NominationStatus.REDEEMED, used_at__isnull=True)
    told: Any = with_delivery(with_word(rows.filter(meant), at=at))
    undelivered = Q(word=Word.INVITED, mail_status__in=UNDELIVERED)
    stalled = Q(pk__in=in_flag(rows, Flag.STALLED, at=at).values("pk"))
    found = told.filter(Q(word__in=list(WHAT_TO_DO)) | undelivered | stalled)
    first = [Need(row) for row in found.with_people().order_by("-nominated_at", "pk")[: SHOWN + 1]]
    return Needs(tuple(first[:SHOWN]), len(first) > SHOWN)
