"""The pages of a declaration and of a name confirmation, as a browser sees and posts them."""

import pytest
from django.test import RequestFactory
from wagtail.models import Page

from courses.models import ModulePage
from courses.services.editions import publish_edition
from enrolment.models import ActivityCompletion, ConfirmedName, Declaration, Enrolment
from tests.cast import NOW
from tests.factories.enrolments import ActivityCompletionFactory, EnrolmentFactory
from tests.factories.pages import CourseFactory, DeclarationPageFactory, LessonPageFactory, NameConfirmationPageFactory

pytestmark = pytest.mark.django_db
KINDS = ["declaration", "name_page"]


@pytest.fixture
def course():
    """A course of a declaration, a name and a lesson."""
    made = CourseFactory(lessons=0, title="Small steps")
    module = ModulePage.objects.child_of(made).get()
    made.declaration = DeclarationPageFactory(parent=module)
    made.name_page = NameConfirmationPageFactory(parent=module)
    made.lesson = LessonPageFactory(parent=module)
    publish_edition(course=made, by=None, at=NOW)
    return made


@pytest.fixture
def enrolment(course, cast):
    """Zoë's enrolment."""
    return EnrolmentFactory(learner=cast.zoe, course=course)


@pytest.fixture
def zoe(client_of, cast, enrolment):
    """Zoë's browser, while she takes the course."""
    return client_of(cast.zoe)


def address(course, page):
    part = "declare" if page == course.declaration else "name"
    return f"/learn/{course.slug}/{part}/{page.activity_key}/"


def agree(client, course, **fields):
    sent = {"agree": "on", "words": course.declaration.words_digest, **fields}
    return client.post(address(course, course.declaration), sent)


def confirm(client, course, name, **fields):
    return client.post(address(course, course.name_page), {"name": name, **fields})


def finish(course, enrolment):
    for page in course.declaration, course.lesson:
        ActivityCompletionFactory(enrolment=enrolment, activity_key=page.activity_key)


# --- A declaration --------------------------------------------------------------------------------


def test_the_page_shows_every_point_and_one_tick_box(course, zoe):
    page = zoe.get(course.declaration.url).content.decode()
    assert all(words in page for words in ("I listen.", "I keep time.", course.declaration.agreement))
    assert (page.count('type="checkbox"'), address(course, course.declaration) in page) == (1, True)


def test_agreeing_leads_to_what_comes_next(course, zoe):
    assert agree(zoe, course)["Location"] == course.name_page.url
    assert Declaration.objects.get().words == course.declaration.words


def test_agreeing_twice_is_harmless(course, zoe):
    agree(zoe, course)
    assert agree(zoe, course).status_code == 302
    assert (Declaration.objects.count(), ActivityCompletion.objects.count()) == (1, 1)


def test_without_the_tick_nothing_is_kept_and_the_page_says_what_to_do(course, zoe):
    answer = zoe.post(address(course, course.declaration), {"words": course.declaration.words_digest})
    page = answer.content.decode()
    assert (answer.status_code, 'href="#id_agree"' in page, "I listen." in page) == (422, True, True)
    assert not Declaration.objects.exists()


def test_words_that_changed_meanwhile_are_shown_again_with_the_box_empty(course, zoe):
    theme = 1  # the frame has a choice of its own
    answer = agree(zoe, course, words="as they were before")
    page = answer.content.decode()
    assert (answer.status_code, "Please read them again" in page, page.count("checked>")) == (422, True, theme)
    assert f'value="{course.declaration.words_digest}"' in page


def test_afterwards_the_page_shows_the_words_agreed_to_and_when(course, zoe):
    agree(zoe, course)
    DeclarationPage = type(course.declaration)
    DeclarationPage.objects.update(agreement="Other words.")
    page = zoe.get(course.declaration.url).content.decode()
    assert course.declaration.agreement in page
    assert ("You agreed to this on" in page, "Other words." in page, 'type="checkbox"' in page) == (True, False, False)


# --- The name -------------------------------------------------------------------------------------


def test_the_page_shows_the_name_large_and_in_a_field(course, zoe, cast):
    page = zoe.get(course.name_page.url).content.decode()
    assert f'<p class="nameplate__name" dir="auto">{cast.zoe.full_name}</p>' in page
    assert f'value="{cast.zoe.full_name}"' in page


def test_confirming_leads_to_what_comes_next(course, zoe):
    assert confirm(zoe, course, "Zoë Łukasz")["Location"] == course.lesson.url
    assert ConfirmedName.objects.get().name == "Zoë Łukasz"


def test_looking_first_shows_the_name_and_keeps_nothing(course, zoe):
    answer = confirm(zoe, course, " Zoë  Łukasz", look="")
    plate = '<p class="nameplate__name" dir="auto">Zoë Łukasz</p>'
    assert (answer.status_code, plate in answer.content.decode()) == (200, True)
    assert not ConfirmedName.objects.exists()


def test_what_is_no_name_is_refused_and_what_was_typed_is_kept(course, zoe):
    answer = confirm(zoe, course, "zoe@example.org")
    page = answer.content.decode()
    assert (answer.status_code, 'href="#id_name"' in page, 'value="zoe@example.org"' in page) == (422, True, True)


def test_afterwards_the_name_may_be_changed(course, zoe):
    confirm(zoe, course, "Zoë Łukasz")
    page = zoe.get(course.name_page.url).content.decode()
    assert ("You confirmed your name on" in page, "Change the name" in page) == (True, True)
    confirm(zoe, course, "Zoë Ŵyn")
    assert ConfirmedName.objects.get().name == "Zoë Ŵyn"


def test_once_the_course_is_finished_the_page_says_who_can_change_it(course, zoe, enrolment, settings):
    finish(course, enrolment)
    assert confirm(zoe, course, "Zoë Łukasz")["Location"] == f"/courses/{course.slug}/"
    page = zoe.get(course.name_page.url).content.decode()
    assert (settings.CONTACT_EMAIL in page, "Change the name" in page) == (True, False)
    assert confirm(zoe, course, "Zoë Ŵyn").status_code == 422


# --- Both -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_a_preview_needs_no_learner(kind, course, cast):
    page = getattr(course, kind)
    request = RequestFactory().get("/")
    request.user = cast.editor
    answer = page.specific.make_preview_request(original_request=request)
    assert (answer.status_code, page.title in answer.render().content.decode()) == (200, True)


@pytest.mark.parametrize("kind", KINDS)
def test_whoever_has_not_started_is_refused(kind, course, enrolment, client_of, cast):
    page = getattr(course, kind)
    assert client_of(cast.amir).post(address(course, page)).status_code == 403
    assert client_of(cast.amir).get(page.url).status_code == 403


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_not_done_by_marking_it_by_hand(kind, course, zoe):
    assert zoe.post(f"/learn/{course.slug}/done/{getattr(course, kind).activity_key}/").status_code == 404


def test_each_form_takes_its_own_kind_alone(course, zoe):
    swapped = {course.declaration: "name", course.name_page: "declare"}
    codes = [
        zoe.post(f"/learn/{course.slug}/{part}/{page.activity_key}/").status_code for page, part in swapped.items()
    ]
    assert codes == [404, 404]


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_being_updated_cannot_be_done(kind, course, zoe):
    Page.objects.get(pk=getattr(course, kind).pk).specific.unpublish()
    assert zoe.post(address(course, getattr(course, kind)), {"name": "Zoë"})["Location"] == f"/courses/{course.slug}/"
    assert not Enrolment.objects.get().completions.exists()
