"""Taking up a training place, or saying no to it: what the nominee does."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.models import CourseEdition, CoursePage
from enrolment.models import AffiliationOrigin, Enrolment, EnrolmentToken, Nomination, Source
from enrolment.path import open_courses_before
from enrolment.rules.places import NominationStatus, TokenStatus
from enrolment.services.affiliations import affiliate
from enrolment.services.allowances import latest_moment, lock_allowance, refuse_unless_live
from enrolment.services.nominations import refuse_moved_on
from enrolment.services.returning import carry_over
from lms.accounts.models import User
from lms.accounts.services.addresses import has_proved_address, prove_address
from lms.core import audit
from lms.core.errors import DomainError


@dataclass(frozen=True)
class Redemption:
    """What came of it. `address_elsewhere`: the proved address belongs to another account, so it was not added."""

    nomination: Nomination
    enrolments: tuple[Enrolment, ...]
    address_elsewhere: bool = False


@transaction.atomic
def redeem(*, token: EnrolmentToken, learner: User, proves_address: bool, by: User, at: datetime) -> Redemption:
    """Take up the place for `learner`: one enrolment on every course still to do (domain B 2, B 20).

    Arguments: `token`, as found by enrolment.links; `proves_address`, whether it came by the mailed link.
    Refuses: `token_lapsed`, `token_replaced`, `token_used`, `token_ended`, `licence_not_live`, `address_unproved`,
    `nothing_to_do`, `already_taking`, `course_not_ready`. Nothing changes then: the place stays held.
    """
    current = _lock(token, at=at)
    if not proves_address and not has_proved_address(learner):
        raise DomainError("address_unproved", _("Please confirm an e-mail address of your account first."))
    nomination = current.nomination
    # Another tab of theirs may begin one of the courses at the same moment. Then look again: that refuses, or leaves
    # fewer courses to begin.
    made = _take_up(nomination, learner, at=at) or _take_up(nomination, learner, at=at)
    if not made:
        raise DomainError("already_taking", ALREADY_TAKING)
    nomination.tokens.end(to=TokenStatus.USED, at=at)
    site, origin = nomination.allowance.licence.site, AffiliationOrigin.REDEMPTION
    affiliate(person=learner, site=site, kind=nomination.kind, origin=origin, by=by, at=at)
    audit.record("enrolment.redeem", nomination, by=by, data={"courses": [enrolment.course_id for enrolment in made]})
    elsewhere = proves_address and not prove_address(person=learner, email=nomination.email, by=by, at=at)
    nomination.refresh_from_db()
    return Redemption(nomination, made, address_elsewhere=elsewhere)


def _take_up(nomination: Nomination, learner: User, *, at: datetime) -> tuple[Enrolment, ...]:
    """Return the enrolments made; none, and nothing changed, when a constraint says that somebody was faster."""
    wanted, rows = courses_to_do(learner, nomination), Nomination.objects.filter(pk=nomination.pk)
    since = frozenset({NominationStatus.INVITED})
    try:
        with transaction.atomic():
            if not rows.move(to=NominationStatus.REDEEMED, since=since, learner=learner, redeemed_at=at):
                refuse_moved_on(rows.get())
            return tuple(_enrol(learner, course, nomination, at=at) for course in wanted)
    except IntegrityError:
        return ()


@transaction.atomic
def decline(*, token: EnrolmentToken, by: User | None, at: datetime) -> None:
    """Say no to the place, which comes back; `by` is None for somebody who is not signed in.

    Refuses: `token_lapsed`, `token_replaced`, `token_used`, `token_ended`, `licence_not_live`.
    """
    current = _lock(token, at=at)
    rows = Nomination.objects.filter(pk=current.nomination_id)
    since = frozenset({NominationStatus.INVITED})
    if not rows.move(to=NominationStatus.DECLINED, since=since, ended_at=at, ended_by=by):
        refuse_moved_on(rows.get())
    current.nomination.tokens.end(to=TokenStatus.DECLINED, at=at)
    audit.record("enrolment.nomination_declined", current.nomination, by=by)


def _lock(token: EnrolmentToken, *, at: datetime) -> EnrolmentToken:
    """Take the allowance's lock, read the token anew and refuse one that cannot be used at `at`."""
    allowance = lock_allowance(token.nomination.allowance_id)
    current = EnrolmentToken.objects.select_related("nomination__nominated_by").get(pk=token.pk)
    current.nomination.allowance = allowance
    refuse_unusable(current, at=latest_moment(allowance, at=at))
    refuse_unless_live(allowance, at=at)
    return current


def refuse_unusable(token: EnrolmentToken, *, at: datetime) -> None:
    """Refuse a token that cannot be redeemed at `at`, with what to do instead."""
    if token.is_live_at(at):
        return
    code = "token_lapsed" if token.status == TokenStatus.LIVE else UNUSABLE[TokenStatus(token.status)]
    raise DomainError(code, SENTENCES[code]())


UNUSABLE = {
    TokenStatus.REPLACED: "token_replaced",
    TokenStatus.USED: "token_used",
    TokenStatus.REVOKED: "token_ended",
    TokenStatus.DECLINED: "token_ended",
}
SENTENCES = {
    "token_lapsed": lambda: _(
        "This link was good for a few weeks, and its time is over. Ask whoever nominated you to have a new one sent."
    ),
    "token_replaced": lambda: _("A newer link was sent to you after this one. Please use the newest message."),
    "token_used": lambda: _("This link has been used. Sign in with the account it was used with to go on."),
    "token_ended": lambda: _(
        "This invitation has ended. If you would like to take part, speak with whoever nominated you."
    ),
}
ALREADY_TAKING = gettext_lazy("You are taking this training already. The place stays free for somebody else.")


def courses_to_do(learner: User, nomination: Nomination) -> list[CoursePage]:
    """Return the courses that the place opens for `learner`, and the open ones before them, not yet taken or passed.

    Refuses: `already_taking`, `nothing_to_do`, `course_not_ready`.
    """
    mine = dict(Enrolment.objects.of_learner(learner).current().values_list("course_id", "status"))
    steps = nomination.allowance.licence.licence_type.steps.select_related("course")
    gated = [step.course for step in steps]
    missing = [course for course in gated if course.pk not in mine]
    if not missing:
        active = Enrolment.objects.of_learner(learner).active().filter(course__in=gated)
        refusal = ("already_taking", ALREADY_TAKING) if active.exists() else ("nothing_to_do", _nothing_to_do())
        raise DomainError(*refusal)
    wanted = [course for course in open_courses_before(gated) if course.pk not in mine] + missing
    for course in wanted:
        if not course.live or not CourseEdition.objects.filter(course=course).exists():
            raise DomainError(
                "course_not_ready",
                _("%(course)s is being prepared. Your place is kept; please come back a little later.")
                % {"course": course.title},
            )
    return wanted


def _nothing_to_do() -> str:
    return _("You have passed everything this place opens, so it stays free for somebody else.")


def _enrol(learner: User, course: CoursePage, nomination: Nomination, *, at: datetime) -> Enrolment:
    by_place = {} if course.is_open else {"nomination": nomination}
    enrolment = Enrolment.objects.create(
        learner=learner,
        course=course,
        edition=CourseEdition.objects.filter(course=course).latest("number"),
        source=Source.PLACE if by_place else Source.SELF,
        enrolled_at=at,
        **by_place,
    )
    carry_over(enrolment)
    return enrolment
