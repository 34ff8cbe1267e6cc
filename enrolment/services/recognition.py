"""Recognising people who trained before this system: one more way to the same award (domain B 31)."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from courses.models import CourseEdition, CoursePage
from enrolment.models import ActivityCompletion, CompletionSource, ConfirmedName, Enrolment, Source
from enrolment.path import open_courses_before
from enrolment.services.progress import done_keys
from enrolment.signals import enrolment_completed
from lms.accounts.models import User
from lms.accounts.services.addresses import refuse_unproved
from lms.accounts.services.people import Particulars, create_person
from lms.core import audit
from lms.core.errors import DomainError

# Leaves room for the day of the training in `grant_reason`.
REASON_LENGTH = 200


@dataclass(frozen=True)
class _Grant:
    """Why something is recognised, by whom and when."""

    words: str
    by: User
    at: datetime


@transaction.atomic
def recognise(
    *, person: User, course: CoursePage, qualified_on: date, reason: str, by: User, at: datetime
) -> Enrolment:
    """Record that `person` qualified by training before this system, and return the completed enrolment (B 31).

    Every activity of the newest edition counts as recognised, the name of the account is the one to be printed, and
    the award follows as for everybody else. Open courses that come before and are not finished are recorded in the
    same way; nobody is written to about those.
    Arguments: `qualified_on`, the day of the training, kept with `reason` as the reason of the grant.
    Refuses: `own_award`, `reason_needed`, `reason_too_long`, `in_the_future`, `course_not_ready`, `name_missing`,
    `already_qualified`, `already_taking`.
    """
    words = refuse_words(reason=reason, qualified_on=qualified_on, day=timezone.localdate(at))
    _refuse_own(person, by)
    edition = _edition_or_refuse(course)
    # Two who recognise the same person wait for each other here: the second sees what the first has written.
    User.objects.filter(pk=person.pk).update(full_name=F("full_name"))
    _refuse_person(person, course)
    grant = _Grant(_reason(words, qualified_on), by, at)
    enrolment = _begin(person, course, edition, grant)
    ConfirmedName.objects.create(enrolment=enrolment, name=person.full_name, confirmed_at=at)
    data = {"course": course.pk, "qualified_on": qualified_on.isoformat()}
    audit.record("enrolment.recognise", enrolment, by=by, data=data)
    for before in open_courses_before([course]):
        _recognise_before(person, before, grant)
    _complete(enrolment, grant)
    return enrolment


def find_or_make_person(*, name: str, email: str, by: User, at: datetime) -> User:
    """Return whose address this is; where it is nobody's, make a person without a password and return them.

    They choose one by the way for whoever forgot it, which the message about their certificate names.
    Refuses: `invalid` with the sentence of what is wrong with name or address, `address_unproved` where somebody began
    an account with it and nobody knows whether it is theirs.
    """
    address = email.strip().lower()
    found = User.objects.found_by_address(address)
    if found:
        refuse_unproved(found, address)
        return found
    try:
        with transaction.atomic():
            return create_person(particulars=Particulars(full_name=name, email=address), by=by, at=at)
    except IntegrityError:  # a colleague, or they themselves, were faster
        return User.objects.get(email=address)


def refuse_words(*, reason: str, qualified_on: date, day: date) -> str:
    """Return the reason trimmed; refuse `reason_needed`, `reason_too_long`, `in_the_future` on the day `day`."""
    words = reason.strip()
    if not words:
        raise DomainError("reason_needed", _("Please say what shows that they trained, such as an old certificate."))
    if len(words) > REASON_LENGTH:
        raise DomainError("reason_too_long", _("Please give a reason of at most %(n)d letters.") % {"n": REASON_LENGTH})
    if qualified_on > day:
        raise DomainError("in_the_future", _("This day has not come yet. Please give the day on which they trained."))
    return words


def own_award() -> DomainError:
    """Return the refusal for whoever would recognise themselves."""
    return DomainError("own_award", _("Nobody recognises their own training. Please ask a colleague to do it."))


def already_qualified(person: User | str, course: CoursePage) -> DomainError:
    """Return the refusal for somebody who has finished the course, or been recognised for it."""
    words = {"person": person, "course": course.title}
    return DomainError("already_qualified", _("%(person)s has passed %(course)s here already.") % words)


def already_taking(person: User | str, course: CoursePage) -> DomainError:
    """Return the refusal for somebody who is on the course."""
    words = {"person": person, "course": course.title}
    sentence = _("%(person)s is taking %(course)s at the moment. Let them finish, or end their place first.")
    return DomainError("already_taking", sentence % words)


def course_not_ready(course: CoursePage | str) -> DomainError:
    """Return the refusal for a course that attests nothing yet."""
    sentence = _("%(course)s cannot be recognised: it has no published edition, or brings no certificate.")
    return DomainError("course_not_ready", sentence % {"course": course})


def _reason(words: str, qualified_on: date) -> str:
    return _("Trained on %(day)s. %(reason)s") % {"day": date_format(qualified_on, "j F Y"), "reason": words}


def _refuse_own(person: User, by: User) -> None:
    if person.pk == by.pk:
        raise own_award()


def _edition_or_refuse(course: CoursePage) -> CourseEdition:
    edition = CourseEdition.objects.current_for(course)
    if edition is None or course.programme_id is None or not course.live:
        raise course_not_ready(course)
    return edition


def _refuse_person(person: User, course: CoursePage) -> None:
    if not person.full_name or person.erased_at:
        raise DomainError("name_missing", _("There is no name to print. Please give their account its full name."))
    mine = Enrolment.objects.of_learner(person).filter(course=course)
    if mine.completed().exists():
        raise already_qualified(person, course)
    if mine.active().exists():
        raise already_taking(person, course)


def _begin(person: User, course: CoursePage, edition: CourseEdition, grant: _Grant) -> Enrolment:
    about = {"source": Source.GRANT, "grant_reason": grant.words, "granted_by": grant.by, "enrolled_at": grant.at}
    try:
        with transaction.atomic():
            return Enrolment.objects.create(learner=person, course=course, edition=edition, **about)
    except IntegrityError:  # they took up a place at this moment
        raise already_taking(person, course) from None


def _recognise_before(person: User, course: CoursePage, grant: _Grant) -> None:
    """Finish an open course for somebody who has not, whether or not they began; one that is not ready is left out."""
    mine = Enrolment.objects.of_learner(person).filter(course=course).select_related("edition")
    if mine.completed().exists():
        return
    begun = mine.active().locked().first()
    edition = begun.edition if begun else CourseEdition.objects.current_for(course)
    if edition:
        _complete(begun or _begin(person, course, edition, grant), grant)


def _complete(enrolment: Enrolment, grant: _Grant) -> None:
    """Record what is not done yet as recognised, and let the course be finished by the same path as any other."""
    done = done_keys(enrolment)
    ActivityCompletion.objects.bulk_create(
        ActivityCompletion(
            enrolment=enrolment,
            activity_key=UUID(key),
            source=CompletionSource.RECOGNISED,
            completed_at=grant.at,
        )
        for key in enrolment.edition.outline.keys
        if key not in done
    )
    if not Enrolment.objects.filter(pk=enrolment.pk).mark_completed(at=grant.at):
        return
    enrolment.refresh_from_db(fields=["status", "completed_at"])
    audit.record("enrolment.complete", enrolment, by=grant.by)
    enrolment_completed.send(sender=Enrolment, enrolment=enrolment, at=grant.at)
