"""Recognising one person or a whole table of them: account, site, course and award together, or nothing (B 31)."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from certificates.recognising import Line
from courses.models import CoursePage
from enrolment.models import AffiliationOrigin, BelongingKind, Enrolment, PartnerKind, Site
from enrolment.services.affiliations import affiliate
from enrolment.services.recognition import find_or_make_person, recognise
from lms.accounts.models import User
from lms.core.errors import DomainError


@transaction.atomic
def recognise_line(line: Line, *, by: User, at: datetime) -> Enrolment:
    """Carry out one row: find or make the person, let them belong to the site if one is named, and recognise them.

    Refuses as `recognition.recognise` and `find_or_make_person` do; then nothing has happened.
    """
    person = find_or_make_person(name=line.name, email=line.email, by=by, at=at)
    if line.site and person.pk != by.pk:
        kind = _kind(line.site)
        affiliate(person=person, site=line.site, kind=kind, origin=AffiliationOrigin.IMPORT, by=by, at=at)
    course, qualified_on = _needed(line)
    return recognise(person=person, course=course, qualified_on=qualified_on, reason=line.reason, by=by, at=at)


@transaction.atomic
def recognise_lines(lines: Iterable[Line], *, by: User, at: datetime) -> int:
    """Carry out all these rows of a plan in one transaction, and return how many there were.

    Refuses, naming the row, when something has changed since the plan was made; then none is carried out.
    """
    count = 0
    # In one order, so that two colleagues with the same people wait for each other instead of for ever.
    for count, line in enumerate(sorted(lines, key=lambda line: (line.email, line.number)), start=1):  # noqa: B007
        try:
            recognise_line(line, by=by, at=at)
        except DomainError as refusal:
            words = {"row": line.number, "sentence": refusal.sentence}
            raise DomainError(refusal.code, _("Row %(row)d: %(sentence)s") % words) from refusal
    return count


def _kind(site: Site) -> BelongingKind:
    ours = site.organisation.kind == PartnerKind.UKSR
    return BelongingKind.VOLUNTEER if ours else BelongingKind.STAFF


def _needed(line: Line) -> tuple[CoursePage, date]:
    if line.course is None or line.trained_on is None:
        raise ValueError("Only good rows of a plan can be carried out.")
    return line.course, line.trained_on
