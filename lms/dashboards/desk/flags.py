"""The flags beside a word, asked of the database: for filters over any number of people.

`lms.dashboards.journeys` says the same from the rows of one page (a test compares the two).
"""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from assessments.models import Attempt
from certificates.models import Award, Route
from courses.models import Access
from enrolment.managers import NominationQuerySet
from enrolment.models import ActivityCompletion, Enrolment, Source
from enrolment.rules.flags import ON_THE_WAY, THEIR_TURN, Flag, quiet_since
from lms.dashboards.desk.words import LEARNER, LICENCE_TYPE, in_words


def in_flag(rows: NominationQuerySet, flag: Flag, *, at: datetime) -> NominationQuerySet:
    """Return the nominations that have this flag at this moment."""
    if flag is Flag.RECOGNISED:
        return rows.redeemed().filter(Exists(_recognised()))
    if flag is Flag.PAUSED:
        return in_words(rows.filter(paused_at__isnull=False), ON_THE_WAY, at=at)
    if flag is Flag.SUSPENDED:
        return in_words(rows.redeemed().filter(_is_suspended(at)), ON_THE_WAY, at=at)
    quiet = rows.redeemed().filter(paused_at__isnull=True).filter(~_is_suspended(at), ~_has_been_active(at))
    return in_words(quiet, THEIR_TURN, at=at)


def with_last_activity(enrolments: Any) -> Any:
    """Return enrolments with `last_active_at`: when they were begun, or something was last done in them."""
    own = {"enrolment": OuterRef("pk")}
    done = _latest(ActivityCompletion.objects.filter(**own), "completed_at")
    saved = _latest(Attempt.objects.filter(**own), "saved_at")
    handed_in = _latest(Attempt.objects.filter(**own), "submitted_at")
    begun = F("enrolled_at")
    moments = [Coalesce(Subquery(rows), begun) for rows in (done, saved, handed_in)]
    return enrolments.annotate(last_active_at=Greatest(begun, *moments))


def _latest(rows: QuerySet, name: str) -> QuerySet:
    return rows.order_by().values("enrolment").annotate(latest=Max(name)).values("latest")


def _has_been_active(at: datetime) -> Q:
    since = quiet_since(at, days=settings.STALLED_DAYS)
    # Their courses of this place, and open ones: what they learn by somebody else's place is not this desk's affair.
    mine = Q(course__licence_types=OuterRef(LICENCE_TYPE)) | Q(course__access=Access.OPEN)
    begun = Enrolment.objects.current().filter(mine, learner=OuterRef(LEARNER))
    own = {"enrolment": OuterRef("pk"), "enrolment__learner": OuterRef("learner")}
    done = ActivityCompletion.objects.filter(**own, completed_at__gt=since)
    tried = Attempt.objects.filter(Q(saved_at__gt=since) | Q(submitted_at__gt=since), **own)
    active = begun.filter(Q(enrolled_at__gt=since) | Exists(done) | Exists(tried))
    return Q(redeemed_at__gt=since) | Q(Exists(active))


def _is_suspended(at: datetime) -> Q:
    """Return what says that the courses of a place wait for what it comes from: enrolment.access in SQL."""
    day = timezone.localdate(at)
    known: Any = Enrolment.objects.active().filter(nomination=OuterRef("pk"), source=Source.PLACE)
    known = known.with_licence_day(on=day)
    over = Q(licence_day__isnull=True) | Q(licence_day__lt=day - timedelta(days=settings.LICENCE_GRACE_DAYS))
    left = Q(place_is_of_uksr=True, is_volunteer=False)
    return Q(Exists(known.filter(left | (Q(place_is_of_uksr=False) & over))))


def _recognised() -> QuerySet[Award]:
    awards = Award.objects.issued().filter(route=Route.RECOGNISED, enrolment__learner=OuterRef(LEARNER))
    return awards.filter(enrolment__course__licence_types=OuterRef(LICENCE_TYPE))
