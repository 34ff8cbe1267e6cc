"""The gate at every address: whatever the kind of activity, the method and the spelling, who may not study is kept out.

Kinds come from the subclasses of `ActivityPage`, addresses from the URLconf: a new one of either is walked by itself.
"""

import re
from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.urls import URLPattern, get_resolver, reverse
from wagtail import views as wagtail_views
from wagtail.models import get_page_models

from assessments.models import Attempt, Response
from courses.models import Access, ActivityPage, CoursePrerequisite
from courses.outline import page_address
from enrolment.models import ActivityCompletion, ConfirmedName, Declaration, Enrolment, Source, Status
from tests.access.addresses import package_of
from tests.cast import NOW
from tests.factories.attempts import AttemptFactory
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.pages import CourseFactory
from tests.factories.partners import AllowanceFactory, NominationFactory
from tests.factories.pictures import ImageFactory, address_of

pytestmark = pytest.mark.django_db
METHODS = ("get", "head", "options", "post", "put", "patch", "delete")
SHUT = {302, 403, 404, 405, 409}
WORDS = re.compile(rb"Pick one small step|Question \d+\?|I listen\.|as it will be printed")
# Of a course one takes, though one may not study it now: giving it back, and reading what one has done oneself.
ONES_OWN = {"enrolment:leave", "dashboards:receipt"}
WRITTEN = (ActivityCompletion, Attempt, Response, Declaration, ConfirmedName, Enrolment)


@pytest.fixture
def course():
    """A gated course with an activity of every kind."""
    return CourseFactory(lessons=1, questions=1, formalities=True, access=Access.NOMINATED)


@pytest.fixture
def attempt(course, cast):
    """Zoë's attempt at its quiz, begun while she might."""
    return AttemptFactory(enrolment=EnrolmentFactory(course=course, learner=cast.zoe))


def stranger(cast, attempt):
    return None


def not_enrolled(cast, attempt):
    return cast.amir


def something_comes_first(cast, attempt):
    CoursePrerequisite.objects.create(course=attempt.enrolment.course, requires=CourseFactory(lessons=1))
    return cast.zoe


def licence_has_ended(cast, attempt):
    place = NominationFactory(redeemed=True, learner=cast.zoe, allowance=AllowanceFactory(starts_on=date(2024, 1, 1)))
    Enrolment.objects.filter(pk=attempt.enrolment_id).update(source=Source.PLACE, nomination=place)
    return cast.zoe


def has_left(cast, attempt):
    Enrolment.objects.filter(pk=attempt.enrolment_id).update(status=Status.WITHDRAWN, withdrawn_at=NOW)
    return cast.zoe


OUTSIDE = (stranger, not_enrolled, something_comes_first, licence_has_ended, has_left)


def activities(course) -> list[ActivityPage]:
    pages = [page.specific for page in course.get_descendants()]
    return [page for page in pages if isinstance(page, ActivityPage)]


def page_addresses(course) -> list[str]:
    return [page_address(course, page) for page in activities(course)]


def deed_addresses(course, attempt) -> set[str]:
    """Return every address of ours that names a course, an activity or an attempt by one of these words."""
    found = set()
    for page in activities(course):
        named = {"slug": course.slug, "key": page.translation_key, "attempt_id": attempt.pk, "number": 1}
        for name, parts in patterns():
            if parts and parts <= set(named) and name not in ONES_OWN:
                found.add(reverse(name, kwargs={part: named[part] for part in parts}))
    return found


def patterns(resolver=None, namespaces: tuple[str, ...] = ()):
    """Yield the name and the parts of every address of ours."""
    for pattern in (resolver or get_resolver()).url_patterns:
        module = getattr(getattr(pattern, "urlconf_module", None), "__name__", "")
        if isinstance(pattern, URLPattern):
            yield ":".join([*namespaces, pattern.name or ""]), set(pattern.pattern.converters)
        elif not module or package_of(module):
            yield from patterns(pattern, (*namespaces, *filter(None, [pattern.namespace])))


def rows() -> list[int]:
    return [model.objects.count() for model in WRITTEN]


def open_ones(browser, addresses) -> set[tuple[str, str, int]]:
    """Return the addresses and methods that answered something, or said a word of an activity."""
    answers = {(address, method): getattr(browser, method)(address) for address in addresses for method in METHODS}
    return {
        (address, method, answer.status_code)
        for (address, method), answer in answers.items()
        if answer.status_code not in SHUT or WORDS.search(answer.getvalue())
    }


def test_the_course_has_an_activity_of_every_kind(course):
    kinds = {model for model in get_page_models() if issubclass(model, ActivityPage)}
    assert {type(page) for page in activities(course)} == kinds


