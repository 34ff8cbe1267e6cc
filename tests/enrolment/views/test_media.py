"""Pictures: shown to whoever may read a page where they stand, and kept no longer than that is true."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from wagtail.images.models import Rendition
from wagtail.models import Page, PageViewRestriction

from content.models import StandardPage
from courses.models import Access, CoursePage, CoursePrerequisite, LessonPage, ModulePage
from enrolment.models import Enrolment
from tests.cast import NOW
from tests.factories.enrolments import EnrolmentFactory
from tests.factories.pages import CourseFactory, LessonPageFactory
from tests.factories.pictures import ImageFactory, address_of

pytestmark = pytest.mark.django_db
PUBLIC, PRIVATE = "public, max-age=86400", "private, max-age=3600"


@pytest.fixture
def course():
    """A course that Zoë takes."""
    return CourseFactory(lessons=2)


@pytest.fixture
def lesson(course, cast):
    """Its first lesson."""
    EnrolmentFactory(course=course, learner=cast.zoe)
    return LessonPage.objects.descendant_of(course).first()


@pytest.fixture
def zoe(client_of, cast):
    """The browser of Zoë."""
    return client_of(cast.zoe)


def plain_page() -> StandardPage:
    return StandardPage.objects.get(slug="privacy")


def seen(browser, image, **headers: str):
    """Ask for the picture and read it to its end: only then is its file closed."""
    answer = browser.get(address_of(image), headers=headers)
    answer.getvalue()
    return answer


def status_at(browser, image) -> int:
    return seen(browser, image).status_code


# --- Pictures for everybody -------------------------------------------------------------------------


def test_a_picture_of_a_public_page_is_for_everybody_and_for_their_proxies(client):
    answer = client.get(address_of(ImageFactory(on=[plain_page()])))
    assert answer.getvalue()[:4] == b"\x89PNG"
    assert (answer["Cache-Control"], answer["Content-Type"]) == (PUBLIC, "image/png")
    assert "Cookie" not in answer.get("Vary", "")


def test_a_picture_of_a_lesson_and_a_public_page_is_for_everybody(client, lesson):
    assert seen(client, ImageFactory(on=[lesson, plain_page()]))["Cache-Control"] == PUBLIC


def test_a_picture_of_an_unpublished_page_is_for_nobody(client, zoe):
    image = ImageFactory(on=[plain_page()])
    plain_page().unpublish()
    assert [status_at(browser, image) for browser in (client, zoe)] == [404, 404]


def test_a_picture_taken_off_a_public_page_is_for_nobody_any_more(client):
    image = ImageFactory(on=[plain_page()])
    page = plain_page()
    page.body = []
    page.save()
    assert status_at(client, image) == 404


def test_wagtails_own_privacy_of_a_plain_page_is_that_of_its_pictures(client, zoe):
    image = ImageFactory(on=[plain_page()])
    PageViewRestriction.objects.create(page=plain_page(), restriction_type=PageViewRestriction.LOGIN)
    assert [status_at(browser, image) for browser in (client, zoe)] == [404, 200]


# --- Pictures of lessons ----------------------------------------------------------------------------


def test_a_picture_of_a_lesson_is_for_whoever_takes_the_course(zoe, lesson):
    answer = seen(zoe, ImageFactory(on=[lesson]))
    assert (answer.status_code, answer["Cache-Control"], answer["Vary"]) == (200, PRIVATE, "Cookie")


@pytest.mark.parametrize("who", ["amir", "office"])
def test_a_picture_of_a_lesson_is_not_there_for_anybody_else(who, client, client_of, cast, lesson):
    address = address_of(ImageFactory(on=[lesson]))
    answers = [client.get(address), client_of(getattr(cast, who)).get(address)]
    assert [(answer.status_code, answer["Cache-Control"]) for answer in answers] == [(404, "private, no-store")] * 2


def test_a_picture_waits_for_what_comes_first_as_its_lesson_does(zoe, cast, course, lesson):
    first = CourseFactory(lessons=1)
    CoursePrerequisite.objects.create(course=course, requires=first)
    image = ImageFactory(on=[lesson])
    assert status_at(zoe, image) == 404
    EnrolmentFactory(course=first, learner=cast.zoe, completed=True)
    assert status_at(zoe, image) == 200


def test_whoever_has_finished_sees_on(zoe, lesson):
    Enrolment.objects.mark_completed(at=NOW)
    assert status_at(zoe, ImageFactory(on=[lesson])) == 200


def test_a_picture_of_two_courses_is_for_whoever_takes_one_of_them(zoe, lesson):
    other = LessonPage.objects.descendant_of(CourseFactory(access=Access.NOMINATED)).first()
    assert status_at(zoe, ImageFactory(on=[other, lesson])) == 200
    assert status_at(zoe, ImageFactory(on=[other])) == 404


def test_a_picture_of_a_lesson_of_a_later_edition_is_not_there(zoe, course, lesson):
    added = LessonPageFactory(parent=ModulePage.objects.child_of(course).get())
    assert status_at(zoe, ImageFactory(on=[added])) == 404


@pytest.mark.parametrize("kind", [LessonPage, ModulePage, CoursePage])
def test_a_picture_of_what_is_being_updated_is_not_there(kind, zoe, lesson):
    image = ImageFactory(on=[lesson])
    line = Page.objects.ancestor_of(lesson, inclusive=True).type(kind)
    line.get().specific.unpublish()
    assert status_at(zoe, image) == 404


# --- Editors ----------------------------------------------------------------------------------------


def test_editors_see_what_they_work_with(client_of, cast, lesson):
    pictures = [ImageFactory(), ImageFactory(on=[lesson])]
    assert [status_at(client_of(cast.editor), image) for image in pictures] == [200, 200]


def test_whoever_may_edit_the_page_sees_its_picture_without_the_image_library(client_of, cast, lesson):
    cast.editor.groups.get().collection_permissions.all().delete()
    pictures = [ImageFactory(), ImageFactory(on=[lesson])]
    assert [status_at(client_of(cast.editor), image) for image in pictures] == [404, 200]


def test_an_editor_without_the_second_step_is_no_editor_yet(client_of, cast, lesson, settings):
    settings.MFA_REQUIRED = True
    assert status_at(client_of(cast.editor), ImageFactory(on=[lesson])) == 404


def test_a_picture_that_stands_only_in_a_draft_is_for_editors(client, client_of, zoe, cast, lesson):
    image = ImageFactory()
    lesson.body.append(("image", {"image": image, "caption": ""}))
    lesson.save_revision()
    assert [status_at(browser, image) for browser in (client, zoe, client_of(cast.editor))] == [404, 404, 200]


# --- Coming again -----------------------------------------------------------------------------------


def test_a_picture_that_is_kept_is_not_sent_again(zoe, lesson):
    image = ImageFactory(on=[lesson])
    again = seen(zoe, image, if_none_match=seen(zoe, image)["ETag"])
    assert (again.status_code, again.content, again["Cache-Control"]) == (304, b"", PRIVATE)


def test_a_picture_made_anew_is_sent_again(client):
    image = ImageFactory(on=[plain_page()])
    tag = seen(client, image)["ETag"]
    image.renditions.all().delete()
    assert seen(client, image, if_none_match=tag).status_code == 200


def test_the_right_tag_opens_nothing(client, zoe, lesson):
    image = ImageFactory(on=[lesson])
    assert seen(client, image, if_none_match=seen(zoe, image)["ETag"]).status_code == 404


# --- What has no address ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "original_images/sunrise.png",
        "images/sunrise.png",
        "documents/list.pdf",
        "avatar_images/face.png",
        "images/../documents/list.pdf",
        "images/%2e%2e/documents/list.pdf",
        "images/",
        "images/%00",
        "",
    ],
)
def test_what_is_no_rendition_does_not_exist(name, client, client_of, cast):
    for stored in ("original_images/sunrise.png", "images/sunrise.png", "documents/list.pdf", "avatar_images/face.png"):
        default_storage.save(stored, ContentFile(b"content"))
    browsers = (client, client_of(cast.zoe), client_of(cast.editor))
    assert {browser.get(f"/media/{name}").status_code for browser in browsers} == {404}


def test_a_rendition_whose_file_is_gone_is_not_found(client):
    address = address_of(ImageFactory(on=[plain_page()]))
    default_storage.delete(Rendition.objects.get(filter_spec="width-4").file.name)
    assert client.get(address).status_code == 404


def test_nothing_is_written(client):
    assert client.post(address_of(ImageFactory())).status_code == 405
