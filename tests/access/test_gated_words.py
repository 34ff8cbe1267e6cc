"""The words of a lesson in the admin: read nowhere, in search, history or previews, without the right to edit it."""

import re

import pytest
from django.urls import NoReverseMatch, reverse

from courses.models import LessonPage
from tests.access.addresses import admin_patterns
from tests.access.asking import ask
from tests.access.row import ADMIN_HOME, SIGN_IN
from tests.factories.enrolments import ActivityCompletionFactory, EnrolmentFactory
from tests.factories.people import UserFactory
from tests.factories.study import NoteFactory

WORDS, DRAFTED = "Quokkas smile at strangers.", "Wombats dig at night."
PART = re.compile(r"<(?:\w+:)?(\w+)>")
COMPARE = "/cms/pages/<pk>/revisions/compare/<revision_id_a>...<revision_id_b>/"
# They end the session, or are there to fail.
LEFT_OUT = {"/cms/logout/", "/cms/failwhale/"}


@pytest.fixture
def lesson(world) -> LessonPage:
    """A published lesson of the course that Zoë takes, with a newer draft."""
    lesson = world.lesson(world.course)
    lesson.body = [("text", f"<p>{WORDS}</p>")]
    lesson.save_revision().publish()
    lesson.body = [("text", f"<p>{DRAFTED}</p>")]
    lesson.save_revision()
    return LessonPage.objects.get(pk=lesson.pk)


def parts(lesson: LessonPage) -> dict[str, object]:
    """Return what to put for the parts of an address that are not the id of the lesson or of something like it."""
    return {
        "revision_id": lesson.latest_revision_id,
        "revision_id_a": lesson.live_revision_id,
        "revision_id_b": lesson.latest_revision_id,
        "content_type_id": lesson.content_type_id,
        "app_label": "courses",
        "model_name": "lessonpage",
        "content_type_app_name": "courses",
        "content_type_model_name": "lessonpage",
    }


def admin_addresses(lesson: LessonPage) -> set[str]:
    routes = {COMPARE} | {route for _, route, _ in admin_patterns() if "(?P<" not in route}
    values = parts(lesson)
    filled = {PART.sub(lambda part: str(values.get(part[1], lesson.pk)), route) for route in routes}
    return {address.replace("^", "") for address in filled} - LEFT_OUT


def reading(browser, addresses: set[str]) -> set[str]:
    """Return the addresses whose answers hold words of the lesson, also when they are searched for."""
    answers = {address: browser.get(address, {"q": "Quokkas"}).getvalue().decode() for address in addresses}
    return {address for address, answer in answers.items() if WORDS in answer or DRAFTED in answer}


def test_central_office_reads_no_words_of_a_lesson(world, client_of, lesson):
    assert reading(client_of(world.office), admin_addresses(lesson)) == set()


def test_an_editor_reads_them_where_they_are_kept(world, client_of, lesson):
    page = f"/cms/pages/{lesson.pk}"
    kept = {f"{page}/edit/", f"{page}/view_draft/", f"{page}/revisions/{lesson.latest_revision_id}/view/"}
    assert kept <= admin_addresses(lesson)
    assert reading(client_of(world.editor), kept) == kept


@pytest.fixture
def drafts(lesson) -> list[str]:
    """The addresses of the lesson's draft, its previews and its history."""
    live, latest = lesson.live_revision_id, lesson.latest_revision_id
    views = {"view_draft": [], "preview_on_edit": [], "history": [], "usage": []}
    views |= {"revisions_view": [latest], "revisions_revert": [latest], "revisions_compare": [live, latest]}
    return [reverse(f"wagtailadmin_pages:{name}", args=[lesson.pk, *args]) for name, args in views.items()]


@pytest.mark.parametrize(
    ("who", "answer"), [("zoe", 403), ("lead", 403), ("trainer", 403), ("office", ADMIN_HOME), ("editor", 200)]
)
def test_drafts_and_previews_are_for_whoever_may_edit_the_page(who, answer, world, client_of, drafts):
    browser = client_of(getattr(world, who))
    assert {ask(browser, address) for address in drafts} == {answer}


def test_a_stranger_signs_in_before_any_of_them(client, drafts):
    assert {ask(client, address) for address in drafts} == {SIGN_IN}


def test_what_an_editor_previews_is_shown_to_nobody_else(world, client_of, lesson):
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[lesson.pk])
    mine, theirs = client_of(world.editor), client_of(UserFactory(editor=True))
    typed = {"title": "Typed but not saved", "slug": "typed", "minutes": 5, "body-count": 0, "outcomes-count": 0}
    mine.post(address, typed)
    assert "Typed but not saved" in mine.get(address).content.decode()
    assert "Typed but not saved" not in theirs.get(address).content.decode()


def test_a_preview_shows_nobodys_words_and_nobodys_progress(world, client_of, lesson):
    enrolment = EnrolmentFactory(learner=world.editor, course=world.course)
    ActivityCompletionFactory(enrolment=enrolment, activity_key=lesson.activity_key)
    NoteFactory(learner=world.editor, course=world.course, activity_key=lesson.activity_key)
    editor, address = client_of(world.editor), reverse("wagtailadmin_pages:view_draft", args=[lesson.pk])
    preview, own = (editor.get(one).content.decode() for one in (address, lesson.url))
    assert [DRAFTED in preview, "You have done this" in preview, "Ring Jo" in preview] == [True, False, False]
    assert [DRAFTED in own, "You have done this" in own, "Ring Jo" in own] == [False, True, True]


# --- Interfaces for programs ------------------------------------------------------------------------


def test_the_admins_own_interface_names_no_page_to_central_office(world, client_of, lesson):
    office = client_of(world.office)
    assert office.get("/cms/api/main/pages/?fields=*").json()["items"] == []
    assert office.get(f"/cms/api/main/pages/{lesson.pk}/").status_code == 404


@pytest.mark.parametrize("address", ["/api/v2/pages/", "/api/v2/images/", "/api/v3/pages/", "/api/pages/", "/search/"])
def test_there_is_no_interface_of_wagtails_for_others(address, world, client_of):
    assert [client_of(who).get(address).status_code for who in (None, world.zoe, world.editor)] == [404, 404, 404]


@pytest.mark.parametrize(
    ("name", "args"),
    [("wagtaildocs_serve", [1, "list.pdf"]), ("wagtailimages_serve", ["signature", "1", "width-4"])],
)
def test_wagtails_own_ways_to_files_are_closed(name, args):
    with pytest.raises(NoReverseMatch):
        reverse(name, args=args)
