"""Who is known already: to a Lead only among their own people, to the coordinator anywhere (domain B 16)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from enrolment.models import Affiliation, Enrolment, LicenceTypeCourse, Nomination, PlaceAllowance, Site
from lms.accounts.models import User


def own_people_known(
    emails: Collection[str], *, allowance: PlaceAllowance, by: User, at: datetime
) -> dict[str, tuple[str, ...]]:
    """Return by address what `by` may be told of whoever is among their own people already; constant statements.

    Arguments: `emails`, in small letters; `allowance`, for which they would be nominated: what stands there is
    refused, so it is not told here. Own people are those at sites `by` leads, and at sites of this organisation that
    `by` coordinates; nothing is told of anybody else, nor of what own people did elsewhere.
    """
    sites, told = _own_sites(allowance, by), defaultdict(list)
    nominated = list(_standing().filter(allowance__licence__site__in=sites, email__in=emails))
    for row in nominated:
        if row.allowance_id != allowance.pk:
            told[row.email].append(_nominated_words(row))
    learners = {row.learner_id for row in nominated if row.learner_id}
    belongings = Affiliation.objects.current(on=timezone.localdate(at)).filter(site__in=sites).with_site()
    belongings = belongings.filter(person__in=learners)
    people = _addresses(nominated)
    finished = _courses_of(people).completed().filter(nomination__allowance__licence__site__in=sites)
    said = [(belonging.person_id, _belongs_words(belonging)) for belonging in belongings]
    said += [(enrolment.learner_id, _finished_words(enrolment)) for enrolment in finished]
    for person, words in said:
        for email in people[person]:
            told[email].append(words)
    return {email: tuple(sentences) for email, sentences in told.items()}


def _addresses(nominated: Iterable[Nomination]) -> dict[int, set[str]]:
    """Return with which addresses each person was nominated; those of their account are not for Leads to find out."""
    people: dict[int, set[str]] = defaultdict(set)
    for row in nominated:
        if row.learner_id:
            people[row.learner_id].add(row.email)
    return people


def _own_sites(allowance: PlaceAllowance, by: User) -> Any:
    led, coordinated = Site.objects.led_by(by).values("pk"), Site.objects.coordinated_by(by).values("pk")
    organisation = allowance.licence.site.organisation_id
    return Site.objects.filter(Q(pk__in=led) | Q(pk__in=coordinated, organisation=organisation)).values("pk")


def others_known(nominations: Iterable[Nomination]) -> dict[UUID, tuple[str, ...]]:
    """Return by primary key what a coordinator should know of each nominee, for coordinators alone (domain B 16).

    Whether they have an account, are nominated elsewhere, take one of these courses already or have finished one.
    Constant statements. Arguments: `nominations`, read `with_people`.
    """
    rows = list(nominations)
    accounts = _accounts({row.email for row in rows})
    people = {row.pk: row.learner_id or accounts.get(row.email) for row in rows}
    nominated, learning = _nominated(rows, people), _learning(people)
    opens = _opened_by({row.allowance.licence.licence_type_id for row in rows})
    told = {}
    for row in rows:
        person, here = people[row.pk], opens[row.allowance.licence.licence_type_id]
        sentences = [_("Has an account.")] if person and not row.learner_id else []
        sentences += [_elsewhere_words(other) for other in nominated(row, person)]
        sentences += [words for course in learning[person] if (words := _course_words(course, row, here))]
        told[row.pk] = tuple(sentences)
    return told


def _accounts(emails: Collection[str]) -> dict[str, int]:
    """Return by address the person who has an account with it: confirmed, or (which wins) known by it."""
    confirmed = EmailAddress.objects.filter(verified=True).annotate(address=Lower("email"), rank=Value(0))
    known_by = User.objects.filter(email__in=emails).annotate(address=F("email"), rank=Value(1))
    rows = confirmed.filter(address__in=emails).values_list("rank", "address", "user")
    rows = rows.union(known_by.values_list("rank", "address", "pk")).order_by("rank")
    return {address: person for _rank, address, person in rows}


def _nominated(rows: list[Nomination], people: dict[UUID, int | None]) -> Any:
    """Return a function that gives the other standing nominations of a nominee."""
    emails, persons = {row.email for row in rows}, {person for person in people.values() if person}
    others = list(_standing().filter(Q(email__in=emails) | Q(learner__in=persons)).order_by("nominated_at", "pk"))
    by_email, by_person = defaultdict(list), defaultdict(list)
    for other in others:
        by_email[other.email].append(other)
        by_person[other.learner_id].append(other)

    def of(row: Nomination, person: int | None) -> Iterator[Nomination]:
        found = {other.pk: other for other in [*by_email[row.email], *(by_person[person] if person else ())]}
        return (other for pk, other in found.items() if pk != row.pk)

    return of


def _learning(people: dict[UUID, int | None]) -> dict[int | None, list[Enrolment]]:
    found = defaultdict(list)
    for enrolment in _courses_of([person for person in people.values() if person]):
        found[enrolment.learner_id].append(enrolment)
    return found


def _opened_by(types: Collection[int]) -> dict[int, set[int]]:
    """Return by licence type the courses that its places open."""
    found = defaultdict(set)
    for type_id, course in LicenceTypeCourse.objects.filter(licence_type__in=types).values_list(
        "licence_type", "course"
    ):
        found[type_id].add(course)
    return found


def _standing() -> QuerySet[Nomination]:
    return Nomination.objects.open().with_people()


def _courses_of(people: Collection[int]) -> Any:
    """Return the gated courses that `people` take or have finished; the open ones say nothing about a place."""
    rows = Enrolment.objects.current().filter(learner__in=people).exclude(course__access="open")
    return rows.select_related("course").order_by("enrolled_at", "pk")


def _nominated_words(row: Nomination) -> str:
    words = _("Nominated at %(site)s under the %(type)s licence on %(day)s.")
    licence = row.allowance.licence
    return words % {"site": licence.site.name, "type": licence.licence_type, "day": _day(row.nominated_at)}


def _elsewhere_words(row: Nomination) -> str:
    licence = row.allowance.licence
    words = (
        _("Has a place of %(organisation)s, %(site)s (%(type)s).")
        if row.redeemed_at
        else _("Is nominated by %(organisation)s, %(site)s (%(type)s).")
    )
    site = licence.site
    return words % {"organisation": site.organisation, "site": site.name, "type": licence.licence_type}


def _belongs_words(belonging: Affiliation) -> str:
    day = date_format(belonging.starts_on, "j F Y")
    return _("Belongs to %(site)s since %(day)s.") % {"site": belonging.site.name, "day": day}


def _course_words(enrolment: Enrolment, row: Nomination, here: Collection[int]) -> str:
    """Return what to say of a course somebody takes or has finished by something else than the place of `row`."""
    if enrolment.nomination_id == row.pk:
        return ""
    if enrolment.is_completed:
        return _finished_words(enrolment)
    taking = _("Is taking %(course)s already.") % {"course": enrolment.course.title}
    return taking if enrolment.course_id in here else ""


def _finished_words(enrolment: Enrolment) -> str:
    words = _("Has finished %(course)s on %(day)s.")
    return words % {"course": enrolment.course.title, "day": _day(enrolment.completed_at)}


def _day(moment: datetime | None) -> str:
    return date_format(timezone.localtime(moment), "j F Y") if moment else ""