def test_the_addresses_that_act_on_an_activity_are_found(course, attempt):
    names = {name for name, parts in patterns() if "key" in parts or "attempt_id" in parts}
    assert {"enrolment:mark-done", "enrolment:declare", "assessments:start", "assessments:question"} <= names
    assert len(deed_addresses(course, attempt)) > len(names)


@pytest.mark.parametrize("who", OUTSIDE)
def test_no_page_of_an_activity_opens(who, course, attempt, cast, client_of):
    browser = client_of(who(cast, attempt))
    assert open_ones(browser, page_addresses(course)) == set()


@pytest.mark.parametrize("who", OUTSIDE)
def test_nothing_can_be_done_at_any_address(who, course, attempt, cast, client_of):
    browser = client_of(who(cast, attempt))
    before = rows()
    assert open_ones(browser, deed_addresses(course, attempt)) == set()
    assert rows() == before


@pytest.mark.parametrize("who", OUTSIDE)
def test_no_picture_of_it_is_handed_out(who, course, attempt, cast, client_of):
    picture = address_of(ImageFactory(on=activities(course)[:1]))
    assert client_of(who(cast, attempt)).get(picture).status_code == 404


def test_the_walk_would_see_an_open_page(course, attempt, cast, client_of):
    opened = open_ones(client_of(cast.zoe), page_addresses(course))
    assert {(address, "get", 200) for address in page_addresses(course)} <= opened


# --- The same page, spelled otherwise -----------------------------------------------------------------


def spellings(address: str) -> list[str]:
    folder, slug = address.rstrip("/").rsplit("/", 1)
    return [
        address.upper(),
        address.title(),
        address.replace("/courses/", "/Courses/"),
        address.rstrip("/"),
        f"/{address}",
        address.replace("/courses/", "/courses//"),
        f"{address}/",
        f"{address}.",
        f"{address}index.html",
        f"{address};a=b",
        f"{address}?preview=1&is_preview=true",
        f"{folder}/./{slug}/",
        f"{folder}/{slug}/../{slug}/",
        f"{folder}/%2e%2e/{folder.rsplit('/', 1)[1]}/{slug}/",
        f"/privacy/..{address}",
        f"{folder}/{slug}%2f",
        f"{folder}/{slug}%00/",
        f"{folder}/{slug}\u200b/",
        f"{folder}/" + "".join(chr(ord(letter) + 0xFEE0) if letter.isalpha() else letter for letter in slug) + "/",
        f"/home{address}",
        f"/en-gb{address}",
    ]


@pytest.mark.parametrize("who", [stranger, something_comes_first])
def test_no_spelling_of_an_address_opens_a_page(who, course, attempt, cast, client_of):
    browser = client_of(who(cast, attempt))
    answers = [browser.get(spelling, follow=True) for spelling in spellings(page_addresses(course)[0])]
    assert not [answer.request["PATH_INFO"] for answer in answers if WORDS.search(answer.getvalue())]


def test_wagtails_own_way_to_a_page_passes_the_gate_too(course):
    for address in page_addresses(course):
        request = RequestFactory().get(address)
        request.user = AnonymousUser()
        assert wagtail_views.serve(request, address.removeprefix("/")).status_code == 302


@pytest.mark.parametrize("method", METHODS)
def test_a_draft_answers_as_if_it_were_not_there(method, course, cast, client_of):
    lesson = activities(course)[0]
    address = page_address(course, lesson)
    lesson.unpublish()
    ask = getattr(client_of(cast.amir), method)
    assert ask(address).status_code == ask(f"/courses/{course.slug}/nothing/").status_code in {404, 405}


# --- What is kept of the answers ------------------------------------------------------------------------


def test_a_page_of_an_activity_is_kept_by_nobody_and_listed_nowhere(course, attempt, cast, client_of):
    answers = [client_of(cast.zoe).get(address) for address in page_addresses(course)]
    told = {(answer["Cache-Control"], answer["X-Robots-Tag"]) for answer in answers}
    assert told == {("private, no-store", "noindex")}
    assert all("Cookie" in answer["Vary"] for answer in answers)


@pytest.mark.parametrize("who", OUTSIDE)
def test_a_refusal_is_not_kept_for_others(who, course, attempt, cast, client_of):
    answers = [client_of(who(cast, attempt)).get(address) for address in page_addresses(course)]
    assert all("Cookie" in answer.get("Vary", "") for answer in answers)
    assert not [answer for answer in answers if "public" in answer.get("Cache-Control", "")]
